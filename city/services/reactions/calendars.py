"""The calendar of an agency was changed: its open dossiers are counted again, and their people told where a day moved."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy

from city.agencies.events import CalendarGiven
from city.services.actions import recounts
from city.services.events import dossiers as events
from city.services.events.calendars import RecountWentOn
from city.services.models import Due
from city.services.queries import notices
from city.services.queries.recounts import said
from city.services.reactions import telling
from city.services.states.dossiers import DueCause
from kernel.actors import SYSTEM
from kernel.clock import ZONE
from kernel.journal import facts, reacts_to
from kernel.journal.models import JournalEntry
from kernel.worktime import events as calendars
from kernel.worktime.models import Calendar


@reacts_to(
    calendars.CalendarDaySet, calendars.CalendarDayDropped, calendars.CalendarDaysSwapped, calendars.CalendarHoursSet,
    calendars.CalendarWeekSet, calendars.CalendarSeeded, CalendarGiven,
)  # fmt: skip
def recount(fact: Any, entry: Any) -> None:
    """The first batch; each batch that is full leads to the next, so other work of the worker goes on in between."""
    recounts.recount(
        calendar=Calendar.objects.get(pk=fact.calendar), change=entry.pk, cause=recounts.cause_of(fact), by=SYSTEM
    )


@reacts_to(RecountWentOn)
def go_on(fact: RecountWentOn, entry: Any) -> None:
    change = JournalEntry.objects.get(pk=fact.change)
    recounts.recount(
        calendar=Calendar.objects.get(pk=fact.calendar), change=fact.change, cause=recounts.cause_of(facts.load(change.verb, change.fact)),
        begin=fact.end, moved=fact.moved, by=SYSTEM,
    )  # fmt: skip


@reacts_to(events.DueMoved)
def tell_of_move(fact: events.DueMoved, entry: Any) -> None:
    """The people of the dossier read the new day and the decision; a move within the day is no news."""
    due = Due.objects.select_related("dossier__version").get(pk=fact.due)
    before = Due.objects.get(dossier=due.dossier_id, no=due.no - 1)
    old, new = (one.due_at.astimezone(ZONE).date() for one in (before, due))
    if fact.cause != DueCause.RECOUNT or old == new:
        return
    told = {**notices.facts(due.dossier), "old": old, "new": new, "later": new > old, "why": _why(due)}
    telling.send(due.dossier, "DueMoved", told, entry)


def _why(due: Due) -> Any:
    """Said anew in each language of the letter."""
    words: Callable[[], Any] = lazy(lambda: " ".join(f"{line}." for line in said(due.explanation["changed"])), str)
    return words()
