"""Working time: calendars as editable rows, and due dates that explain every day they count.

    schedule = schedule_for(calendar)
    due(start, Term(Decimal(15), "working_day"), schedule).at
    add_working_minutes(start, 240, schedule) · working_minutes_between(a, b, schedule)

The engine is pure; rows become a `Schedule` once per version of the calendar. Rules and sources: docs/due-dates.md."""

import importlib
from typing import TYPE_CHECKING, Any

from kernel.worktime.engine import (
    DayKind,
    Due,
    Schedule,
    Span,
    Term,
    add_working_minutes,
    due,
    lines,
    load_due,
    working_minutes_between,
)

if TYPE_CHECKING:
    from kernel.worktime.calendars import schedule_for, set_day, set_hours, set_up

__all__ = [
    "DayKind", "Due", "Schedule", "Span", "Term", "add_working_minutes", "due", "lines", "load_due", "schedule_for", "set_day", "set_hours",
    "set_up", "working_minutes_between",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in {"schedule_for", "set_day", "set_hours", "set_up"}:
        raise AttributeError(name)
    return getattr(importlib.import_module("kernel.worktime.calendars"), name)
