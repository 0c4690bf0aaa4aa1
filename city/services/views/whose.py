"""For whom somebody files, and who filed for the owner, in words to whoever reads."""

from django.utils.translation import gettext as _

from city.services.models import Dossier
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Role
from kernel.actors import Actor


def whose(actor: Actor, draft: Dossier) -> str:
    """The name of the owner for whom this resident files; "" where the dossier is his own. At the counter it stands in the form."""
    if not actor.is_resident or len(rules.persons(actor)) < 2:
        return ""
    owner = draft.parties.select_related("person").get(role=Role.OWNER).person
    return "" if owner.pk == actor.person_id else owner.name


def for_another(actor: Actor, draft: Dossier) -> bool:
    return actor.is_official or bool(whose(actor, draft))


def instead(actor: Actor, dossier: Dossier) -> str:
    """Who handed in for the owner; "" where he did it himself."""
    roles = {one.role: one.person for one in dossier.parties.select_related("person")}
    owner, by = roles[Role.OWNER], roles.get(Role.SUBMITTER)
    if by is None or by == owner:
        return ""
    if actor.person_id == owner.pk:
        words = _("%(name)s nộp hồ sơ này thay bạn.")
    elif actor.person_id == by.pk:
        words = _("Bạn nộp hồ sơ này thay %(owner)s.")
    else:
        words = _("%(name)s nộp hồ sơ này thay %(owner)s.")
    return words % {"name": by.name, "owner": owner.name}
