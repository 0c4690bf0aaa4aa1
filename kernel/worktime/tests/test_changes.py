"""Changing a calendar: what is shown before is what happens, and a change without sense or source is refused."""

import datetime

import pytest

from kernel.actors import STRANGER, SYSTEM, Actor
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal import entries_about, unguarded
from kernel.worktime import actions, due, schedule_for, set_up
from kernel.worktime.changes import DayChange, HoursChange, applied, first_difference, touched
from kernel.worktime.models import Calendar, Day
from kernel.worktime.schedule import Schedule, SpecialDay, WeekHours
from kernel.worktime.tests.weeks import at, term

D = datetime.date
KEEPER = Actor(kind="official", powers=frozenset({"calendar.manage"}))
STORM = SpecialDay("off", "Nghỉ tránh bão", "Storm", "Công điện 7/CĐ-UBND")
THURSDAY, SATURDAY = D(2026, 12, 3), D(2026, 12, 5)
OFF = DayChange(THURSDAY, SpecialDay("off", "Nghỉ, làm bù 05/12", "", "TB 9/2026", "swapped"))
WORK = DayChange(SATURDAY, SpecialDay("work", "Làm bù cho 03/12", "", "TB 9/2026", "swapped", 3))
HOURS = HoursChange((0, 1, 2, 3, 4), ((450, 690), (780, 990)), D(2026, 12, 1))


@pytest.fixture
def calendar(db) -> Calendar:
    with unguarded("a calendar for the test"):
        return set_up(name="Lịch thử", years=[2026, 2027], today=D(2026, 11, 24))


def week(schedule: Schedule, first: datetime.date = D(2026, 11, 23), days: int = 21) -> list[list[tuple[int, int]]]:
    return [schedule.periods(first + datetime.timedelta(days=n)) for n in range(days)]


@pytest.mark.parametrize(
    ("act", "given", "changes"),
    [
        (actions.declare_day, {"change": DayChange(THURSDAY, STORM)}, [DayChange(THURSDAY, STORM)]),
        (actions.restore_day, {"change": DayChange(D(2026, 11, 24), None), "source": "QĐ 1"}, [DayChange(D(2026, 11, 24), None)]),
        (actions.swap, {"off": OFF, "work": WORK}, [OFF, WORK]),
        (actions.set_working_hours, {"change": HOURS, "source": "QĐ 2"}, [HOURS]),
        (actions.set_working_hours, {"change": HoursChange((5,), ((420, 690),), D(2026, 12, 1), False), "source": "QĐ 3"},
         [HoursChange((5,), ((420, 690),), D(2026, 12, 1), False)]),
    ],
)  # fmt: skip
def test_what_was_shown_before_is_what_happens(calendar, act, given, changes):
    before = schedule_for(calendar)
    shown = applied(changes, before)
    act(calendar=calendar, **given, by=KEEPER)
    after = schedule_for(calendar)
    assert (week(after), after.special) == (week(shown), shown.special)
    assert [after.opening(D(2026, 12, day)) for day in range(1, 15)] == [shown.opening(D(2026, 12, day)) for day in range(1, 15)]  # fmt: skip
    assert (after.hours, after.special) != (before.hours, before.special)


def test_a_swap_is_one_entry_and_the_saturday_has_the_hours_of_its_thursday(calendar):
    actions.swap(calendar=calendar, off=OFF, work=WORK, by=KEEPER)
    schedule = schedule_for(calendar)
    assert (schedule.periods(THURSDAY), schedule.periods(SATURDAY)) == ([], [(420, 690), (810, 1020)])
    said = [(e.verb, e.fact["off"], e.fact["work"], e.fact["source"]) for e in entries_about(calendar)]
    assert said == [("worktime.calendar_days_swapped", "2026-12-03", "2026-12-05", "TB 9/2026")]
    assert Day.objects.get(calendar=calendar, on=SATURDAY).like == 3


def _refused(act, calendar, **given) -> str | None:
    with pytest.raises(Refused) as refused:
        act(calendar=calendar, **given, by=KEEPER)
    return refused.value.field


