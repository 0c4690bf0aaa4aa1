"""Facts of a calendar: what was changed, for which day, by which kind of decision."""

import datetime
from dataclasses import dataclass

from kernel.journal import Fact


@dataclass(frozen=True)
class CalendarSeeded(Fact):
    calendar: int
    years: tuple[int, ...]
    days: int


@dataclass(frozen=True)
class CalendarDaySet(Fact):
    calendar: int
    on: datetime.date
    kind: str
    cause: str
    source: str


@dataclass(frozen=True)
class CalendarDayDropped(Fact):
    calendar: int
    on: datetime.date
    source: str = ""


@dataclass(frozen=True)
class CalendarDaysSwapped(Fact):
    calendar: int
    off: datetime.date
    work: datetime.date
    source: str


@dataclass(frozen=True)
class CalendarHoursSet(Fact):
    calendar: int
    weekday: int
    since: datetime.date


@dataclass(frozen=True)
class CalendarWeekSet(Fact):
    """`hours` as said: "07:00–11:30, 13:30–17:00", "" for days off."""

    calendar: int
    weekdays: tuple[int, ...]
    since: datetime.date
    hours: str
    counts: bool
    source: str
