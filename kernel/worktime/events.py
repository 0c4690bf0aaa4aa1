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


@dataclass(frozen=True)
class CalendarHoursSet(Fact):
    calendar: int
    weekday: int
    since: datetime.date
