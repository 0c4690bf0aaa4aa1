"""A change of a calendar before it is made: what the schedule would be, and whose due dates it could move. Pure."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from kernel.worktime.explanation import K, affected
from kernel.worktime.schedule import ONE, Schedule, SpecialDay, WeekHours, days_between


@dataclass(frozen=True)
class DayChange:
    """From now on `on` is this special day; None: again what its weekday says."""

    on: datetime.date
    special: SpecialDay | None

    @property
    def since(self) -> datetime.date:
        return self.on

    def applied(self, schedule: Schedule) -> Schedule:
        others = {on: special for on, special in schedule.special.items() if on != self.on}
        return Schedule(schedule.hours, others if self.special is None else {**others, self.on: self.special})

    def touches(self, body: dict[str, Any]) -> bool:
        return affected(self.on, [(True, body)]) != []


@dataclass(frozen=True)
class HoursChange:
    """From `since` on these are the hours of the weekdays (0 = Monday), in minutes after midnight; none: days off."""

    weekdays: tuple[int, ...]
    periods: tuple[tuple[int, int], ...]
    since: datetime.date
    counts: bool = True

    def applied(self, schedule: Schedule) -> Schedule:
        kept = (row for hours in schedule.hours for row in self._before(hours))
        new = (WeekHours(d, a, b, self.since, None, self.counts) for d in self.weekdays for a, b in self.periods)
        return Schedule((*kept, *new), schedule.special)

    def _before(self, hours: WeekHours) -> tuple[WeekHours, ...]:
        """What stays of these hours: all, their part before the change, or nothing."""
        if hours.weekday not in self.weekdays or (hours.until is not None and hours.until <= self.since):
            return (hours,)
        if hours.since is not None and hours.since >= self.since:
            return ()
        return (dataclasses.replace(hours, until=self.since),)

    def touches(self, body: dict[str, Any]) -> bool:
        """The hour at which work ends makes the due moment, so every count that reaches the day may change."""
        return str(body["days"][-1][0]) >= self.since.isoformat()


@dataclass(frozen=True)
class Exchange:
    """Another calendar in place of the present one; `since`: the first day on which the two differ."""

    schedule: Schedule
    since: datetime.date

    def applied(self, schedule: Schedule) -> Schedule:
        return self.schedule

    def touches(self, body: dict[str, Any]) -> bool:
        return str(body["days"][-1][0]) >= self.since.isoformat()


Change = DayChange | HoursChange | Exchange


def first_difference(one: Schedule, other: Schedule) -> datetime.date | None:
    """The first day that is not the same in both: what is due before it is due alike. None where they never differ."""
    days = [on for on in one.special.keys() | other.special.keys() if one.special.get(on) != other.special.get(on)]
    bounds = sorted({b for row in (*one.hours, *other.hours) for b in (row.since or datetime.date.min, row.until) if b})
    for begin, until in zip_longest(bounds, bounds[1:]):  # between two of them each week is like the next
        week = begin + 6 * ONE
        last = week if until is None else min(week, until - ONE)
        days += [on for on in days_between(begin, last) if _rows(one, on) != _rows(other, on)]
    return min(days, default=None)


def _rows(schedule: Schedule, on: datetime.date) -> list[tuple[int, int, bool]]:
    rows = (row for row in schedule.hours if row.weekday == on.weekday() and row.holds(on))
    return sorted((row.opens, row.closes, row.counts) for row in rows)


def applied(changes: Iterable[Change], schedule: Schedule) -> Schedule:
    for change in changes:
        schedule = change.applied(schedule)
    return schedule


def touched(changes: Sequence[Change], explanations: Iterable[tuple[K, dict[str, Any]]]) -> list[K]:
    """Keys of the explanations (as JSON) that one of the changes may move; counting again says whether it does."""
    return [key for key, body in explanations if any(change.touches(body) for change in changes)]
