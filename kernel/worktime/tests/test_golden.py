"""Due dates judged by hand against the calendars that were announced, each with the rule that decides it.

Two regimes meet here: the Labour Code 2012 (until 31/12/2020: one day off on 2 September) and that of 2019 (two days)."""

import dataclasses

import pytest

from kernel.worktime.engine import due
from kernel.worktime.regimes import CIVIL
from kernel.worktime.tests.weeks import CITY, at, pause, run, term
from kernel.worktime.words import why

FIRST = ("first_day_not_counted", "Bộ luật Dân sự 2015, Điều 147 khoản 2")
HOUR = ("hours_from_moment", "Bộ luật Dân sự 2015, Điều 147 khoản 1")
MOVES = ("last_day_off_moves", "Bộ luật Dân sự 2015, Điều 148 khoản 5")
MONTH = ("month_end", "Bộ luật Dân sự 2015, Điều 148 khoản 3")
PART = ("month_in_days", "Bộ luật Dân sự 2015, Điều 146 khoản 1")
OLD = ("holiday", "Bộ luật Lao động 2012, Điều 115 khoản 1")
OLD_LIEU = ("in_lieu", "Bộ luật Lao động 2012, Điều 115 khoản 3")
NEW = ("holiday", "Bộ luật Lao động 2019, Điều 112 khoản 1")
LIEU = ("in_lieu", "Bộ luật Lao động 2019, Điều 111 khoản 3")
CULTURE = ("holiday", "Nghị quyết 80-NQ/TW")
WEEKEND = ("weekend", "Bộ luật Lao động 2019, Điều 111; QĐ 188/1999/QĐ-TTg")
EIGHT = ("eight_hours", "Bộ luật Lao động 2019, Điều 105")
SWAP_2018 = ("swapped", "Công văn 6519/VPCP-KGVX năm 2018")
SWAP_2024 = ("swapped", "Công văn 2450/VPCP-KGVX năm 2024")
SWAP_2025 = ("swapped", "Thông báo 6150/TB-BLĐTBXH năm 2024")
SWAP_NEW_YEAR = ("swapped", "Thông báo của Bộ Nội vụ ngày 25/12/2025")
SWAP_2026 = ("swapped", "Thông báo lịch nghỉ lễ năm 2026 của Bộ Nội vụ")

