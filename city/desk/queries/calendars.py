"""A calendar for the eye: a year of months, its special days with who entered them, its hours, what became of each change."""

import calendar as months
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.agencies.events import CalendarGiven
from city.agencies.models import Agency, Post
from city.agencies.queries import names, pages
from city.agencies.states import AgencyKind
from city.services.events.calendars import RecountDone, RecountWentOn
from city.services.queries import recounts
from kernel import clock, worktime
from kernel.access.pages import Page, page_by_number
from kernel.journal import entries_about
from kernel.journal.models import JournalEntry
from kernel.worktime.calendars import said_hours
from kernel.worktime.changes import Change as AnyChange
from kernel.worktime.models import Calendar, Day, Hours
from kernel.worktime.schedule import Schedule

CHANGES = "worktime."  # verbs of the calendar's own acts begin so
LOOKED = 400  # entries; a calendar has some twenty changes a year


@dataclass(frozen=True)
class Cell:
    """One day of a month. kind: "" ordinary, "rest" off by its weekday, "off" or "work" by a row of the calendar."""

    on: datetime.date
    kind: str
    name: str = ""


@dataclass(frozen=True)
class Month:
    first: datetime.date
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class SetDay:
    """A special day and who entered it; nobody (`at` None) where the calendar was founded with it."""

    day: Day
    at: datetime.datetime | None
    who: str


@dataclass(frozen=True)
class Change:
    """One change: `moved` due dates it moved, None while they are being counted."""

    at: datetime.datetime
    who: str
    what: str
    days: list[datetime.date]
    source: str
    moved: int | None


def months_of(calendar: Calendar, year: int) -> list[Month]:
    schedule = worktime.schedule_for(calendar)
    weeks = months.Calendar(firstweekday=0)
    return [
        Month(
            datetime.date(year, month, 1),
            [[_cell(schedule, on) if on.month == month else None for on in week] for week in weeks.monthdatescalendar(year, month)],
        )
        for month in range(1, 13)
    ]  # fmt: skip


def _cell(schedule: Schedule, on: datetime.date) -> Cell:
    special = schedule.special.get(on)
    if special:
        return Cell(on, special.kind, special.name)
    return Cell(on, "" if schedule.is_working(on) else "rest")


def days_of(calendar: Calendar, year: int) -> list[SetDay]:
    rows = Day.objects.filter(calendar=calendar, on__year=year).order_by("on")
    entries = list(_changes(calendar)[:LOOKED])
    last = {on: entry for entry in reversed(entries) if entry.verb != CalendarGiven.verb for on in _days(entry)}
    people = _people(entries)
    return [SetDay(day, *_set(last.get(day.on), people)) for day in rows]


def _set(entry: JournalEntry | None, people: dict[int, str]) -> tuple[datetime.datetime | None, str]:
    return (entry.occurred_at, people[entry.pk]) if entry else (None, "")


def _changes(calendar: Calendar) -> QuerySet[JournalEntry]:
    """Of its rows, and of who goes by it."""
    return entries_about(calendar).filter(Q(verb__startswith=CHANGES) | Q(verb=CalendarGiven.verb))


def _days(entry: JournalEntry) -> list[datetime.date]:
    """The days a change names."""
    found = (entry.fact.get(key) for key in ("on", "off", "work", "since"))
    return [datetime.date.fromisoformat(on) for on in found if on]


def _people(entries: Iterable[JournalEntry]) -> dict[int, str]:
    """Entry id -> name and post of who acted; the system where nobody did."""
    rows = list(entries)
    posts = dict(Post.objects.filter(pk__in={e.post_id for e in rows if e.post_id}).values_list("pk", "title"))
    persons = dict(Person.objects.filter(pk__in={e.actor_id for e in rows if e.post_id}).values_list("pk", "name"))
    return {
        e.pk: ", ".join(filter(None, [persons.get(e.actor_id or 0, ""), posts.get(e.post_id, "")]))
        if e.post_id
        else str(_("Hệ thống"))
        for e in rows
    }


WORDS = {
    "worktime.calendar_seeded": _("Nạp lịch nghỉ của các năm"),
    "worktime.calendar_day_set": _("Ghi một ngày"),
    "worktime.calendar_day_dropped": _("Bỏ một ngày, trở lại như ngày thường"),
    "worktime.calendar_days_swapped": _("Hoán đổi ngày nghỉ và ngày làm bù"),
    "worktime.calendar_hours_set": _("Đổi giờ làm việc"),
    "worktime.calendar_week_set": _("Đổi giờ làm việc"),
}


def history(calendar: Calendar, before: str = "") -> Page[JournalEntry]:
    return page_by_number(_changes(calendar), before=before, size=100)


def changes(calendar: Calendar, entries: Iterable[JournalEntry]) -> list[Change]:
    """Each with what it moved."""
    people, moved, called = _people(entries), _moved(calendar), _called(entries)
    return [
        Change(e.occurred_at, people[e.pk], called.get(e.pk) or str(WORDS.get(e.verb, e.verb)), _days(e), e.fact.get("source", ""), moved.get(e.pk))
        for e in entries
    ]  # fmt: skip


