"""Who draws up the papers of the one-stop, and who keeps its book."""

from city.agencies.models import Agency
from kernel.actors import Actor


def is_system(actor: Actor, subject: object) -> bool:
    """Papers follow from acts; nobody makes one by hand."""
    return actor.kind == "system"


def can_keep_book(actor: Actor, agency: Agency) -> bool:
    """Sổ theo dõi hồ sơ (Mẫu 06): officials of the agency who take dossiers in."""
    return actor.is_official and actor.agency_id == agency.pk and actor.has("dossiers.accept")