WORKING_DAYS = [
    # Labour Code 2012
    ("2018-02-12", 5, "2018-02-26", OLD_LIEU, "Tết Mậu Tuất: 14–20/2"),
    ("2018-04-23", 3, "2018-04-27", OLD, "Giỗ Tổ 25/4"),
    ("2018-04-27", 2, "2018-05-03", OLD, "30/4, 1/5"),
    ("2018-08-31", 3, "2018-09-06", OLD_LIEU, "2/9 is a Sunday: Monday instead"),
    ("2018-12-27", 3, "2019-01-03", SWAP_2018, "31/12 off, worked on 5/1"),
    ("2019-01-03", 2, "2019-01-05", FIRST, "Saturday 5/1 is worked"),
    ("2019-02-01", 5, "2019-02-15", OLD, "Tết Kỷ Hợi: 4–8/2"),
    ("2019-04-12", 2, "2019-04-17", OLD_LIEU, "Giỗ Tổ is a Sunday"),
    ("2019-04-26", 3, "2019-05-04", SWAP_2018, "29/4 off, Saturday 4/5 worked"),
    ("2019-08-30", 1, "2019-09-03", OLD, "2/9 only"),
    ("2020-01-20", 5, "2020-02-03", OLD, "Tết Canh Tý: 23–29/1"),
    ("2020-01-22", 1, "2020-01-30", OLD_LIEU, "29 Tết in lieu of a Saturday"),
    ("2020-04-01", 3, "2020-04-07", OLD, "Giỗ Tổ 2/4"),
    ("2020-04-28", 3, "2020-05-05", OLD, "30/4, 1/5"),
    ("2020-09-01", 2, "2020-09-04", OLD, "one National Day off until 2020"),
    ("2020-11-10", 15, "2020-12-01", FIRST, "no day off on 24/11 yet"),
    # Labour Code 2019
    ("2020-12-31", 1, "2021-01-04", NEW, "1/1/2021, already under the new code"),
    ("2021-02-08", 5, "2021-02-22", NEW, "Tết Tân Sửu: 10–16/2"),
    ("2021-04-20", 2, "2021-04-23", NEW, "Giỗ Tổ 21/4"),
    ("2021-04-29", 2, "2021-05-05", LIEU, "1/5 is a Saturday"),
    ("2021-09-01", 2, "2021-09-07", NEW, "two National Days: 2 and 3/9"),
    ("2021-12-30", 3, "2022-01-05", LIEU, "1/1 is a Saturday"),
    ("2022-01-28", 2, "2022-02-08", NEW, "Tết Nhâm Dần: 31/1–4/2"),
    ("2022-04-08", 1, "2022-04-12", LIEU, "Giỗ Tổ is a Sunday"),
    ("2022-04-29", 2, "2022-05-05", LIEU, "30/4 and 1/5 are a weekend"),
    ("2022-08-31", 2, "2022-09-06", NEW, "1 and 2/9"),
    ("2022-12-30", 1, "2023-01-03", LIEU, "1/1 is a Sunday"),
    ("2023-01-18", 3, "2023-01-30", LIEU, "Tết Quý Mão: 20–26/1"),
    ("2023-04-28", 2, "2023-05-05", LIEU, "Giỗ Tổ 29/4, 30/4, 1/5: two days in lieu"),
    ("2023-08-31", 2, "2023-09-06", LIEU, "1/9; 2/9 is a Saturday"),
    ("2023-12-29", 1, "2024-01-02", NEW, "1/1"),
    ("2024-02-07", 1, "2024-02-15", NEW, "Tết Giáp Thìn: 8–14/2"),
    ("2024-02-06", 5, "2024-02-20", LIEU, "29 Tết in lieu"),
    ("2024-04-17", 1, "2024-04-19", NEW, "Giỗ Tổ 18/4"),
    ("2024-04-26", 3, "2024-05-04", SWAP_2024, "29/4 off, Saturday 4/5 worked"),
    ("2024-05-03", 1, "2024-05-04", FIRST, "Saturday 4/5 is worked"),
    ("2024-08-30", 1, "2024-09-04", NEW, "2 and 3/9"),
    ("2024-12-31", 1, "2025-01-02", NEW, "1/1"),
    ("2025-01-24", 2, "2025-02-04", NEW, "Tết Ất Tỵ: 27–31/1"),
    ("2025-04-04", 1, "2025-04-08", NEW, "Giỗ Tổ 7/4"),
    ("2025-04-25", 3, "2025-04-29", FIRST, "Saturday 26/4 is worked"),
    ("2025-04-29", 1, "2025-05-05", SWAP_2025, "30/4, 1/5, and 2/5 off"),
    ("2025-08-29", 1, "2025-09-03", NEW, "1 and 2/9"),
    ("2025-12-31", 2, "2026-01-06", SWAP_NEW_YEAR, "1/1, and 2/1 off"),
    ("2026-01-08", 2, "2026-01-10", FIRST, "Saturday 10/1 is worked"),
    ("2026-02-13", 5, "2026-02-27", NEW, "Tết Bính Ngọ: 16–20/2"),
    ("2026-04-24", 2, "2026-04-29", LIEU, "Giỗ Tổ is a Sunday"),
    ("2026-04-29", 1, "2026-05-04", NEW, "30/4, 1/5"),
    ("2026-08-20", 2, "2026-08-22", FIRST, "Saturday 22/8 is worked"),
    ("2026-08-28", 2, "2026-09-04", SWAP_2026, "31/8 off, 1 and 2/9"),
    ("2026-11-10", 15, "2026-12-02", CULTURE, "24/11 Ngày Văn hóa Việt Nam"),
    ("2026-11-23 16:00", 1, "2026-11-25", CULTURE, "received at 16:00 counts like any hour"),
    ("2026-11-17 20:05", 15, "2026-12-09", FIRST, "sent in the evening: the day itself does not count"),
    ("2026-11-21 10:00", 2, "2026-11-25", WEEKEND, "received on a Saturday"),
]
OTHERS = [
    ("2026-03-06", "5 day", "2026-03-11", FIRST, "calendar days"),
    ("2026-03-05", "10 day", "2026-03-16", MOVES, "the last day is a Sunday"),
    ("2026-02-02", "15 day", "2026-02-23", MOVES, "the last day is Tết"),
    ("2020-01-15", "10 day", "2020-01-30", MOVES, "the last day is Tết, old code"),
    ("2024-04-09", "20 day", "2024-05-02", MOVES, "the last day was swapped"),
    ("2024-04-14", "20 day", "2024-05-04", FIRST, "a Saturday that is worked is no day off"),
    ("2026-01-15", "3 month", "2026-04-15", FIRST, "the same day"),
    ("2026-01-31", "1 month", "2026-03-02", MONTH, "28/2, a Saturday, moves"),
    ("2024-01-31", "1 month", "2024-02-29", MONTH, "a leap year"),
    ("2023-01-31", "1 month", "2023-02-28", MONTH, "no leap year"),
    ("2025-12-31", "2 month", "2026-03-02", MOVES, "28/2, a Saturday"),
    ("2026-03-31", "1 month", "2026-05-04", MOVES, "30/4, 1/5, weekend"),
    ("2020-02-29", "12 month", "2021-03-01", MOVES, "28/2/2021 is a Sunday"),
    ("2026-07-05", "1.5 month", "2026-08-20", PART, "half a month is 15 days"),
    ("2026-02-01", "0.95 month", "2026-03-02", PART, "never more than the whole month"),
]
HOURS = [
    ("2026-11-10 10:30", "2 hour", "2026-11-10 14:30", HOUR, "across lunch"),
    ("2026-11-10 12:00", "1 hour", "2026-11-10 14:30", HOUR, "received at lunch"),
    ("2026-11-10 07:00", "8 hour", "2026-11-10 17:00", HOUR, "a whole day"),
    ("2026-11-10 16:00", "4 hour", "2026-11-11 10:00", HOUR, "across the night"),
    ("2026-11-13 16:30", "8 hour", "2026-11-16 16:30", WEEKEND, "across a weekend"),
    ("2026-11-23 17:30", "1 hour", "2026-11-25 08:00", CULTURE, "after hours, before a holiday"),
    ("2026-11-21 10:00", "4 hour", "2026-11-23 11:00", WEEKEND, "received on a Saturday"),
    ("2024-05-03 16:00", "2 hour", "2024-05-04 08:00", HOUR, "a Saturday worked instead"),
    ("2026-11-10 10:00", "0.5 working_day", "2026-11-10 16:00", EIGHT, "half a day is four hours"),
    ("2026-11-10 10:00", "0.25 working_day", "2026-11-10 14:00", EIGHT, "a quarter is two"),
    ("2026-11-10 10:00", "1.5 working_day", "2026-11-12 11:00", EIGHT, "a whole day, then four hours"),
    ("2020-11-10 10:00", "0.5 working_day", "2020-11-10 16:00", ("eight_hours", "Bộ luật Lao động 2012, Điều 104"), ""),
]


