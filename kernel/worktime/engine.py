"""Pure counting. Moments are aware; days and hours are the city's (kernel.clock.ZONE).

Rules, as codes that a page turns into words:
  first_day_not_counted   BLDS 2015 Đ.147.2: the day of receipt is not counted
  last_day_off_moves      BLDS 2015 Đ.148.5: a term of days or months that ends on a day off ends on the next working day
  month_end               BLDS 2015 Đ.147.2, 148: no such day in the last month, so its last day
  working_days_only       weekends and holidays do not count (Labour Code 45/2019 Đ.111, 112)"""

import calendar as months
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from kernel.clock import ZONE

Unit = Literal["hour", "day", "working_day", "month"]
DayKind = Literal["start", "counted", "weekend", "holiday", "paused", "end"]
DAY_MINUTES = 480  # eight hours of work are one working day
HORIZON = 4000  # days; beyond it a calendar without working days would loop for ever
_ONE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """`amount` of a unit: 15 working days, 4 hours, 30 days, 1 month."""

    amount: Decimal
    unit: Unit


@dataclass(frozen=True)
class Span:
    """A stretch of a dossier's clock; `until` is None while it lasts."""

    since: datetime.datetime
    until: datetime.datetime | None
    kind: Literal["run", "pause"] | str
    reason: str


@dataclass(frozen=True)
class SpecialDay:
    kind: Literal["off", "work"] | str
    name: str
    name_en: str
    source: str


@dataclass(frozen=True)
class WeekHours:
    """Hours of one weekday within half-open days [since, until)."""

    weekday: int
    opens: int
    closes: int
    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Schedule:
    """When work is done. `special` are the days that differ from their weekday."""

    hours: tuple[WeekHours, ...]
    special: dict[datetime.date, SpecialDay] = field(default_factory=dict)

    def periods(self, day: datetime.date) -> list[tuple[int, int]]:
        """Stretches of work on that day, in minutes after midnight; a day worked instead has the hours of a Friday."""
        special = self.special.get(day)
        if special and special.kind == "off":
            return []
        weekday = 4 if special else day.weekday()
        return sorted((h.opens, h.closes) for h in self.hours if h.weekday == weekday and h.holds(day))

    def is_working(self, day: datetime.date) -> bool:
        return bool(self.periods(day))

    def end_of(self, day: datetime.date) -> datetime.datetime:
        """When work ends on that day."""
        return _moment(day, self.periods(day)[-1][1])


@dataclass(frozen=True)
class CountedDay:
    """`number` is None on a day that does not count."""

    on: datetime.date
    kind: DayKind
    number: int | None = None
    name: str = ""
    name_en: str = ""
    source: str = ""


@dataclass(frozen=True)
class Due:
    """A due date and how it came about."""

    start: datetime.datetime
    at: datetime.datetime
    term: Term
    days: tuple[CountedDay, ...]
    rules: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "engine": 1,
            "start": self.start.isoformat(),
            "at": self.at.isoformat(),
            "amount": str(self.term.amount),
            "unit": self.term.unit,
            "rules": list(self.rules),
            "days": [[d.on.isoformat(), d.kind, d.number, d.name, d.name_en, d.source] for d in self.days],
            "spans": [
                [s.since.isoformat(), s.until.isoformat() if s.until else None, s.kind, s.reason] for s in self.spans
            ],
        }


def load_due(body: dict[str, Any]) -> Due:
    """Back from JSON, exactly."""
    moment = datetime.datetime.fromisoformat
    days = tuple(CountedDay(datetime.date.fromisoformat(on), *rest) for on, *rest in body["days"])
    spans = tuple(Span(moment(a), moment(b) if b else None, kind, reason) for a, b, kind, reason in body["spans"])
    return Due(
        moment(body["start"]),
        moment(body["at"]),
        Term(Decimal(body["amount"]), body["unit"]),
        days,
        tuple(body["rules"]),
        spans,
    )


def due(start: datetime.datetime, term: Term, schedule: Schedule, spans: Sequence[Span] = ()) -> Due:
    """When a term that starts to run at `start` is over. Pauses among `spans` after `start` do not count."""
    count = {"hour": _hours, "day": _days, "working_day": _working_days, "month": _months}[term.unit]
    return count(start, term, schedule, tuple(spans))


def _hours(start: datetime.datetime, term: Term, schedule: Schedule, spans: tuple[Span, ...]) -> Due:
    at = add_working_minutes(start, int(term.amount * 60), schedule)
    first, last = _day(start), _day(at)
    days = [
        CountedDay(
            day,
            "end" if day == last else "counted" if schedule.is_working(day) else _off(schedule, day),
            **_named(schedule, day),
        )
        for day in _range(first, last)
    ]
    return Due(start, at, term, tuple(days), ("working_days_only",), spans)


def _working_days(start: datetime.datetime, term: Term, schedule: Schedule, spans: tuple[Span, ...]) -> Due:
    if term.amount != int(term.amount):
        return _part_days(start, term, schedule, spans)
    number, days = 0, [CountedDay(_day(start), "start")]
    for day in _after(_day(start)):
        if not schedule.is_working(day):
            days.append(CountedDay(day, _off(schedule, day), **_named(schedule, day)))
        elif _paused(day, start, spans):
            days.append(CountedDay(day, "paused", name=_paused(day, start, spans)))
        else:
            number += 1
            days.append(CountedDay(day, "end" if number >= term.amount else "counted", number))
            if number >= term.amount:
                break
    return Due(
        start, schedule.end_of(days[-1].on), term, tuple(days), ("first_day_not_counted", "working_days_only"), spans
    )


