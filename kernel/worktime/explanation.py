"""How a due date came about, day by day; to JSON for an insert-only row, and exactly back."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar

from kernel.worktime.regimes import Article

Unit = Literal["hour", "day", "working_day", "month"]
DayKind = Literal["start", "late", "counted", "weekend", "holiday", "paused", "stopped", "end"]
RESTART = "restart"  # reason of a run that counts from zero again
ENGINE = 2
K = TypeVar("K")


@dataclass(frozen=True)
class Term:
    """`amount` of a unit: 15 working days, 4 hours of work, 30 days, 1 month; 0 is "on the same day"."""

    amount: Decimal
    unit: Unit


@dataclass(frozen=True)
class Span:
    """A stretch of a clock: kind "run" or "pause"; `until` is None while it lasts. `reason` is a code of the room, put
    into words by it; a run whose reason is "restart" counts from zero."""

    since: datetime.datetime
    until: datetime.datetime | None
    kind: str
    reason: str


@dataclass(frozen=True)
class CountedDay:
    """One day and what became of it.

    `number`: which day of the term it is; None when it is none. `minutes`: of work counted on it, in terms of hours.
    `name`, `name_en`, `source`: the holiday and the row's source; for a pause, `name` is the code of its reason.
    `rule`: why, as a code of the regime's articles ("weekend", "in_lieu", "first_day_not_counted", …)."""

    on: datetime.date
    kind: DayKind
    number: int | None = None
    name: str = ""
    name_en: str = ""
    source: str = ""
    rule: str = ""
    minutes: int | None = None

    def as_json(self) -> list[Any]:
        cells = [
            self.on.isoformat(),
            self.kind,
            self.number,
            self.name,
            self.name_en,
            self.source,
            self.rule,
            self.minutes,
        ]
        plain = [None, None, None, "", "", "", "", None]
        while cells[-1] == plain[len(cells) - 1]:
            cells.pop()
        return cells


@dataclass(frozen=True)
class Due:
    """A due date. `start` is when the term began to run (the last restart), `days` the count from there to the end,
    `before` what passed until then, `articles` the citations of every rule in `rules` and on the days."""

    start: datetime.datetime
    at: datetime.datetime
    term: Term
    days: tuple[CountedDay, ...]
    rules: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    before: tuple[CountedDay, ...] = ()
    articles: tuple[Article, ...] = ()
    regime: str = ""

    def article(self, rule: str, on: datetime.date) -> Article | None:
        return next((a for a in self.articles if a.rule == rule and a.holds(on)), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "engine": ENGINE,
            "regime": self.regime,
            "start": self.start.isoformat(),
            "at": self.at.isoformat(),
            "amount": str(self.term.amount),
            "unit": self.term.unit,
            "rules": list(self.rules),
            "days": [d.as_json() for d in self.days],
            "before": [d.as_json() for d in self.before],
            "spans": [[s.since.isoformat(), s.until and s.until.isoformat(), s.kind, s.reason] for s in self.spans],
            "articles": [
                [a.rule, a.vi, a.en, a.since and a.since.isoformat(), a.until and a.until.isoformat()]
                for a in self.articles
            ],
        }


def load_due(body: dict[str, Any]) -> Due:
    """Back from JSON, exactly. Raises ValueError on a body of an engine that this one does not know."""
    if body["engine"] not in (1, ENGINE):
        raise ValueError(f"explanation of engine {body['engine']}")
    moment = datetime.datetime.fromisoformat
    return Due(
        start=moment(body["start"]),
        at=moment(body["at"]),
        term=Term(Decimal(body["amount"]), body["unit"]),
        days=_days(body["days"]),
        rules=tuple(body["rules"]),
        spans=tuple(Span(moment(a), moment(b) if b else None, kind, why) for a, b, kind, why in body["spans"]),
        before=_days(body.get("before", [])),
        articles=tuple(Article(rule, vi, en, _day(a), _day(b)) for rule, vi, en, a, b in body.get("articles", [])),
        regime=body.get("regime", ""),
    )


def _days(rows: Iterable[list[Any]]) -> tuple[CountedDay, ...]:
    return tuple(CountedDay(datetime.date.fromisoformat(on), *rest) for on, *rest in rows)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def affected(on: datetime.date, explanations: Iterable[tuple[K, dict[str, Any]]]) -> list[K]:
    """Keys of the explanations (as JSON) that may change when `on` becomes, or ceases to be, a day off: it lies in the
    count and was not paused. Terms of days and months ask only about their ends, for between them every day counts.
    Counting again says whether the date moves: due(d.start, d.term, schedule, d.spans, regime)."""
    return [key for key, body in explanations if _touches(on.isoformat(), body)]


def _touches(on: str, body: dict[str, Any]) -> bool:
    day = next((d for d in body["days"] if d[0] == on), None)
    if day is None or day[1] == "paused":
        return False
    return body["unit"] not in ("day", "month") or day[1] not in ("counted", "stopped")
