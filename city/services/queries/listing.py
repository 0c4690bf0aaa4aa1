"""Dossiers as a list shows them: a line each, without what was answered and without the whole sheet of the procedure."""

from django.db.models import Q, QuerySet

from city.services.models import Dossier
from city.services.rules.dossiers import visible_to
from city.work.queries import FAR, place_named
from kernel.access import Page
from kernel.actors import Actor

_HEAVY = ("answers", "draft", "corrections", "opinion")
_SHEET = ("sheet", "findings", "legal", "results", "folded")  # of an imported procedure tens of kilobytes


def listed(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With the procedure's name and code."""
    return rows.select_related("version__procedure").defer(*_HEAVY, *(f"version__{name}" for name in _SHEET))


def reaching(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With what handing in looks at besides: the procedure's name, and the agency asked."""
    return rows.select_related("version", "agency").defer(*(f"version__{name}" for name in _SHEET))


def in_phase(actor: Actor, phase: str, *, before: str = "", size: int = 50) -> Page[Dossier]:
    """Those of the actor's agency that stand at `phase`, nearest due date first, those without one at the end."""
    rows = listed(visible_to(actor)).filter(agency__in=actor.agencies, phase=phase)
    if place := place_named(before):
        due, pk = place
        later = (
            Q(due_at=None, pk__gt=pk) if due == FAR else Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk) | Q(due_at=None)
        )
        rows = rows.filter(later)
    found = list(rows.order_by("due_at", "pk")[: size + 1])
    return Page(found[:size], older=_place(found[size - 1]) if len(found) > size else "")


def _place(row: Dossier) -> str:
    """As work.queries.place_named reads it."""
    return f"{row.due_at.isoformat() if row.due_at else 'infinity'}~{row.pk}"
