"""Who keeps the book of the one-stop. Its papers follow from acts; nobody makes one by hand."""

from city.agencies.models import Agency
from city.agencies.rules import acts_for
from kernel.actors import Actor


def can_keep_book(actor: Actor, agency: Agency) -> bool:
    """Sổ theo dõi hồ sơ (Mẫu 06): officials of the agency who take dossiers in."""
    return acts_for(actor, agency.pk) and actor.has("dossiers.accept")
