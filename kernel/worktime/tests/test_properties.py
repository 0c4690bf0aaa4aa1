"""What holds for every term, calendar and moment."""

import dataclasses
import datetime
import json
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kernel.clock import ZONE
from kernel.worktime.engine import Span, Term, affected, due, load_due
from kernel.worktime.regimes import CIVIL
from kernel.worktime.schedule import (
    Schedule,
    SpecialDay,
    WeekHours,
    add_working_minutes,
    day_of,
    days_between,
    next_working_moment,
    remaining,
    working_minutes_between,
)
from kernel.worktime.tests.weeks import CITY, USUAL

SATURDAYS = Schedule((*USUAL, WeekHours(5, 420, 690)), CITY.special)  # Saturday mornings are work
SHORT = Schedule(tuple(WeekHours(day, 480, 660) for day in (0, 2, 4)), {})  # three mornings of three hours
schedules = st.sampled_from([CITY, SATURDAYS, SHORT])
regimes = st.sampled_from([CIVIL, dataclasses.replace(CIVIL, late_after=15 * 60)])
moments = st.datetimes(datetime.datetime(2018, 1, 1), datetime.datetime(2027, 6, 1)).map(
    lambda m: m.replace(second=0, microsecond=0, tzinfo=ZONE)
)
days = st.dates(datetime.date(2018, 1, 1), datetime.date(2027, 12, 31))
quarters = st.integers(0, 120).map(lambda n: Decimal(n) / 4)
units = st.sampled_from(["hour", "working_day", "day", "month"])
terms = st.builds(lambda n, unit: Term(n if unit != "month" else n / 10, unit), quarters, units)
offsets = st.integers(0, 40_000).map(lambda n: datetime.timedelta(minutes=n))
few = settings(max_examples=100, deadline=None)


@st.composite
def spans(draw, start):
    """Up to three pauses after `start`, one after another."""
    moments = sorted(start + draw(offsets) for _ in range(2 * draw(st.integers(0, 3))))
    pairs = zip(moments[::2], moments[1::2], strict=True)
    return tuple(Span(a, b, "pause", "supplement") for a, b in pairs if a < b)


cases = moments.flatmap(lambda start: st.tuples(st.just(start), spans(start)))


@few
@given(cases, quarters, quarters, units, schedules, regimes)
def test_a_longer_term_never_ends_earlier(case, a, b, unit, schedule, regime):
    assume(a and b)  # nought is "on the same day", until work ends: later than two hours
    start, pauses = case
    short, long = (due(start, Term(n, unit), schedule, pauses, regime).at for n in sorted((a, b)))
    assert short <= long


@few
@given(moments, offsets, terms, schedules, regimes)
def test_a_later_start_never_ends_earlier(start, later, term, schedule, regime):
    assert due(start, term, schedule, regime=regime).at <= due(start + later, term, schedule, regime=regime).at


@few
@given(cases, terms, schedules, regimes)
def test_it_never_ends_on_a_day_off_nor_outside_hours(case, term, schedule, regime):
    end = due(case[0], term, schedule, case[1], regime).at
    minute = end.hour * 60 + end.minute
    assert any(a <= minute <= b for a, b in schedule.periods(end.date()))


@few
@given(cases, terms, days, regimes)
def test_one_more_holiday_never_makes_it_earlier(case, term, on, regime):
    more = Schedule(CITY.hours, {**CITY.special, on: SpecialDay("off", "Nghỉ", "Off", "thử")})
    assert due(case[0], term, more, case[1], regime).at >= due(case[0], term, CITY, case[1], regime).at


@few
@given(moments, st.integers(2, 30), st.data(), schedules)
def test_a_pause_of_n_working_days_moves_the_end_by_n(start, amount, data, schedule):
    term = Term(Decimal(amount), "working_day")
    plain = due(start, term, schedule)
    since = data.draw(st.datetimes(start.replace(tzinfo=None), plain.at.replace(tzinfo=None)).map(_zoned))
    assume(day_of(since) < day_of(plain.at))
    until = since + data.draw(offsets)
    end = day_of(plain.at)
    for day in days_between(day_of(since) + datetime.timedelta(days=1), day_of(until)):
        if schedule.is_working(day):
            end = schedule.next_working_day(end)
    assert day_of(due(start, term, schedule, [Span(since, until, "pause", "supplement")]).at) == end


def _zoned(moment):
    return moment.replace(tzinfo=ZONE)


@few
@given(cases, st.integers(1, 40), schedules, regimes, units)
def test_the_days_that_count_are_the_term(case, amount, schedule, regime, unit):
    assume(unit != "month")
    counted = due(case[0], Term(Decimal(amount), unit), schedule, case[1], regime)
    if unit == "hour":
        assert sum(d.minutes or 0 for d in counted.days) == amount * 60
    else:
        assert [d.number for d in counted.days if d.number] == list(range(1, amount + 1))


@few
@given(cases, terms, schedules, regimes)
def test_every_day_stands_in_the_explanation_once(case, term, schedule, regime):
    counted = due(case[0], term, schedule, case[1], regime)
    assert [d.on for d in counted.days] == list(days_between(day_of(case[0]), day_of(counted.at)))
    assert [d.kind for d in counted.days].count("end") == 1
    assert all(d.rule or d.kind in ("counted", "stopped", "end") or d.minutes == 0 for d in counted.days)


@few
@given(cases, terms, schedules, regimes)
def test_json_and_back(case, term, schedule, regime):
    counted = due(case[0], term, schedule, case[1], regime)
    assert load_due(json.loads(json.dumps(counted.as_json()))) == counted


@few
@given(cases, terms, offsets, regimes)
def test_a_due_date_that_a_day_changes_is_found_by_that_day(case, term, later, regime):
    on = day_of(case[0] + later)
    counted = due(case[0], term, CITY, case[1], regime)
    flipped = SpecialDay("work" if not CITY.is_working(on) else "off", "Đổi", "Changed", "thử")
    again = due(case[0], term, Schedule(CITY.hours, {**CITY.special, on: flipped}), case[1], regime)
    if again.at != counted.at:
        assert affected(on, [("this", counted.as_json())]) == ["this"]


@few
@given(moments, st.integers(1, 10_000), schedules)
def test_minutes_added_are_the_minutes_between(start, minutes, schedule):
    end = add_working_minutes(start, minutes, schedule)
    assert working_minutes_between(start, end, schedule) == minutes
    assert working_minutes_between(next_working_moment(start, schedule), end, schedule) == minutes


@few
@given(moments, offsets, offsets, schedules)
def test_minutes_between_add_up(start, a, b, schedule):
    middle, end = start + a, start + a + b
    parts = working_minutes_between(start, middle, schedule) + working_minutes_between(middle, end, schedule)
    assert parts == working_minutes_between(start, end, schedule)


@few
@given(moments, offsets, schedules)
def test_what_is_left_is_what_is_over_seen_from_the_other_side(now, later, schedule):
    assume(later)
    left, over = remaining(now + later, now, schedule), remaining(now, now + later, schedule)
    assert (left.late, over.late) == (False, True)
    assert dataclasses.astuple(left)[:2] == (-over.days, -over.minutes)
