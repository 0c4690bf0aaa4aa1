"""Calendars as rows: seeded, edited with a source, dated, and never read stale."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import action, entries_about, unguarded
from kernel.worktime import (
    drop_day,
    due,
    is_working_day,
    next_working_moment,
    schedule_for,
    seed_calendar,
    set_day,
    set_hours,
    set_up,
    working_minutes_between,
)
from kernel.worktime.models import Calendar, Day, Hours
from kernel.worktime.tests.weeks import at, term

D = datetime.date
TODAY = D(2026, 11, 24)


@pytest.fixture
def calendar(db) -> Calendar:
    with unguarded("a calendar for the test"):
        return set_up(name="Lịch thử", years=range(2024, 2028), today=TODAY)


@action()
def _act(*, verb, given, by):
    return verb(by=by, **given)


def edit(*, verb, by, **given):
    """A room's action that does nothing else."""
    return _act(verb=verb, given=given, by=by)


def day_off(calendar, on):
    return edit(verb=set_day, calendar=calendar, on=on, kind="off", name="Nghỉ bão", name_en="Storm", source="Công điện 7", by=SYSTEM)  # fmt: skip


def test_eight_hours_from_monday_to_friday(calendar):
    schedule = schedule_for(calendar)
    assert [sum(b - a for a, b in schedule.periods(D(2026, 11, day))) for day in range(16, 23)] == [480] * 5 + [0, 0]
    assert next_working_moment(at("2026-11-20 17:00"), schedule) == at("2026-11-23 07:00")
    assert next_working_moment(at("2026-11-20 12:00"), schedule) == at("2026-11-20 13:30")
    assert working_minutes_between(at("2026-11-20 16:00"), at("2026-11-23 08:00"), schedule) == 120


def test_only_what_is_decided_each_year_is_an_estimate(calendar):
    estimates = set(Day.objects.filter(calendar=calendar, estimate=True).values_list("on", flat=True))
    assert {on.year for on in estimates} == {2027}
    assert D(2027, 2, 8) in estimates and D(2027, 9, 3) in estimates  # Tết, the second day of National Day
    assert not estimates & {
        D(2027, 1, 1),
        D(2027, 4, 16),
        D(2027, 4, 30),
        D(2027, 5, 1),
        D(2027, 5, 3),
        D(2027, 11, 24),
    }


def test_what_the_library_lacks_is_there(calendar):
    schedule = schedule_for(calendar)
    assert [is_working_day(D(2026, 1, day), schedule) for day in (1, 2, 9, 10)] == [False, False, True, True]


def test_a_day_is_changed_with_its_source_and_remembered(calendar):
    before = due(at("2026-11-26"), term("1 working_day"), schedule_for(calendar))
    day_off(calendar, D(2026, 11, 27))
    after = due(at("2026-11-26"), term("1 working_day"), schedule_for(calendar))
    assert (before.at, after.at) == (at("2026-11-27 17:00"), at("2026-11-30 17:00"))
    assert [d.source for d in after.days if d.kind == "holiday"] == ["Công điện 7"]
    assert [(e.verb, e.fact["on"]) for e in entries_about(calendar)] == [("worktime.calendar_day_set", "2026-11-27")]


def test_a_day_may_become_ordinary_again(calendar):
    assert edit(verb=drop_day, calendar=calendar, on=D(2026, 11, 24), by=SYSTEM)
    assert is_working_day(D(2026, 11, 24), schedule_for(calendar))


def test_a_change_rolled_back_leaves_no_schedule_behind(calendar):
    with pytest.raises(RuntimeError, match="no"), transaction.atomic():
        day_off(calendar, D(2026, 11, 27))
        assert not is_working_day(D(2026, 11, 27), schedule_for(calendar))
        raise RuntimeError("no")
    assert is_working_day(D(2026, 11, 27), schedule_for(calendar))
    day_off(calendar, D(2026, 11, 30))
    schedule = schedule_for(calendar)
    assert [is_working_day(D(2026, 11, day), schedule) for day in (27, 30)] == [True, False]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE worktime_day SET name = 'khác' WHERE calendar_id = %s",
        "DELETE FROM worktime_day WHERE calendar_id = %s",
        "UPDATE worktime_hours SET closes = closes - 30 WHERE calendar_id = %s",
        "DELETE FROM worktime_hours WHERE calendar_id = %s",
    ],
)
def test_rows_changed_by_hand_are_seen_too(calendar, sql):
    before = schedule_for(calendar)
    with connection.cursor() as cursor:
        cursor.execute(sql, [calendar.pk])
    assert schedule_for(calendar) != before


def test_another_calendar_keeps_its_schedule(calendar, django_assert_num_queries):
    with unguarded("another calendar for the test"):
        other = set_up(name="Lịch khác", years=[2026], today=TODAY)
    kept = schedule_for(other)
    day_off(calendar, D(2026, 11, 27))
    with django_assert_num_queries(1):
        assert schedule_for(other) is kept


def test_hours_are_dated(calendar):
    edit(
        verb=set_hours, calendar=calendar, weekday=0, periods=[(480, 690), (810, 1050)], since=D(2026, 12, 1), by=SYSTEM
    )
    schedule = schedule_for(calendar)
    assert schedule.periods(D(2026, 11, 30)) == [(420, 690), (810, 1020)]
    assert schedule.periods(D(2026, 12, 7)) == [(480, 690), (810, 1050)]


def test_a_saturday_morning_may_be_duty_or_work(calendar):
    given = {"calendar": calendar, "weekday": 5, "periods": [(420, 690)], "since": D(2026, 12, 1), "by": SYSTEM}
    edit(verb=set_hours, counts=False, **given)
    duty = schedule_for(calendar)
    assert (duty.is_working(D(2026, 12, 5)), duty.opening(D(2026, 12, 5))) == (False, [(420, 690)])
    edit(verb=set_hours, **given)
    assert due(at("2026-12-04"), term("1 working_day"), schedule_for(calendar)).at == at("2026-12-05 11:30")


def test_hours_that_overlap_are_refused_by_the_database(calendar):
    with pytest.raises(IntegrityError):
        Hours.objects.create(calendar=calendar, weekday=0, opens=600, closes=700, valid=("2026-01-01", None))


def test_a_day_without_a_source_is_refused_by_the_database(calendar):
    with pytest.raises(IntegrityError):
        Day.objects.create(calendar=calendar, on=D(2026, 12, 1), kind="off", name="a", name_en="a", source="")


def test_seeding_again_keeps_what_was_edited_and_settles_estimates(calendar):
    edit(verb=set_day, calendar=calendar, on=D(2027, 2, 8), kind="off", name="Tết", name_en="Tết", source="TB 1/2026", by=SYSTEM)  # fmt: skip
    edit(verb=drop_day, calendar=calendar, on=D(2027, 9, 3), by=SYSTEM)
    assert edit(verb=seed_calendar, calendar=calendar, years=[2027, 2028], today=TODAY, by=SYSTEM) > 0
    assert Day.objects.get(calendar=calendar, on=D(2027, 2, 8)).source == "TB 1/2026"
    assert Day.objects.filter(calendar=calendar, on=D(2027, 9, 3), estimate=True).exists()
    assert Day.objects.filter(calendar=calendar, on=D(2028, 1, 26)).exists()


def test_nobody_edits_a_calendar_outside_an_act(calendar):
    with clock.at(at("2026-11-24")), pytest.raises(RuntimeError, match="part of an act"):
        set_day(calendar=calendar, on=TODAY, kind="off", name="a", name_en="a", source="a", by=SYSTEM)
