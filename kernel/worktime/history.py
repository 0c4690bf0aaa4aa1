"""What a clock did before its last restart: for the eye, it decides nothing any more."""

import dataclasses
import datetime
from collections.abc import Sequence

from kernel.worktime.explanation import RESTART, CountedDay, Span, Unit
from kernel.worktime.schedule import Schedule, day_of, days_between


def passed(until: datetime.datetime, unit: Unit, spans: Sequence[Span], schedule: Schedule) -> tuple[CountedDay, ...]:
    """Days from the first span to the day before `until`, the last restart; empty where there was none before it."""
    days: dict[datetime.date, CountedDay] = {}
    number = 0
    for span in sorted((s for s in spans if s.since < until), key=lambda s: s.since):
        first, last = day_of(span.since), day_of(min(span.until or until, until))
        if span.kind == "pause":
            days |= _pause(days.get(first, CountedDay(first, "stopped")), last, span.reason)
            continue
        if not days or span.reason == RESTART:
            days[first] = CountedDay(first, "start", 0, rule="restart" if days else "first_day_not_counted")
            number = 0
        for day in days_between(first, last):
            if day > first:
                number, days[day] = _next(day, number, unit, schedule)
    return tuple(day for on, day in sorted(days.items()) if on < day_of(until))


def _pause(began: CountedDay, last: datetime.date, reason: str) -> dict[datetime.date, CountedDay]:
    """The day on which it began keeps its number."""
    after = (day for day in days_between(began.on, last) if day > began.on)
    stopped = dataclasses.replace(began, kind="stopped", name=reason)
    return {began.on: stopped} | {day: CountedDay(day, "paused", name=reason, rule="pause") for day in after}


def _next(day: datetime.date, number: int, unit: Unit, schedule: Schedule) -> tuple[int, CountedDay]:
    if unit in ("day", "month") or schedule.is_working(day):
        return number + 1, CountedDay(day, "counted", number + 1)
    special = schedule.special.get(day)
    if special is None:
        return number, CountedDay(day, "weekend", rule="weekend")
    return number, CountedDay(day, "holiday", None, special.name, special.name_en, special.source, special.cause)
