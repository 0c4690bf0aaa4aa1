"""One running of a clock: from when, on which days, without which pauses. What every way of counting asks."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from kernel.worktime.explanation import RESTART, CountedDay, DayKind, Span
from kernel.worktime.regimes import Regime
from kernel.worktime.schedule import DAY, ONE, NoWorkingTime, Schedule, Tick, add_minutes, day_of, days_between, tick

FIRST = "first_day_not_counted"


class StandsStill(ValueError):
    """The clock is paused and nobody knows until when: there is no due date yet."""


@dataclass(frozen=True)
class Run:
    """What a count needs: from when, on which days, without which pauses."""

    start: datetime.datetime
    schedule: Schedule
    spans: tuple[Span, ...]
    regime: Regime

    @cached_property
    def pauses(self) -> list[Span]:
        """Those that reach beyond the start."""
        return [s for s in self.spans if s.kind == "pause" and (s.until is None or s.until > self.start)]

    @cached_property
    def pause_ticks(self) -> list[tuple[Tick, Tick | None]]:
        return [(tick(s.since), tick(s.until) if s.until else None) for s in self.pauses]

    @cached_property
    def is_late(self) -> bool:
        """Received after the agency's hour, or on a day off, where it has such a setting."""
        late_after, day = self.regime.late_after, day_of(self.start)
        if late_after is None:
            return False
        return tick(self.start) % DAY > late_after or not self.schedule.is_working(day)

    @cached_property
    def first(self) -> datetime.date:
        """The day of receipt."""
        day = day_of(self.start)
        return self.schedule.next_working_day(day) if self.is_late else day

    @cached_property
    def waiting(self) -> tuple[CountedDay, ...]:
        """Days until the day of receipt, when that is not the day it came."""
        if not self.is_late:
            return ()
        days = list(days_between(day_of(self.start), self.first - ONE))
        return (CountedDay(days[0], "late", rule="late_receipt"), *(self.off(d) for d in days[1:]))

    @cached_property
    def rules(self) -> tuple[str, ...]:
        restarted = any(s.kind == "run" and s.reason == RESTART and s.since == self.start for s in self.spans)
        paused = any(s.since >= self.start for s in self.pauses)
        named = {"restart": restarted, "late_receipt": self.is_late, "pause": paused}
        return tuple(rule for rule, holds in named.items() if holds)

    def opens(self) -> CountedDay:
        return CountedDay(self.first, "start", rule=FIRST)

    def paused(self, day: datetime.date) -> CountedDay | None:
        for span in self.pauses:
            if max(day_of(span.since), day_of(self.start)) < day and (span.until is None or day <= day_of(span.until)):
                return CountedDay(day, "paused", name=span.reason, rule="pause")
        return None

    def idle(self, day: datetime.date) -> CountedDay:
        """In terms of hours, a day without a minute that counts: paused, off, or begun after work was over."""
        begins, works = day.toordinal() * DAY, self.schedule.is_working(day)
        for span, (since, until) in zip(self.pauses, self.pause_ticks, strict=True):
            whole = since <= begins and (until is None or until >= begins + DAY)
            part = since < begins + DAY and (until is None or until > begins)
            if whole or (works and part):
                return CountedDay(day, "paused", name=span.reason, rule="pause")
        return CountedDay(day, "start", minutes=0) if works else self.off(day)

    def after(self, begins: Tick, minutes: int) -> Tick:
        """When so many minutes of work have gone by without the pauses."""
        try:
            return add_minutes(begins, minutes, self.schedule, self.pause_ticks)
        except NoWorkingTime:
            raise self.failure() from None

    def off(self, day: datetime.date, rule: str = "", number: int | None = None) -> CountedDay:
        special = self.schedule.special.get(day)
        if special is None:
            return CountedDay(day, "weekend", number, rule=rule or "weekend")
        return CountedDay(
            day, "holiday", number, special.name, special.name_en, special.source, rule or special.cause
        )  # fmt: skip

    def counted(self, day: datetime.date, number: int | None, minutes: int | None = None) -> CountedDay:
        """A day that counts; one on which a pause began says so."""
        began = (s for s in self.pauses if day_of(s.since) == day and s.since >= self.start)
        stopped = next((s for s in began if s.until is None or day_of(s.until) > day), None)
        kind: DayKind = "stopped" if stopped else "counted"
        return CountedDay(day, kind, number, stopped.reason if stopped else "", minutes=minutes)

    def failure(self) -> ValueError:
        """No end was found: why."""
        if any(s.until is None for s in self.pauses):
            return StandsStill("the clock stands still: no due date while a pause lasts")
        return NoWorkingTime("this calendar has no working time")