def _called(entries: Iterable[JournalEntry]) -> dict[int, str]:
    """Entry id -> which agency goes by the calendar since then; its divisions go unsaid."""
    first = {e.pk: e.fact["agencies"][0] for e in entries if e.verb == CalendarGiven.verb}
    known = names(first.values())
    return {pk: _("%(agency)s theo lịch này") % {"agency": known.get(agency, "")} for pk, agency in first.items()}


def _moved(calendar: Calendar) -> dict[int, int]:
    done = entries_about(calendar).filter(verb=RecountDone.verb).values_list("fact__change", "fact__moved")
    return dict(done)


def under_way(calendar: Calendar) -> int | None:
    """Due dates moved so far by changes that are still being counted; None where none is."""
    newest = {entry.pk for entry in _changes(calendar)[:10] if not _is_copy(entry)}
    going = newest - set(_moved(calendar))
    if not going:
        return None
    steps = entries_about(calendar).filter(verb=RecountWentOn.verb, fact__change__in=sorted(going))
    so_far: dict[int, int] = {}
    for change, count in steps.values_list("fact__change", "fact__moved"):
        so_far[change] = max(count, so_far.get(change, 0))
    return sum(so_far.values())


def _is_copy(entry: JournalEntry) -> bool:
    """A calendar given as a fresh copy moves nothing."""
    return entry.verb == CalendarGiven.verb and entry.fact["since"] is None


@dataclass(frozen=True)
class Hour:
    """The hours of a weekday from a day on: "07:00–11:30, 13:30–17:00"; duty where they make no working day."""

    weekday: int
    since: datetime.date
    said: str
    duty: bool


def hours_of(calendar: Calendar) -> list[Hour]:
    """What holds today and what is to come."""
    rows = Hours.objects.filter(calendar=calendar, valid__endswith__isnull=True) | Hours.objects.filter(
        calendar=calendar, valid__endswith__gt=clock.today()
    )
    found: dict[tuple[int, datetime.date, bool], list[tuple[int, int]]] = {}
    for row in rows.order_by("weekday", "valid", "opens"):
        found.setdefault((row.weekday, row.valid.lower, not row.counts), []).append((row.opens, row.closes))
    return [Hour(day, since, said_hours(periods), duty) for (day, since, duty), periods in found.items()]


def usual_hours(calendar: Calendar) -> dict[str, int]:
    """Those of a Monday today, for a form to begin with: {morning_from, morning_until, …} in minutes after midnight."""
    rows = Hours.objects.filter(calendar=calendar, weekday=0, valid__contains=clock.today()).order_by("opens")
    found: dict[str, int] = {}
    for half, row in zip(("morning", "afternoon"), rows, strict=False):
        found |= {f"{half}_from": row.opens, f"{half}_until": row.closes}
    return found


AHEAD = datetime.timedelta(days=183)  # of calendar there should always be: a term of months must not run out of it


@dataclass(frozen=True)
class Outlook:
    """How far a calendar knows its holidays. `next`: the year to load; `dry`: less than AHEAD is left."""

    calendar: Calendar
    until: datetime.date
    next: int
    dry: bool


def outlook(calendar: Calendar) -> Outlook:
    today = clock.today()
    until = worktime.known_until(worktime.schedule_for(calendar), today)
    return Outlook(calendar, until, until.year + 1, until - today < AHEAD)


def running_dry() -> list[Outlook]:
    """Of the calendars that agencies work by, those whose holidays will soon not be known."""
    used = Calendar.objects.filter(agency__isnull=False).distinct().order_by("name", "pk")
    return [one for one in map(outlook, used) if one.dry]


def agencies_of(calendar: Calendar) -> list[str]:
    """Names of the agencies that work by this calendar."""
    rows = Agency.objects.filter(calendar=calendar, kind=AgencyKind.OFFICE).values_list("pk", flat=True)
    return sorted(names(rows).values())


def choices_of(calendar: Calendar) -> list[tuple[int, str]]:
    """(agency of today, its name with what it stands under) of those that work by this calendar."""
    here = set(Agency.objects.filter(calendar=calendar, kind=AgencyKind.OFFICE).values_list("pk", flat=True))
    return [(pk, name) for pk, name in pages.choices(clock.today()) if pk in here]


def day_on(calendar: Calendar, on: datetime.date) -> Day | None:
    return Day.objects.filter(calendar=calendar, on=on).first()


def all_others(calendar: Calendar) -> list[Calendar]:
    """Also those that nobody works by now: one may go back to them."""
    return list(Calendar.objects.exclude(pk=calendar.pk).order_by("name", "pk"))


def preview(calendars: Iterable[Calendar], changes: Sequence[AnyChange]) -> recounts.Preview:
    """What they would do to the dates promised by all who go by these calendars."""
    found = [recounts.preview(calendar, changes) for calendar in calendars]
    counts = Counter[tuple[datetime.date, datetime.date]]()
    for one in found:
        counts.update({(move.before, move.after): move.count for move in one.moves})
    moves = [recounts.Moved(*days, count) for days, count in sorted(counts.items())]
    return recounts.Preview(sum(one.running for one in found), moves)


def others(calendar: Calendar) -> list[Any]:
    """Other calendars of the city, by name."""
    return list(Calendar.objects.exclude(pk=calendar.pk).filter(agency__isnull=False).distinct().order_by("name", "pk"))
