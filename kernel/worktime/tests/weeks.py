"""The usual week with the seeded calendar, and short ways to say a moment."""

import datetime
from decimal import Decimal

from kernel.clock import ZONE
from kernel.worktime.engine import Span, Term
from kernel.worktime.schedule import Schedule, WeekHours
from kernel.worktime.seed import seed

USUAL = tuple(WeekHours(day, a, b) for day in range(5) for a, b in ((420, 690), (810, 1020)))
CITY = Schedule(USUAL, {d.on: d.day for d in seed(range(2018, 2029))})


def at(text: str) -> datetime.datetime:
    """ "2026-11-10 08:42" in the city; a day alone is nine in the morning."""
    return datetime.datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=ZONE)


def term(text: str) -> Term:
    """ "15 working_day" """
    amount, unit = text.split()
    return Term(Decimal(amount), unit)  # type: ignore[arg-type]


def pause(since: str, until: str | None, reason: str = "supplement") -> Span:
    return Span(at(since), at(until) if until else None, "pause", reason)


def run(since: str, until: str | None, reason: str = "accepted") -> Span:
    return Span(at(since), at(until) if until else None, "run", reason)