def cited(counted):
    """(rule, citation) of everything that was applied."""
    by_day = {(day.rule, why(day, counted)) for day in counted.days}
    by_rule = {(rule, a.vi) for rule in counted.rules if (a := counted.article(rule, counted.start.date()))}
    return by_day | by_rule


@pytest.mark.parametrize(("start", "days", "end", "rule", "_"), WORKING_DAYS)
def test_working_days(start, days, end, rule, _):
    counted = due(at(start), term(f"{days} working_day"), CITY)
    assert (counted.at, rule in cited(counted)) == (at(f"{end} 17:00"), True)


@pytest.mark.parametrize(("start", "words", "end", "rule", "_"), OTHERS)
def test_days_and_months(start, words, end, rule, _):
    counted = due(at(start), term(words), CITY)
    assert (counted.at, rule in cited(counted)) == (at(f"{end} 17:00"), True)


@pytest.mark.parametrize(("start", "words", "end", "rule", "_"), HOURS)
def test_hours(start, words, end, rule, _):
    counted = due(at(start), term(words), CITY)
    assert (counted.at, rule in cited(counted)) == (at(end), True)


def test_the_table_is_long_enough():
    assert len(WORKING_DAYS) + len(OTHERS) + len(HOURS) >= 60


AFTER_15 = dataclasses.replace(CIVIL, late_after=15 * 60)


