"""Counting a due date. Pure; every day of the count says why it counts or not. The page for people: docs/due-dates.md.

hour          minutes of work from the moment itself (Civil Code Đ.147.1), pauses cut out to the minute
working_day   from the day after receipt (Đ.147.2), days of work only; a fraction is that part of eight hours, after the whole days
day           from the day after receipt; a last day that is a day off moves on to the next working day (Đ.148.5)
month         to the same day of the last month, or its last day (Đ.148.3), then as days; a fraction is that part of 30 days (Đ.146.1)

A pause takes the days after the day it began, up to the day it ended: the day of an event is not counted twice. A run
whose reason is "restart" begins from zero. The moment due is the end of work on the last day: within the day the law
gives (Đ.148.6: until midnight), and a moment at which somebody is there."""

import calendar as months
import datetime
import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from kernel.worktime.explanation import RESTART, CountedDay, DayKind, Due, Span, Term, Unit, affected, load_due
from kernel.worktime.history import passed
from kernel.worktime.regimes import CIVIL, Article, Regime
from kernel.worktime.run import FIRST, Run, StandsStill
from kernel.worktime.schedule import (
    DAY,
    Schedule,
    Tick,
    day_of,
    day_of_tick,
    days_after,
    days_between,
    from_tick,
    stretches,
    tick,
)

__all__ = ["RESTART", "CountedDay", "DayKind", "Due", "Span", "StandsStill", "Term", "Unit", "affected", "due", "load_due"]  # fmt: skip

WORK_DAY = 480  # minutes: eight hours of work are one working day
_MOVES = "last_day_off_moves"


def due(
    start: datetime.datetime,
    term: Term,
    schedule: Schedule,
    spans: Sequence[Span] = (),
    regime: Regime = CIVIL,
) -> Due:
    """When a term that began to run at `start` is over, and why.

    `spans` are the clock's: pauses after the start do not count; what lies before the last restart is kept as history.
    Raises StandsStill while a pause lasts before the end is reached, NoWorkingTime on a calendar without hours, ValueError on a negative term."""
    if term.amount < 0:
        raise ValueError(f"a term of {term.amount}")
    run = Run(_begun(start, spans), schedule, tuple(spans), regime)
    days, at, rules = _COUNTS[term.unit](run, term.amount)
    days, rules = (*run.waiting, *days), (*run.rules, *rules)
    before = passed(run.start, term.unit, run.spans, schedule)
    return Due(
        run.start, at, term, days, rules, run.spans, before, _cited(days + before, rules, run.start, regime), regime.code
    )  # fmt: skip


def _begun(start: datetime.datetime, spans: Sequence[Span]) -> datetime.datetime:
    return max([start, *(s.since for s in spans if s.kind == "run" and s.reason == RESTART)])


Count = tuple[tuple[CountedDay, ...], datetime.datetime, tuple[str, ...]]


def _working_days(run: Run, amount: Decimal) -> Count:
    whole, minutes = _split(amount, WORK_DAY)
    if minutes:
        return _part_of_a_day(run, whole, minutes)
    if not whole:
        return _same_day(run)
    days = _whole_days(run, whole)
    return days, from_tick(run.schedule.closing(days[-1].on)), (FIRST, "working_days_only")


def _whole_days(run: Run, whole: int) -> tuple[CountedDay, ...]:
    days, number = [run.opens()], 0
    for day in days_after(run.first):
        if paused := run.paused(day):
            days.append(paused)
        elif not run.schedule.is_working(day):
            days.append(run.off(day))
        else:
            number += 1
            if number == whole:
                return (*days, CountedDay(day, "end", number))
            days.append(run.counted(day, number))
    raise run.failure()


def _part_of_a_day(run: Run, whole: int, minutes: int) -> Count:
    """After the whole days, that part of eight hours of work; never later than one whole day more."""
    done = _whole_days(run, whole) if whole else ()
    begins = run.schedule.closing(done[-1].on) if done else _opening(run)
    hours, at = _minutes(run, begins, minutes)
    full = _whole_days(run, whole + 1)
    latest = from_tick(run.schedule.closing(full[-1].on))
    rules = ((FIRST,) if whole else ("hours_from_moment",)) + ("eight_hours", "working_days_only")
    if at > latest:
        return full, latest, rules
    if not done:
        return hours, at, rules
    last = run.counted(done[-1].on, done[-1].number)
    return (*done[:-1], last, *hours[1:]), at, rules


