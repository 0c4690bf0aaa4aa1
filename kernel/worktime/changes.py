"""A change of a calendar before it is made: what the schedule would be, and whose due dates it could move. Pure."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.worktime.explanation import K, affected
from kernel.worktime.schedule import Schedule, SpecialDay, WeekHours


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


Change = DayChange | HoursChange


def applied(changes: Iterable[Change], schedule: Schedule) -> Schedule:
    for change in changes:
        schedule = change.applied(schedule)
    return schedule


def touched(changes: Sequence[Change], explanations: Iterable[tuple[K, dict[str, Any]]]) -> list[K]:
    """Keys of the explanations (as JSON) that one of the changes may move; counting again says whether it does."""
    return [key for key, body in explanations if any(change.touches(body) for change in changes)]
