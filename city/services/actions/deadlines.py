"""The clock of a dossier: spans, and due dates that explain themselves.

With the decision the term is over for good: where its result was withdrawn and is issued anew, nothing runs, rests or begins again,
and whether the term was kept stays what it was at the first decision (`decided_at`)."""

import datetime
from decimal import Decimal
from typing import cast

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from city.services.engine.legal_parameters import REGIME
from city.services.engine.lengths import length
from city.services.models import ClockSpan, Dossier, Due
from city.services.models.catalogue import Term
from city.services.states.dossiers import DueCause, SpanKind
from kernel import clock, worktime
from kernel.journal import part
from kernel.worktime.engine import Unit


def term_of(dossier: Dossier) -> worktime.Term | None:
    """The term of this case and channel, the most particular row first, the longest of equals in whatever unit; None where the sheet names no usable one."""
    rows = Term.objects.filter(version=dossier.version, amount__isnull=False, unit__isnull=False)
    fitting = [t for t in rows if t.case_id in (None, dossier.case_id) and t.channel in (None, "", dossier.channel)]
    fitting.sort(key=lambda t: (t.case_id is None, not t.channel, -length(t.amount, t.unit), t.pk))
    return worktime.Term(fitting[0].amount or Decimal(0), cast(Unit, fitting[0].unit)) if fitting else None


@part
def start(*, dossier: Dossier, cause: str = DueCause.FIRST) -> Due | None:
    """The term begins to run now, from zero (NĐ 61/2018 Đ.19.4 for a restart). Sets due_at; the first due date is kept for ever.
    None where it was decided."""
    if dossier.decided_at:
        return None
    now = clock.now()
    _end_span(dossier, now)
    reason = "accepted" if cause == DueCause.FIRST else str(cause)
    ClockSpan.objects.create(dossier=dossier, span=DateTimeTZRange(now, None), kind=SpanKind.RUN, reason=reason)
    term = term_of(dossier)
    if term is None:
        return None
    return _count(dossier, now, term, cause)


def _count(dossier: Dossier, since: datetime.datetime, term: worktime.Term, cause: str) -> Due:
    """A new due date beside the old ones, counted from `since` (or from the last restart after it) without the pauses."""
    schedule = worktime.schedule_for(dossier.agency.calendar)
    counted = worktime.due(since, term, schedule, spans=_spans(dossier), regime=REGIME)
    number = dossier.dues.count() + 1
    due = Due.objects.create(dossier=dossier, no=number, due_at=counted.at, cause=cause, explanation=counted.as_json(), counted_at=clock.now())  # fmt: skip
    dossier.due_at = counted.at
    dossier.first_due_at = dossier.first_due_at or counted.at
    return due


@part
def pause(*, dossier: Dossier, reason: str) -> None:
    """The term does not run from now on (the applicant is awaited)."""
    now = clock.now()
    if not dossier.decided_at and _end_span(dossier, now):
        ClockSpan.objects.create(dossier=dossier, span=DateTimeTZRange(now, None), kind=SpanKind.PAUSE, reason=reason)


@part
def resume(*, dossier: Dossier) -> Due | None:
    """What was awaited came, and the term runs on from where it stood: the pause is taken out of the count."""
    now = clock.now()
    if dossier.decided_at or not _end_span(dossier, now):
        return None
    span = DateTimeTZRange(now, None)
    ClockSpan.objects.create(dossier=dossier, span=span, kind=SpanKind.RUN, reason=str(DueCause.RESUME))
    term = term_of(dossier)
    if term is None or dossier.accepted_at is None:
        return None
    return _count(dossier, dossier.accepted_at, term, DueCause.RESUME)


@part
def stop(*, dossier: Dossier) -> None:
    """Nothing is awaited any more."""
    _end_span(dossier, clock.now())


def _end_span(dossier: Dossier, at: datetime.datetime) -> bool:
    last = ClockSpan.objects.filter(dossier=dossier, span__endswith__isnull=True).first()
    if last is None:
        return False
    if last.span.lower >= at:  # began at this very moment: it lasted no time
        last.delete()
        return True
    last.span = DateTimeTZRange(last.span.lower, at)
    last.save(update_fields=["span"])
    return True


def _spans(dossier: Dossier) -> list[worktime.Span]:
    rows = ClockSpan.objects.filter(dossier=dossier).order_by("span")
    return [worktime.Span(row.span.lower, row.span.upper, row.kind, row.reason) for row in rows]