def _same_day(run: Run) -> Count:
    """On the day of receipt, or the next working day when work is over."""
    end = day_of_tick(run.after(_opening(run), 0))
    days = tuple(CountedDay(d, "end") if d == end else run.idle(d) for d in days_between(run.first, end))
    return days, from_tick(run.schedule.closing(end)), ("same_day",)


def _hours(run: Run, amount: Decimal) -> Count:
    whole, minutes = _split(amount, 60)
    days, at = _minutes(run, _opening(run), whole * 60 + minutes)
    return days, at, ("hours_from_moment", "working_days_only")


def _minutes(run: Run, begins: Tick, minutes: int) -> tuple[tuple[CountedDay, ...], datetime.datetime]:
    """Days from that of `begins` until `minutes` of work have gone by, with the minutes of each."""
    end = run.after(begins, minutes)
    on: dict[datetime.date, int] = {}
    for since, until in stretches(begins, run.schedule, run.pause_ticks):
        on[day_of_tick(since)] = on.get(day_of_tick(since), 0) + min(until, end) - since
        if until >= end:
            break
    last = day_of_tick(end)
    days = (
        CountedDay(d, "end", minutes=on[d]) if d == last else run.counted(d, None, on[d]) if d in on else run.idle(d)
        for d in days_between(day_of_tick(begins), last)
    )
    return tuple(days), from_tick(end)


def _opening(run: Run) -> Tick:
    """When hours begin to run: at once, or on the day of receipt when that is a later one."""
    return run.first.toordinal() * DAY if run.is_late else tick(run.start)


def _days(run: Run, amount: Decimal) -> Count:
    whole = math.ceil(amount)
    return _settled(run, whole, ()) if whole else _same_day(run)


def _months(run: Run, amount: Decimal) -> Count:
    whole, days = _split(amount, 30)
    last, cut = _add_months(run.first, whole)
    rules = (("month_end",) if cut else ()) + (("month_in_days",) if days else ())
    latest = (_add_months(run.first, whole + 1)[0] - run.first).days  # part of a February is no more than all of it
    total = min((last - run.first).days + days, latest)
    return _settled(run, total, rules) if total else _same_day(run)


def _settled(run: Run, total: int, rules: tuple[str, ...]) -> Count:
    """`total` days that were not paused; then, when the last is a day off, on to the next working day."""
    days, number = [run.opens()], 0
    for day in days_after(run.first):
        if paused := run.paused(day):
            days.append(paused)
            continue
        number += 1
        works = run.schedule.is_working(day)
        if number < total:
            days.append(run.counted(day, number))
        elif works:
            days.append(CountedDay(day, "end", number if number == total else None))
            moved = (_MOVES,) if number > total else ()
            return tuple(days), from_tick(run.schedule.closing(day)), (FIRST, *rules, *moved)
        else:
            days.append(run.off(day, _MOVES, number) if number == total else run.off(day))
    raise run.failure()


def _split(amount: Decimal, unit: int) -> tuple[int, int]:
    """Whole units, and the rest in parts of which `unit` make one, rounded up."""
    whole = math.floor(amount)
    rest = math.ceil((amount - whole) * unit)
    return (whole + 1, 0) if rest == unit else (whole, rest)


def _add_months(day: datetime.date, amount: int) -> tuple[datetime.date, bool]:
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last)), day.day > last


_COUNTS: dict[Unit, Callable[[Run, Decimal], Count]] = {
    "hour": _hours,
    "working_day": _working_days,
    "day": _days,
    "month": _months,
}


def _cited(
    days: tuple[CountedDay, ...], rules: tuple[str, ...], start: datetime.datetime, regime: Regime
) -> tuple[Article, ...]:
    """The articles of everything that was applied, each once."""
    asked = [(rule, day_of(start)) for rule in rules] + [(day.rule, day.on) for day in days if day.rule]
    found = (regime.article(rule, on) for rule, on in asked)
    return tuple(dict.fromkeys(a for a in found if a is not None))
