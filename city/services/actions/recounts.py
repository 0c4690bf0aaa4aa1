"""The calendar was changed: open dossiers get new dates. Decided ones keep theirs."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from city.agencies.events import CalendarGiven
from city.services.events.calendars import RecountDone, RecountWentOn
from city.services.events.dossiers import DueMoved
from city.services.models import Dossier, Due, StepRun
from city.services.queries import recounts
from city.services.queries.definitions import process_of
from city.services.states.dossiers import DueCause
from city.work.actions import move_due
from kernel import clock, worktime
from kernel.actors import Actor
from kernel.journal import Fact, action, already_done, entries_about, record
from kernel.worktime import events as calendars
from kernel.worktime.models import Calendar, Day

BATCH = (
    100  # dossiers in one transaction: four statements each, below a second on a machine that has nothing else to do
)

NEVER = datetime.date(9000, 1, 1)  # of a change that moves nothing: no date lies behind it


@dataclass(frozen=True)
class Cause:
    """What was changed, from which day on; `said` is kept beside each new count: [{on, kind, name, name_en, source}].
    `agencies`: whom alone it concerns, None for all that go by the calendar."""

    since: datetime.date
    said: list[dict[str, Any]] = field(default_factory=list)
    agencies: tuple[int, ...] | None = None


def can_recount(actor: Actor, calendar: Any) -> bool:
    """Nobody's choice: it follows from the change of the calendar."""
    return actor.kind == "system"


@action(requires=can_recount, lock=False)
def recount(*, calendar: Calendar, change: int, cause: Cause, begin: int = 0, moved: int = 0, by: Actor) -> None:
    """The next BATCH of open dossiers behind the id `begin`. Safe to repeat: a batch that was done is not done again, and
    counting twice with the same calendar moves nothing."""
    if _was_done(calendar, change, begin):
        already_done()
        return
    since = recounts.midnight(cause.since)
    rows = recounts.open_in(calendar, since, cause.agencies).filter(pk__gt=begin).select_related("agency")
    batch = list(rows.select_for_update(of=("self",))[:BATCH])
    moved += _count(batch, calendar, cause, by)
    if len(batch) < BATCH:
        record(RecountDone(calendar.pk, change, begin, moved), about=calendar, by=by)
    else:
        record(RecountWentOn(calendar.pk, change, begin, batch[-1].pk, moved), about=calendar, by=by)


def _was_done(calendar: Calendar, change: int, begin: int) -> bool:
    known = entries_about(calendar).filter(verb__in=(RecountWentOn.verb, RecountDone.verb))
    return known.filter(fact__change=change, fact__begin=begin).exists()


def cause_of(fact: Fact) -> Cause:
    """From the fact of a change; its days stand in the journal as text."""
    match fact:
        case calendars.CalendarDaySet(calendar=calendar, on=on):
            return Cause(_day(on), [_said(calendar, on, fact.source)])
        case calendars.CalendarDayDropped(on=on):
            return Cause(_day(on), [{"on": str(on), "kind": "usual", "source": fact.source}])
        case calendars.CalendarDaysSwapped(calendar=calendar, off=off, work=work):
            said = [_said(calendar, on, fact.source) for on in (off, work)]
            return Cause(min(_day(off), _day(work)), said)
        case calendars.CalendarWeekSet(since=since):
            return Cause(_day(since), [{"on": str(since), "kind": "hours", "source": fact.source}])
        case calendars.CalendarHoursSet(since=since):
            return Cause(_day(since))
        case calendars.CalendarSeeded(years=years):
            return Cause(datetime.date(min(years), 1, 1))
        case CalendarGiven(since=None):
            return Cause(NEVER)
        case CalendarGiven(calendar=calendar, since=str() | datetime.date() as since, agencies=agencies):
            name = Calendar.objects.get(pk=calendar).name
            said = [{"on": str(since), "kind": "calendar", "name": name, "source": fact.source}]
            return Cause(_day(since), said, tuple(agencies))
    raise TypeError(f"{fact.verb} changes no calendar")


def _day(on: datetime.date | str) -> datetime.date:
    return on if isinstance(on, datetime.date) else datetime.date.fromisoformat(on)


def _said(calendar: int, on: datetime.date | str, source: str) -> dict[str, Any]:
    day = Day.objects.filter(calendar=calendar, on=on).first()
    if day is None:  # taken back before it was counted
        return {"on": str(on), "kind": "usual", "source": source}
    return {"on": str(on), "kind": day.kind, "name": day.name, "name_en": day.name_en, "source": source}


def _count(batch: list[Dossier], calendar: Calendar, cause: Cause, by: Actor) -> int:
    """How many dates moved."""
    schedule, dues = worktime.schedule_for(calendar), recounts.running(batch)
    runs = {r.dossier_id: r for r in StepRun.objects.filter(dossier__in=batch, ended=None).select_related("agency")}
    moved = 0
    for dossier in batch:
        due = dues.get(dossier.pk)
        if due is not None and dossier.agency.calendar_id == calendar.pk:
            moved += _count_term(dossier, due, schedule, cause, by)
        if run := runs.get(dossier.pk):
            _count_step(dossier, run, calendar, schedule)
    return moved


def _count_term(dossier: Dossier, last: Due, schedule: worktime.Schedule, cause: Cause, by: Actor) -> bool:
    """A new row where the count changed, even if it ends alike: the old one would explain it wrongly."""
    counted = recounts.count_again(last, schedule)
    body = counted.as_json()
    if (counted.at, body["days"]) == (last.due_at, last.explanation["days"]):
        return False
    explanation = {**body, "changed": cause.said}
    due = Due.objects.create(
        dossier=dossier, no=last.no + 1, due_at=counted.at, cause=DueCause.RECOUNT, explanation=explanation, counted_at=clock.now(),
    )  # fmt: skip
    if counted.at == last.due_at:
        return False
    dossier.due_at = counted.at
    dossier.save(update_fields=["due_at"])
    record(DueMoved(dossier.pk, due.pk, str(DueCause.RECOUNT)), about=dossier, by=by)
    return True


def _count_step(dossier: Dossier, run: StepRun, calendar: Calendar, schedule: worktime.Schedule) -> None:
    """The work item follows its step's time, or the dossier's where the step has none."""
    step = process_of(dossier).step(run.step)
    if step.minutes and run.due_at and run.agency.calendar_id == calendar.pk:
        run.due_at = worktime.add_working_minutes(run.began, step.minutes, schedule)
        run.save(update_fields=["due_at"])
    move_due(about=dossier, due_at=run.due_at or dossier.work_due_at)
