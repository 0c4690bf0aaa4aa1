"""When work is done. Pure: days of the city (kernel.clock.ZONE), minutes after midnight, aware moments.

Inside the package a moment is a *tick*: minutes of the city's time since day 0. Seconds are dropped on the way in, so
that minutes add up and a due date never shows seconds."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kernel.clock import ZONE

Tick = int
DAY = 1440
HORIZON = 4000  # days; a calendar without working time must say so instead of being searched for ever
ONE = datetime.timedelta(days=1)
_NONE = "this calendar has no working time"


class NoWorkingTime(ValueError):
    """The calendar has no working time within eleven years: its hours were not set up."""


@dataclass(frozen=True)
class SpecialDay:
    """`kind` off or work. `cause`: holiday; in_lieu (it fell on a weekend); swapped (worked on another day instead).
    A day of kind work has the hours of weekday `like`."""

    kind: str
    name: str
    name_en: str
    source: str
    cause: str = "holiday"
    like: int = 4


@dataclass(frozen=True)
class WeekHours:
    """One stretch of a weekday (0 = Monday), half-open days [since, until). `counts` is False for hours of duty, such as
    Saturday mornings for receiving dossiers, which make no working day of the weekday."""

    weekday: int
    opens: int
    closes: int
    since: datetime.date | None = None
    until: datetime.date | None = None
    counts: bool = True

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Schedule:
    """The week's dated hours, and the days that differ from their weekday."""

    hours: tuple[WeekHours, ...]
    special: dict[datetime.date, SpecialDay] = field(default_factory=dict)

    @cached_property
    def _week(self) -> list[list[WeekHours]]:
        week: list[list[WeekHours]] = [[] for _ in range(7)]
        for row in sorted(self.hours, key=lambda h: h.opens):
            week[row.weekday].append(row)
        return week

    def opening(self, day: datetime.date) -> list[tuple[int, int]]:
        """Hours at which somebody is there, hours of duty included."""
        return [(h.opens, h.closes) for h in self._rows(day)]

    def periods(self, day: datetime.date) -> list[tuple[int, int]]:
        """Stretches of working time; empty on a day off."""
        return [(h.opens, h.closes) for h in self._rows(day) if h.counts]

    def _rows(self, day: datetime.date) -> list[WeekHours]:
        special = self.special.get(day)
        if special and special.kind == "off":
            return []
        return [h for h in self._week[special.like if special else day.weekday()] if h.holds(day)]

    def is_working(self, day: datetime.date) -> bool:
        return bool(self.periods(day))

    def closing(self, day: datetime.date) -> Tick:
        """When work ends on that working day."""
        return day.toordinal() * DAY + self.periods(day)[-1][1]

    def next_working_day(self, day: datetime.date) -> datetime.date:
        """The first working day after `day`."""
        found = next((d for d in days_after(day) if self.is_working(d)), None)
        if found is None:
            raise NoWorkingTime(_NONE)
        return found


def known_until(schedule: Schedule, today: datetime.date) -> datetime.date:
    """The last day whose holidays stand in the calendar: the end of the last year in a row, from this one on, that has its New
    Year's Day (a holiday of every year, Labour Code 2019 Đ.112). Without this year's it is the end of last year."""
    year = today.year
    while datetime.date(year, 1, 1) in schedule.special:
        year += 1
    return datetime.date(year - 1, 12, 31)


def is_working_day(day: datetime.date, schedule: Schedule) -> bool:
    return schedule.is_working(day)


def next_working_moment(moment: datetime.datetime, schedule: Schedule) -> datetime.datetime:
    """`moment` itself (to the minute) when work is being done, else when it begins again."""
    return from_tick(next(stretches(tick(moment), schedule))[0])


def add_working_minutes(
    start: datetime.datetime, minutes: int, schedule: Schedule, pauses: Iterable[tuple[Tick, Tick | None]] = ()
) -> datetime.datetime:
    """The moment when `minutes` of work have gone by. `pauses` are ticks; None: it lasts."""
    return from_tick(add_minutes(tick(start), minutes, schedule, pauses))


def add_minutes(start: Tick, minutes: int, schedule: Schedule, pauses: Iterable[tuple[Tick, Tick | None]] = ()) -> Tick:
    left = minutes
    for begins, ends in stretches(start, schedule, pauses):
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    raise NoWorkingTime(_NONE)


def working_minutes_between(a: datetime.datetime, b: datetime.datetime, schedule: Schedule) -> int:
    """Minutes of work from `a` to `b`; 0 when b is not after a."""
    first, last = tick(a), tick(b)
    total = 0
    for day in range(first // DAY, last // DAY + 1):
        for opens, closes in schedule.periods(datetime.date.fromordinal(day)):
            total += max(0, min(day * DAY + closes, last) - max(day * DAY + opens, first))
    return total


def stretches(
    start: Tick, schedule: Schedule, pauses: Iterable[tuple[Tick, Tick | None]] = ()
) -> Iterator[tuple[Tick, Tick]]:
    """Working time from `start` on, without the pauses. Raises NoWorkingTime at the horizon."""
    breaks = sorted(pauses)
    for day in range(start // DAY, start // DAY + HORIZON):
        for opens, closes in schedule.periods(datetime.date.fromordinal(day)):
            begins, ends = max(day * DAY + opens, start), day * DAY + closes
            yield from _without(begins, ends, breaks)
    raise NoWorkingTime(_NONE)


def _without(begins: Tick, ends: Tick, breaks: list[tuple[Tick, Tick | None]]) -> Iterator[tuple[Tick, Tick]]:
    for since, until in breaks:
        if since >= ends or begins >= ends:
            break
        if until is not None and until <= begins:
            continue
        if begins < since:
            yield begins, since
        begins = ends if until is None else until
    if begins < ends:
        yield begins, ends


@dataclass(frozen=True)
class Remaining:
    """What is left until a due moment, ready for words. `days`: working days after today up to the due day, negative for
    those gone by since; `minutes` of work, negative likewise; `late` once the moment is past."""

    days: int
    minutes: int
    late: bool


def remaining(at: datetime.datetime, now: datetime.datetime, schedule: Schedule) -> Remaining:
    """How far `now` is from `at`. On the due day itself `days` is 0."""
    if at < now:
        return Remaining(-_working_days(at, now, schedule), -working_minutes_between(at, now, schedule), True)
    return Remaining(_working_days(now, at, schedule), working_minutes_between(now, at, schedule), False)


def _working_days(a: datetime.datetime, b: datetime.datetime, schedule: Schedule) -> int:
    """Working days after the day of `a`, up to the day of `b`."""
    return sum(schedule.is_working(day) for day in days_between(day_of(a) + ONE, day_of(b)))


def day_of(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def tick(moment: datetime.datetime) -> Tick:
    local = moment.astimezone(ZONE)
    return local.toordinal() * DAY + local.hour * 60 + local.minute


def from_tick(value: Tick) -> datetime.datetime:
    day, minute = divmod(value, DAY)
    return datetime.datetime.combine(
        datetime.date.fromordinal(day), datetime.time(minute // 60, minute % 60), tzinfo=ZONE
    )


def day_of_tick(value: Tick) -> datetime.date:
    return datetime.date.fromordinal(value // DAY)


def days_between(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Both included."""
    while first <= last:
        yield first
        first += ONE


def days_after(day: datetime.date) -> Iterator[datetime.date]:
    return days_between(day + ONE, day + ONE * HORIZON)