def test_what_makes_no_sense_is_refused_at_the_answer_that_is_wrong(calendar):
    free = DayChange(SATURDAY, SpecialDay("off", "a", "", "TB 9", "swapped"))
    sunday = DayChange(THURSDAY, SpecialDay("work", "a", "", "TB 9", "swapped", 6))
    assert _refused(actions.swap, calendar, off=free, work=WORK) == "off"
    assert _refused(actions.swap, calendar, off=OFF, work=DayChange(D(2026, 12, 4), WORK.special)) == "work"
    assert _refused(actions.declare_day, calendar, change=sunday) == "like"
    assert (
        _refused(actions.declare_day, calendar, change=DayChange(THURSDAY, SpecialDay("off", " ", "", "QĐ"))) == "name"
    )
    assert _refused(actions.declare_day, calendar, change=DayChange(THURSDAY, SpecialDay("off", "a", "", " "))) == "source"  # fmt: skip
    assert _refused(actions.restore_day, calendar, change=DayChange(THURSDAY, None), source="QĐ") == "on"
    backwards = HoursChange((0,), ((690, 450),), D(2026, 12, 1))
    overlap = HoursChange((0,), ((420, 690), (660, 1020)), D(2026, 12, 1))
    nobody = HoursChange((0, 1, 2, 3, 4), (), D(2026, 12, 1))
    assert _refused(actions.set_working_hours, calendar, change=backwards, source="QĐ") == "morning_until"
    assert _refused(actions.set_working_hours, calendar, change=overlap, source="QĐ") == "morning_until"
    assert _refused(actions.set_working_hours, calendar, change=nobody, source="QĐ") == "weekdays"
    assert _refused(actions.set_working_hours, calendar, change=HOURS, source=" ") == "source"
    assert list(entries_about(calendar)) == []


def test_only_who_keeps_calendars_changes_one(calendar):
    for actor in (STRANGER, Actor(kind="official", powers=frozenset({"dossiers.accept"}))):
        with pytest.raises(NotAllowed):
            actions.declare_day(calendar=calendar, change=DayChange(THURSDAY, STORM), by=actor)
    actions.declare_day(calendar=calendar, change=DayChange(THURSDAY, STORM), by=SYSTEM)


def test_a_calendar_changed_meanwhile_is_not_changed_blindly(calendar):
    calendar.refresh_from_db()  # the database renewed its version with the first rows
    seen = str(calendar.version)
    actions.declare_day(calendar=calendar, change=DayChange(THURSDAY, STORM), seen=seen, by=KEEPER)
    with pytest.raises(WrongMove):
        actions.declare_day(calendar=calendar, change=DayChange(D(2026, 12, 4), STORM), seen=seen, by=KEEPER)
    assert not Day.objects.filter(calendar=calendar, on=D(2026, 12, 4)).exists()


def test_only_counts_that_reach_the_change_are_touched(calendar):
    schedule = schedule_for(calendar)
    bodies = [
        ("over before", due(at("2026-11-25"), term("5 working_day"), schedule).as_json()),  # until 2 December
        ("across", due(at("2026-11-30"), term("5 working_day"), schedule).as_json()),
        ("calendar days", due(at("2026-11-30"), term("10 day"), schedule).as_json()),
        ("begins that day", due(at("2026-12-03 09:00"), term("5 working_day"), schedule).as_json()),
    ]
    assert touched([DayChange(THURSDAY, STORM)], bodies) == ["across", "begins that day"]
    assert touched([HoursChange((3,), (), D(2026, 12, 8))], bodies) == ["calendar days", "begins that day"]


def _week(*rows: WeekHours) -> Schedule:
    return Schedule(rows)


BEGUN, LATER = D(2018, 1, 1), D(2026, 12, 2)  # a Monday; a Wednesday
MONDAYS = WeekHours(0, 420, 690, BEGUN)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (_week(MONDAYS), _week(MONDAYS), None),
        (_week(MONDAYS), _week(WeekHours(0, 420, 690, BEGUN, LATER), WeekHours(0, 420, 690, LATER)), None),  # cut, but alike
        (_week(MONDAYS), _week(MONDAYS, WeekHours(5, 450, 690, LATER)), SATURDAY),
        (_week(MONDAYS), _week(MONDAYS, WeekHours(5, 450, 690, LATER, counts=False)), SATURDAY),
        (_week(MONDAYS), _week(MONDAYS, WeekHours(5, 450, 690, LATER, SATURDAY)), None),  # no Saturday in it
        (_week(MONDAYS), _week(WeekHours(0, 420, 690, BEGUN, LATER)), D(2026, 12, 7)),
        (_week(MONDAYS), _week(WeekHours(0, 420, 660, BEGUN)), BEGUN),
        (_week(MONDAYS), Schedule((MONDAYS,), {LATER: SpecialDay("off", "Bão", "Storm", "CĐ 7")}), LATER),
    ],
)  # fmt: skip
def test_the_first_day_on_which_two_calendars_differ(
    one: Schedule, other: Schedule, found: datetime.date | None
) -> None:
    assert (first_difference(one, other), first_difference(other, one)) == (found, found)
