"""Rows of a calendar: seeding them, changing one with its source, and turning them into a Schedule.

The verbs are parts of an act: a room's action calls them, they record what was changed. After a change, dues that
counted the day are found with `affected` and counted again by the room that keeps them."""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from kernel.actors import Actor
from kernel.journal.acts import part
from kernel.journal.entries import record
from kernel.worktime.changes import HoursChange
from kernel.worktime.events import (
    CalendarDayDropped,
    CalendarDaySet,
    CalendarDaysSwapped,
    CalendarHoursSet,
    CalendarSeeded,
    CalendarWeekSet,
)
from kernel.worktime.models import Calendar, Day, Hours
from kernel.worktime.schedule import Schedule, SpecialDay, WeekHours
from kernel.worktime.seed import DECIDED, seed

FRIDAY = 4  # whose hours a day worked instead has where it names none
MORNING, AFTERNOON = (7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)  # 7:00–11:30 and 13:30–17:00: eight hours


@part
def set_up(
    *, name: str, years: Iterable[int], since: datetime.date = datetime.date(2018, 1, 1), today: datetime.date
) -> Calendar:
    """A calendar with the usual hours from Monday to Friday and the days of `years`. A piece of founding an agency, whose
    act records it."""
    calendar = Calendar.objects.create(name=name)
    valid = DateRange(since, None)
    Hours.objects.bulk_create(
        Hours(calendar=calendar, weekday=d, opens=a, closes=b, valid=valid)
        for d in range(5)
        for a, b in (MORNING, AFTERNOON)
    )
    _seed(calendar, years, today)
    return calendar


@part
def copy(*, calendar: Calendar, name: str) -> Calendar:
    """A calendar with the same hours and days, past and to come, that goes its own way from here. The act that needs it records it."""
    made = Calendar.objects.create(name=name)
    hours, days = list(Hours.objects.filter(calendar=calendar)), list(Day.objects.filter(calendar=calendar))
    for hour in hours:
        hour.pk, hour.calendar = None, made
    for day in days:
        day.pk, day.calendar = None, made
    Hours.objects.bulk_create(hours)
    Day.objects.bulk_create(days)
    made.refresh_from_db()
    return made


@part
def seed_calendar(*, calendar: Calendar, years: Iterable[int], today: datetime.date, by: Actor) -> int:
    """Add the days of `years` that are not there yet; says how many. Rows that somebody edited stay as they are; estimates
    give way to what is known by now."""
    wanted = sorted(set(years))
    days = _seed(calendar, wanted, today)
    record(CalendarSeeded(calendar.pk, tuple(wanted), days), about=calendar, by=by)
    return days


def _seed(calendar: Calendar, years: Iterable[int], today: datetime.date) -> int:
    wanted = sorted(set(years))
    Day.objects.filter(calendar=calendar, estimate=True, on__year__in=wanted).delete()
    known = set(Day.objects.filter(calendar=calendar).values_list("on", flat=True))
    rows = [
        Day(calendar=calendar, on=s.on, kind=s.day.kind, cause=s.day.cause, like=s.day.like if s.day.kind == "work" else None,
            name=s.day.name, name_en=s.day.name_en, source=s.day.source, estimate=s.estimate)
        for s in seed(wanted, min(DECIDED, today.year)) if s.on not in known
    ]  # fmt: skip
    return len(Day.objects.bulk_create(rows))


@part
def set_day(
    *, calendar: Calendar, on: datetime.date, kind: str, name: str, name_en: str, source: str, by: Actor,
    cause: str = Day.Cause.HOLIDAY, like: int | None = None,
) -> Day:  # fmt: skip
    """Say what a day is, and by which decision. `like`: the weekday whose hours a day of kind work has."""
    day = put_day(calendar, on, SpecialDay(kind, name, name_en, source, cause, FRIDAY if like is None else like))
    record(CalendarDaySet(calendar.pk, on, kind, str(cause), source), about=calendar, by=by)
    return day


