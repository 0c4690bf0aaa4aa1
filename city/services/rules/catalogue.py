"""The published catalogue is for everybody; changing it is a power."""

from typing import Any

from city.services.models.catalogue import ProcedureVersion, Versions
from kernel.actors import Actor

MANAGE = "catalogue.manage"


def visible_to(actor: Actor) -> Versions:
    """Published versions for all, drafts for those who manage the catalogue."""
    rows = ProcedureVersion.objects.all()
    return rows if can_manage(actor, None) else rows.exclude(state=ProcedureVersion.State.DRAFT)


def can_manage(actor: Actor, subject: Any) -> bool:
    return actor.kind == "system" or actor.has(MANAGE)
