"""Working time: calendars as editable rows, and due dates that explain every day they count.

    schedule = schedule_for(calendar)
    counted = due(start, Term(Decimal(15), "working_day"), schedule, spans, regime)     counted.at, counted.as_json()
    explain(counted, today=…, reasons=…) · rules_said(counted)                          lines for a page, vi and en
    remaining(counted.at, now, schedule) · affected(on, [(key, explanation), …])
    add_working_minutes(start, 240, schedule) · working_minutes_between(a, b, schedule)

The engine is pure; rows become a `Schedule` once per version of the calendar. Rules and sources: docs/due-dates.md."""

import importlib
from typing import TYPE_CHECKING, Any

from kernel.worktime.engine import StandsStill, due
from kernel.worktime.explanation import RESTART, CountedDay, DayKind, Due, Span, Term, affected, load_due
from kernel.worktime.regimes import CIVIL, Article, Regime
from kernel.worktime.schedule import (
    NoWorkingTime,
    Remaining,
    Schedule,
    add_working_minutes,
    is_working_day,
    known_until,
    next_working_moment,
    remaining,
    working_minutes_between,
)
from kernel.worktime.words import Line, explain, lines, rules_said, why

if TYPE_CHECKING:
    from kernel.worktime.calendars import drop_day, schedule_for, seed_calendar, set_day, set_hours, set_up

__all__ = [
    "CIVIL", "RESTART", "Article", "CountedDay", "DayKind", "Due", "Line", "NoWorkingTime", "Regime", "Remaining", "Schedule", "Span",
    "StandsStill", "Term", "add_working_minutes", "affected", "drop_day", "due", "explain", "is_working_day", "known_until", "lines", "load_due",
    "next_working_moment", "remaining", "rules_said", "schedule_for", "seed_calendar", "set_day", "set_hours", "set_up", "why",
    "working_minutes_between",
]  # fmt: skip

# What reads rows arrives when first asked for: an installed app's package is imported before its models may be.
_ROWS = {"drop_day", "schedule_for", "seed_calendar", "set_day", "set_hours", "set_up"}


def __getattr__(name: str) -> Any:
    if name not in _ROWS:
        raise AttributeError(name)
    return getattr(importlib.import_module("kernel.worktime.calendars"), name)
