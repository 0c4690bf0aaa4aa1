"""Days, hours, money and numbers, to the letter, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from kernel import clock
from kernel.forms import showing
from kernel.web import say

AT = dt.datetime(2026, 11, 24, 10, 5, tzinfo=dt.UTC)  # 17:05 in the city
NIGHT = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)  # already the 24th in the city
DAY = dt.date(2026, 11, 24)
CASES = [
    (say.day, DAY, "24/11/2026", "24 Nov 2026"),
    (say.day, NIGHT, "24/11/2026", "24 Nov 2026"),
    (say.day, dt.date(2026, 1, 2), "02/01/2026", "2 Jan 2026"),
    (say.short_day, DAY, "24/11", "24 Nov"),
    (say.hour, AT, "17:05", "17:05"),
    (say.hour, dt.time(7, 0), "07:00", "07:00"),
    (say.moment, AT, "24/11/2026, 17:05", "24 Nov 2026, 17:05"),
    (say.weekday, DAY, "T3 24/11", "Tue 24 Nov"),
    (say.weekday, dt.date(2026, 11, 29), "CN 29/11", "Sun 29 Nov"),
    (say.long_day, DAY, "Thứ Ba, 24/11/2026", "Tue, 24 Nov 2026"),
    (say.number, 1865, "1.865", "1,865"),
    (say.number, 0, "0", "0"),
    (say.number, Decimal("85.50"), "85,5", "85.5"),
    (say.number, Decimal("1234567.25"), "1.234.567,25", "1,234,567.25"),
    (say.number, -1200, "-1.200", "-1,200"),
    (say.money, 75000, "75.000\u00a0₫", "75,000\u00a0₫"),
    (say.money, 0, "0\u00a0₫", "0\u00a0₫"),
    (say.filesize, 512, "512\u00a0B", "512\u00a0B"),
    (say.filesize, 219_136, "214\u00a0KB", "214\u00a0KB"),
    (say.filesize, 12_999_999, "12,4\u00a0MB", "12.4\u00a0MB"),
    (say.filesize, 1_048_575, "1\u00a0MB", "1\u00a0MB"),
    (say.filesize, 3 * 1024**3, "3\u00a0GB", "3\u00a0GB"),
    (say.masked, "092085001214", "092 *** *** 214", "092 *** *** 214"),
    (say.masked, "361234567", "*** *** 567", "*** *** 567"),
    (say.masked, "1234", "***", "***"),
]


@pytest.mark.parametrize(("how", "value", "vi", "en"), CASES)
def test_said_in_both_languages(how, value, vi, en):
    with translation.override("vi"):
        assert how(value) == vi
    with translation.override("en"):
        assert how(value) == en


@pytest.mark.parametrize(
    "how", [say.day, say.hour, say.moment, say.weekday, say.number, say.money, say.filesize, say.masked]
)
def test_nothing_is_said_of_nothing(how):
    assert how(None) == ""


@pytest.mark.parametrize(
    ("due", "days", "vi", "en", "state"),
    [
        (DAY + dt.timedelta(days=3), None, "còn 3 ngày", "3 days left", "ok"),
        (DAY + dt.timedelta(days=1), None, "còn 1 ngày", "1 day left", "soon"),
        (DAY, None, "hôm nay", "today", "soon"),
        (AT.replace(minute=0), None, "hôm nay, 17:00", "today, 17:00", "soon"),
        (AT.replace(hour=2, minute=0), None, "quá hạn từ 09:00 hôm nay", "overdue since 09:00 today", "late"),
        (DAY - dt.timedelta(days=2), None, "quá hạn 2 ngày", "2 days overdue", "late"),
        (DAY - dt.timedelta(days=1), None, "quá hạn 1 ngày", "1 day overdue", "late"),
        (DAY + dt.timedelta(days=21), 15, "còn 15 ngày", "15 days left", "ok"),
        (DAY - dt.timedelta(days=4), -2, "quá hạn 2 ngày", "2 days overdue", "late"),
        (
            AT - dt.timedelta(days=2),
            0,
            f"quá hạn từ {DAY - dt.timedelta(days=2):%d/%m}",
            f"overdue since {(DAY - dt.timedelta(days=2)).day} Nov",
            "late",
        ),
        (
            AT + dt.timedelta(days=2),
            0,
            f"hạn {DAY + dt.timedelta(days=2):%d/%m}",
            f"due {(DAY + dt.timedelta(days=2)).day} Nov",
            "soon",
        ),
        (None, None, "không có hạn", "no due date", ""),
    ],
)
def test_due_words(due, days, vi, en, state):
    with clock.at(AT.replace(hour=8)):
        with translation.override("vi"):
            assert say.due(due, days) == vi
        with translation.override("en"):
            assert say.due(due, days) == en
        assert say.due_state(due, days) == state


@pytest.mark.parametrize(
    ("typed", "vi", "en"),
    [
        ("85,5", "85.5", "85.5"),
        ("85.5", "85.5", "85.5"),
        ("1.865", "1865", "1.865"),
        ("1,865", "1.865", "1865"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        (" 1 250 000 ", "1250000", "1250000"),
        ("0.125", "0.125", "0.125"),
        ("1865", "1865", "1865"),
        ("-2", "-2", "-2"),
    ],
)
def test_typed_numbers_are_read_as_meant(typed, vi, en):
    with translation.override("vi"):
        assert say.read_number(typed) == Decimal(vi)
    with translation.override("en"):
        assert say.read_number(typed) == Decimal(en)


@pytest.mark.parametrize("typed", ["tám lăm", "", "12a", "1.2.3", "1,23,4", "--1", "1e5", "٣", "NaN", "12.34.5,6,7"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        say.read_number(typed)


def test_a_day_reads_the_same_in_an_answer_and_beside_it():
    with translation.override("en"):
        assert (showing.day("2026-11-24"), showing.day("2026-11-24", "vi")) == ("24 Nov 2026", "24/11/2026")
        assert showing.day("2026-11-24") == say.day(dt.date(2026, 11, 24))
    with translation.override("vi"):
        assert (showing.day("2026-11-24"), showing.day("2026-11-24", "en")) == ("24/11/2026", "24 Nov 2026")
        assert showing.day("2026-01-05") == say.day(dt.date(2026, 1, 5)) == "05/01/2026"