@pytest.mark.parametrize(
    ("start", "words", "end"),
    [
        ("2026-11-23 15:00", "1 working_day", "2026-11-25 17:00"),  # not after 15:00
        ("2026-11-23 15:01", "1 working_day", "2026-11-26 17:00"),  # taken as received on the 25th
        ("2026-11-20 16:00", "1 working_day", "2026-11-25 17:00"),  # Friday afternoon: Monday
        ("2026-11-21 08:00", "1 working_day", "2026-11-25 17:00"),  # Saturday: Monday too, never earlier than Friday's
        ("2026-11-10 16:00", "2 hour", "2026-11-11 09:00"),
        ("2026-11-10 16:00", "0 working_day", "2026-11-11 17:00"),
        ("2026-11-10 14:00", "0 working_day", "2026-11-10 17:00"),
    ],
)
def test_an_agency_may_set_an_hour_after_which_receipt_is_tomorrow(start, words, end):
    assert due(at(start), term(words), CITY, regime=AFTER_15).at == at(end)


@pytest.mark.parametrize(
    ("start", "words", "spans", "end"),
    [
        ("2026-11-10", "5 working_day", [pause("2026-11-11 10:00", "2026-11-13 09:00")], "2026-11-19 17:00"),  # 12, 13
        ("2026-11-10", "5 working_day", [pause("2026-11-11 10:00", "2026-11-11 16:00")], "2026-11-17 17:00"),  # within a day
        ("2026-11-10", "5 working_day", [pause("2026-11-13 16:00", "2026-11-15 09:00")], "2026-11-17 17:00"),  # a weekend
        ("2026-11-10", "2 working_day", [pause("2026-11-12 10:00", None)], "2026-11-12 17:00"),  # stops on the last day
        ("2026-03-02", "5 day", [pause("2026-03-03", "2026-03-06")], "2026-03-10 17:00"),  # 4, 5, 6
        ("2026-06-10", "1 month", [pause("2026-06-15", "2026-06-20")], "2026-07-15 17:00"),  # five days
        ("2026-11-10 08:00", "4 hour", [pause("2026-11-10 09:00", "2026-11-10 10:00")], "2026-11-10 15:00"),
        ("2026-11-10 08:00", "4 hour", [pause("2026-11-10 09:00", "2026-11-12 10:00")], "2026-11-12 15:00"),
    ],
)  # fmt: skip
def test_a_pause_does_not_count(start, words, spans, end):
    assert due(at(start), term(words), CITY, spans).at == at(end)


SUPPLEMENT = [
    run("2026-11-10 08:42", "2026-11-12 10:00"),
    pause("2026-11-12 10:00", "2026-11-17 20:05"),
    run("2026-11-17 20:05", None, "restart"),
]


@pytest.mark.parametrize("start", ["2026-11-10 08:42", "2026-11-17 20:05"])
def test_after_a_supplement_the_term_runs_from_zero(start):
    """NĐ 61/2018 Đ.19.4. Given the first start or the last, the last restart counts."""
    counted = due(at(start), term("15 working_day"), CITY, SUPPLEMENT)
    assert counted.at == at("2026-12-09 17:00")
    assert counted.start == at("2026-11-17 20:05")
    assert [(d.on.day, d.kind, d.number) for d in counted.before] == [
        (10, "start", 0), (11, "counted", 1), (12, "stopped", 2),
        (13, "paused", None), (14, "paused", None), (15, "paused", None), (16, "paused", None),
    ]  # fmt: skip


def test_asked_on_the_day_of_receipt():
    spans = [
        run("2026-10-16 08:42", "2026-10-16 10:00"), pause("2026-10-16 10:00", "2026-10-22 20:05"),
        run("2026-10-22 20:05", None, "restart"),
    ]  # fmt: skip
    counted = due(at("2026-10-22 20:05"), term("15 working_day"), CITY, spans)
    assert [(d.on.day, d.kind, d.number) for d in counted.before][:2] == [(16, "stopped", 0), (17, "paused", None)]
    assert counted.at == at("2026-11-12 17:00")


def test_before_2025_a_term_may_run_from_zero_twice():
    spans = [
        run("2020-11-02", "2020-11-03"), pause("2020-11-03", "2020-11-05"),
        run("2020-11-05", "2020-11-09", "restart"), pause("2020-11-09", "2020-11-10"), run("2020-11-10", None, "restart"),
    ]  # fmt: skip
    counted = due(at("2020-11-02"), term("3 working_day"), CITY, spans)
    assert counted.at == at("2020-11-13 17:00")
    assert [(d.on.day, d.kind, d.number) for d in counted.before] == [
        (2, "start", 0), (3, "stopped", 1), (4, "paused", None),
        (5, "start", 0), (6, "counted", 1), (7, "weekend", None), (8, "weekend", None), (9, "stopped", 2),
    ]  # fmt: skip