def _part_days(start: datetime.datetime, term: Term, schedule: Schedule, spans: tuple[Span, ...]) -> Due:
    """Half a working day is four hours of work, counted from the hour."""
    hours = _hours(start, Term(term.amount * DAY_MINUTES / 60, "hour"), schedule, spans)
    return Due(start, hours.at, term, hours.days, hours.rules, spans)


def _days(start: datetime.datetime, term: Term, schedule: Schedule, spans: tuple[Span, ...]) -> Due:
    number, days = 0, [CountedDay(_day(start), "start")]
    for day in _after(_day(start)):
        if reason := _paused(day, start, spans):
            days.append(CountedDay(day, "paused", name=reason))
            continue
        number += 1
        days.append(CountedDay(day, "end" if number >= term.amount else "counted", number))
        if number >= term.amount:
            break
    return _settled(start, term, schedule, spans, days, ["first_day_not_counted"])


def _months(start: datetime.datetime, term: Term, schedule: Schedule, spans: tuple[Span, ...]) -> Due:
    first = _day(start)
    last, cut = _add_months(first, int(term.amount))
    last += _ONE * sum(bool(_paused(day, start, spans)) for day in _range(first + _ONE, last))
    days = [
        CountedDay(first, "start"),
        *(CountedDay(d, "end" if d == last else "counted", n) for n, d in enumerate(_range(first + _ONE, last), 1)),
    ]
    return _settled(start, term, schedule, spans, days, ["first_day_not_counted", *(["month_end"] if cut else [])])


def _settled(
    start: datetime.datetime,
    term: Term,
    schedule: Schedule,
    spans: tuple[Span, ...],
    days: list[CountedDay],
    rules: list[str],
) -> Due:
    """A term of days or months that ends on a day off moves on to the next working day."""
    last = days[-1]
    if not schedule.is_working(last.on):
        days[-1] = CountedDay(last.on, _off(schedule, last.on), last.number, **_named(schedule, last.on))
        for day in _after(last.on):
            if schedule.is_working(day):
                days.append(CountedDay(day, "end"))
                break
            days.append(CountedDay(day, _off(schedule, day), **_named(schedule, day)))
        rules.append("last_day_off_moves")
    return Due(start, schedule.end_of(days[-1].on), term, tuple(days), tuple(rules), spans)


def add_working_minutes(start: datetime.datetime, minutes: int, schedule: Schedule) -> datetime.datetime:
    """The moment when `minutes` of work have gone by."""
    left, from_minute = minutes, _minute(start)
    for day in _range(_day(start), _day(start) + _ONE * HORIZON):
        for opens, closes in schedule.periods(day):
            begins = max(opens, from_minute)
            if begins < closes:
                if left <= closes - begins:
                    return _moment(day, begins + left)
                left -= closes - begins
        from_minute = 0
    raise ValueError("this calendar has no working time")


def working_minutes_between(a: datetime.datetime, b: datetime.datetime, schedule: Schedule) -> int:
    """Minutes of work from `a` to `b`; 0 when b is not after a."""
    first, last, total = _day(a), _day(b), 0
    for day in _range(first, last):
        lower, upper = (_minute(a) if day == first else 0), (_minute(b) if day == last else 1440)
        total += sum(max(0, min(closes, upper) - max(opens, lower)) for opens, closes in schedule.periods(day))
    return total


def lines(counted: Due) -> list[tuple[CountedDay, datetime.date]]:
    """Days for the eye: neighbours that do not count for the same cause are one line (first day, its last day)."""
    shown: list[tuple[CountedDay, datetime.date]] = []
    for day in counted.days:
        same = (
            shown and day.number is None and day.kind in ("weekend", "holiday", "paused") and _alike(shown[-1][0], day)
        )
        if same:
            shown[-1] = (shown[-1][0], day.on)
        else:
            shown.append((day, day.on))
    return shown


def _alike(a: CountedDay, b: CountedDay) -> bool:
    return a.kind == b.kind and a.number is None and a.name == b.name


def _off(schedule: Schedule, day: datetime.date) -> DayKind:
    return "holiday" if day in schedule.special else "weekend"


def _named(schedule: Schedule, day: datetime.date) -> dict[str, Any]:
    special = schedule.special.get(day)
    return {"name": special.name, "name_en": special.name_en, "source": special.source} if special else {}


def _paused(day: datetime.date, start: datetime.datetime, spans: Sequence[Span]) -> str:
    """The reason of a pause that touches this day after the term began; "" where there is none."""
    for span in spans:
        if (
            span.kind == "pause"
            and span.since >= start
            and _day(span.since) <= day
            and (span.until is None or day <= _day(span.until))
        ):
            return span.reason
    return ""


def _add_months(day: datetime.date, amount: int) -> tuple[datetime.date, bool]:
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last)), day.day > last


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def _minute(moment: datetime.datetime) -> int:
    local = moment.astimezone(ZONE)
    return local.hour * 60 + local.minute


def _moment(day: datetime.date, minute: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), ZONE) + datetime.timedelta(minutes=minute)


def _range(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    while first <= last:
        yield first
        first += _ONE


def _after(day: datetime.date) -> Iterator[datetime.date]:
    return _range(day + _ONE, day + _ONE * HORIZON)
