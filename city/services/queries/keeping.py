"""How long a draft is kept, and until when this one stays."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from city.services.models import Dossier
from city.services.states.dossiers import Phase
from kernel import clock, parameters


def days() -> int | None:
    """From the last change on; None where nothing is said: then drafts are kept."""
    found = parameters.find("draft.keep", clock.today())
    return None if found is None else int(found)


def dated(drafts: Iterable[Dossier]) -> list[Dossier]:
    """The same rows; `kept_until` is the last day of each, None where it has none."""
    rows, kept = list(drafts), days()
    for row in rows:
        row.kept_until = None if kept is None else last_day(row, kept)  # type: ignore[attr-defined]
    return rows


def last_day(draft: Dossier, kept: int) -> datetime.date:
    return draft.changed_at.astimezone(clock.ZONE).date() + datetime.timedelta(days=kept)


def over() -> QuerySet[Dossier]:
    """Drafts whose last day is past, the oldest first; none where nothing is said."""
    kept = days()
    if kept is None:
        return Dossier.objects.none()
    first = clock.today() - datetime.timedelta(days=kept)
    begin = datetime.datetime.combine(first, datetime.time(), clock.ZONE)
    return Dossier.objects.filter(phase=Phase.DRAFT, changed_at__lt=begin).order_by("changed_at", "pk")
