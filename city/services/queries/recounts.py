"""Whose dates a change of a calendar moves, before and while it is counted, and in words afterwards."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city.services.engine.legal_parameters import REGIME
from city.services.models import ClockSpan, Dossier, Due, StepRun
from city.services.states.dossiers import OPEN, DueCause, SpanKind
from kernel import clock, worktime
from kernel.web import say
from kernel.worktime import changes as calendar_changes
from kernel.worktime.changes import Change
from kernel.worktime.models import Calendar

# One row for all counts that must end alike: same term, same beginning, same pauses after it. Whole days do not ask at what
# hour of the first day they began, unless the regime takes late receipt as the next day's.
_ALIKE = """
SELECT min(d.id), count(*)
FROM services_dossier s
JOIN agencies_agency a ON a.id = s.agency_id AND a.calendar_id = %(calendar)s
JOIN LATERAL (SELECT id, due_at, explanation e FROM services_due WHERE dossier_id = s.id ORDER BY no DESC LIMIT 1) d ON true
WHERE s.phase = ANY(%(open)s) AND s.due_at >= %(since)s
  AND (%(agencies)s::bigint[] IS NULL OR s.agency_id = ANY(%(agencies)s))
  AND EXISTS (SELECT 1 FROM services_clockspan c WHERE c.dossier_id = s.id AND c.kind = 'run' AND upper_inf(c.span))
GROUP BY d.due_at, d.e->>'unit', d.e->>'amount',
  CASE WHEN NOT %(late)s AND d.e->>'unit' <> 'hour' AND d.e->>'amount' ~ '^[1-9][0-9]*([.]0+)?$'
    THEN ((d.e->>'start')::timestamptz AT TIME ZONE %(zone)s)::date::text ELSE d.e->>'start' END,
  (SELECT jsonb_agg(p) FROM jsonb_array_elements(d.e->'spans') p
   WHERE p->>2 = 'pause' AND (p->>1 IS NULL OR (p->>1)::timestamptz > (d.e->>'start')::timestamptz))
"""


@dataclass(frozen=True)
class Moved:
    """`count` dossiers whose promised day goes from `before` to `after`."""

    before: datetime.date
    after: datetime.date
    count: int


@dataclass(frozen=True)
class Preview:
    """`running`: open dossiers whose term runs and reaches the change; `moves`, by day."""

    running: int
    moves: list[Moved]

    @property
    def total(self) -> int:
        return sum(move.count for move in self.moves)


def preview(calendar: Calendar, changes: Sequence[Change], agencies: Sequence[int] | None = None) -> Preview:
    """What the changes would do to the dates promised, by these `agencies` only where some are named; nothing is written.
    Seconds for 100,000 open dossiers."""
    counts = _alike(calendar, changes, agencies)
    dues = Due.objects.in_bulk(counts)
    schedule = calendar_changes.applied(changes, worktime.schedule_for(calendar))
    found: Counter[tuple[datetime.date, datetime.date]] = Counter()
    for pk in calendar_changes.touched(changes, ((pk, due.explanation) for pk, due in dues.items())):
        before, after = _day(dues[pk].due_at), _day(count_again(dues[pk], schedule).at)
        if before != after:
            found[before, after] += counts[pk]
    return Preview(sum(counts.values()), [Moved(*days, count) for days, count in sorted(found.items())])


def _alike(calendar: Calendar, changes: Sequence[Change], agencies: Sequence[int] | None) -> dict[int, int]:
    """A due row that stands for all that end alike: how many."""
    values: dict[str, Any] = {"calendar": calendar.pk, "open": sorted(OPEN), "since": since(changes), "zone": str(clock.ZONE),
              "late": REGIME.late_after is not None, "agencies": None if agencies is None else list(agencies)}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, values)
        return dict(cursor.fetchall())


def since(changes: Iterable[Change]) -> datetime.datetime:
    """What was due before this moment is not touched."""
    return midnight(min(change.since for change in changes))


def midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), clock.ZONE)


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.ZONE).date()


def count_again(due: Due, schedule: worktime.Schedule) -> worktime.Due:
    """The same term from the same beginning, on another schedule."""
    old = worktime.load_due(due.explanation)
    return worktime.due(old.start, old.term, schedule, old.spans, REGIME)


def open_in(calendar: Calendar, since: datetime.datetime, agencies: Sequence[int] | None = None) -> QuerySet[Dossier]:
    """Open dossiers with a date of this calendar (by one of `agencies`, where some are named) from `since` on: their own, or
    that of the step they stand at."""
    here = Q(agency__calendar=calendar, due_at__gte=since)
    if agencies is not None:
        here &= Q(agency__in=agencies)
    step = StepRun.objects.filter(here, dossier=OuterRef("pk"), ended=None)
    return Dossier.objects.filter(here | Exists(step), phase__in=OPEN).order_by("pk")


def running(dossiers: Iterable[Dossier]) -> dict[int, Due]:
    """Dossier id -> its last due date, where its term runs now."""
    ids = [d.pk for d in dossiers]
    spans = ClockSpan.objects.filter(dossier__in=ids, kind=SpanKind.RUN, span__endswith__isnull=True)
    dues = Due.objects.filter(dossier__in=spans.values("dossier")).order_by("dossier", "-no").distinct("dossier")
    return {due.dossier_id: due for due in dues}


@dataclass(frozen=True)
class Move:
    """One date that a change of the calendar moved, and why in words."""

    counted_at: datetime.datetime
    before: datetime.datetime
    after: datetime.datetime
    why: list[str]


def moves(dues: Sequence[Due]) -> list[Move]:
    """Moves by the calendar since the term last began, newest first; `dues` in order of their number."""
    found: list[Move] = []
    for before, due in pairwise(dues):
        if due.cause != DueCause.RECOUNT:
            found.clear()
        elif _day(before.due_at) != _day(due.due_at):
            found.append(Move(due.counted_at, before.due_at, due.due_at, said(due.explanation.get("changed", []))))
    return found[::-1]


def said(changed: list[dict[str, Any]]) -> list[str]:
    """What was changed, as kept beside the count (actions.recounts): one sentence each, naming the decision."""
    return [_sentence(one) for one in changed]


def _sentence(one: dict[str, Any]) -> str:
    english = (get_language() or "").startswith("en")
    values = {"day": say.weekday(datetime.date.fromisoformat(one["on"])), "source": one["source"],
              "name": (english and one.get("name_en")) or one.get("name", "")}  # fmt: skip
    words = {
        "off": _("%(day)s được nghỉ: %(name)s. Căn cứ: %(source)s"),
        "work": _("%(day)s làm việc: %(name)s. Căn cứ: %(source)s"),
        "usual": _("%(day)s trở lại như ngày thường. Căn cứ: %(source)s"),
        "calendar": _("Cơ quan theo lịch làm việc “%(name)s”, khác lịch trước từ %(day)s. Căn cứ: %(source)s"),
        "hours": _("Giờ làm việc thay đổi từ %(day)s. Căn cứ: %(source)s"),
    }
    return words.get(one["kind"], _("Lịch nghỉ được cập nhật từ %(day)s. Căn cứ: %(source)s")) % values