@part
def swap_days(*, calendar: Calendar, off: SpecialDay, off_on: datetime.date, work: SpecialDay, work_on: datetime.date, by: Actor) -> None:  # fmt: skip
    """Off on one day, worked on another instead: one decision, two rows, one entry."""
    for on, special in ((off_on, off), (work_on, work)):
        put_day(calendar, on, special)
    record(CalendarDaysSwapped(calendar.pk, off_on, work_on, off.source), about=calendar, by=by)


def put_day(calendar: Calendar, on: datetime.date, special: SpecialDay) -> Day:
    like = special.like if special.kind == Day.Kind.WORK else None
    values = {"kind": special.kind, "cause": special.cause, "like": like, "name": special.name, "name_en": special.name_en,
              "source": special.source, "estimate": False}  # fmt: skip
    return Day.objects.update_or_create(calendar=calendar, on=on, defaults=values)[0]


@part
def drop_day(*, calendar: Calendar, on: datetime.date, source: str = "", by: Actor) -> bool:
    """The day is again what its weekday says. False when it already was."""
    dropped, _ = Day.objects.filter(calendar=calendar, on=on).delete()
    if dropped:
        record(CalendarDayDropped(calendar.pk, on, source), about=calendar, by=by)
    return bool(dropped)


@part
def set_hours(
    *, calendar: Calendar, weekday: int, periods: Iterable[tuple[int, int]], since: datetime.date, by: Actor, counts: bool = True
) -> None:  # fmt: skip
    """From `since` on these are the hours of a weekday, in minutes after midnight (none: a day off); those before stay what
    they were. `counts=False`: hours of duty, such as a Saturday morning for receiving, that make no working day."""
    _put_hours(calendar, HoursChange((weekday,), tuple(periods), since, counts))
    record(CalendarHoursSet(calendar.pk, weekday, since), about=calendar, by=by)


@part
def set_week(*, calendar: Calendar, change: HoursChange, source: str, by: Actor) -> None:
    """The hours of several weekdays by one decision, in one entry."""
    _put_hours(calendar, change)
    fact = CalendarWeekSet(
        calendar.pk, change.weekdays, change.since, said_hours(change.periods), change.counts, source
    )
    record(fact, about=calendar, by=by)


def said_hours(periods: Iterable[tuple[int, int]]) -> str:
    """07:00–11:30, 13:30–17:00; "" for a day off."""
    return ", ".join(f"{a // 60:02}:{a % 60:02}–{b // 60:02}:{b % 60:02}" for a, b in periods)


def _put_hours(calendar: Calendar, change: HoursChange) -> None:
    rows = Hours.objects.filter(calendar=calendar, weekday__in=change.weekdays)
    rows.filter(valid__startswith__gte=change.since).delete()
    for row in rows.filter(valid__contains=change.since):
        row.valid = DateRange(row.valid.lower, change.since)
        row.save(update_fields=["valid"])
    valid = DateRange(change.since, None)
    Hours.objects.bulk_create(
        Hours(calendar=calendar, weekday=d, opens=a, closes=b, counts=change.counts, valid=valid)
        for d in change.weekdays
        for a, b in change.periods
    )


def schedule_for(calendar: Calendar | int) -> Schedule:
    """The calendar's rows as a Schedule: one small query, the rows only once per version.

    The version is a random mark that the database renews with every change of the rows (migration 0002), so a change that
    was rolled back leaves nothing behind that a later one could be mistaken for."""
    pk = calendar if isinstance(calendar, int) else calendar.pk
    version = Calendar.objects.values_list("version", flat=True).get(pk=pk)
    return _schedule(str(connection.settings_dict["NAME"]), pk, version)


@lru_cache(maxsize=512)
def _schedule(database: str, pk: int, version: UUID) -> Schedule:
    """Keyed by the database too: tests run on several in one process."""
    hours = tuple(_hours(row) for row in Hours.objects.filter(calendar=pk))
    return Schedule(hours, {day.on: _special(day) for day in Day.objects.filter(calendar=pk)})


def _hours(row: Any) -> WeekHours:
    return WeekHours(row.weekday, row.opens, row.closes, row.valid.lower, row.valid.upper, row.counts)


def _special(day: Day) -> SpecialDay:
    like = FRIDAY if day.like is None else day.like
    return SpecialDay(day.kind, day.name, day.name_en, day.source, day.cause, like)
