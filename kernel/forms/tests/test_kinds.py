"""Numbers, days, telephone numbers as people in Vietnam write them."""

import datetime

import pytest

from kernel.forms import kinds

D = datetime.date


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        ("85,5", 1, 85.5), ("85.5", 1, 85.5), ("1.234", 2, 1234), ("1.234,5", 1, 1234.5), ("1 234", 0, 1234), ("-3,25", 2, -3.25),
        ("85,0", 0, 85), ("007", 0, 7), ("−4", 0, -4), ("1.234.567", 0, 1234567),
    ],
)  # fmt: skip
def test_numbers(typed, decimals, value):
    read = kinds.number(typed, decimals)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("typed", "decimals", "fault"),
    [
        ("tám", 1, "shape"), ("1,234.5", 1, "shape"), ("1e9", 0, "shape"), ("NaN", 1, "shape"), ("", 1, "shape"), ("٣", 0, "shape"),
        ("85,55", 1, "decimals"), ("85,5", 0, "decimals"), ("9" * 16, 0, "shape"), ("9" * 1_000_000, 0, "shape"), ("1.23.456", 0, "shape"),
    ],
)  # fmt: skip
def test_what_is_no_number(typed, decimals, fault):
    with pytest.raises(kinds.Unreadable) as caught:
        kinds.number(typed, decimals)
    assert caught.value.args == (fault,)


@pytest.mark.parametrize("typed", ["75.000", "75000", "75.000 ₫", "75 000đ", "75.000 đồng", "75.000 VND"])
def test_money(typed):
    assert kinds.money(typed) == 75_000


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        (("27", "3", "2026"), "2026-03-27"), (("07", "03", "2026"), "2026-03-07"), (("29", "2", "2024"), "2024-02-29"),
        (("29", "2", "2026"), "date"), (("31", "4", "2026"), "date"), (("32", "1", "2026"), "day"), (("0", "1", "2026"), "day"),
        (("", "1", "2026"), "day"), (("1", "13", "2026"), "month"), (("1", "", "2026"), "month"), (("1", "1", "26"), "year"),
        (("1", "1", "20260"), "year"), (("١", "1", "2026"), "day"), (("1" * 99, "1", "2026"), "day"),
    ],
)  # fmt: skip
def test_days(boxes, found):
    try:
        assert kinds.day(boxes) == found
    except kinds.Unreadable as wrong:
        assert wrong.args == (found,)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0903 000 118", "0903000118"), ("+84 903.000.118", "0903000118"), ("84903000118", "0903000118"), ("+84(0)903000118", "0903000118"),
        ("0292-3820-536", "02923820536"), ("+1 415 555 0100", "+14155550100"),
    ],
)  # fmt: skip
def test_telephone_numbers(typed, kept):
    assert kinds.phone(typed) == kept


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("2026-03-31", D(2026, 3, 31)), ("today", D(2024, 2, 29)), ("today-18y", D(2006, 2, 28)), ("today+1m", D(2024, 3, 29)),
        ("today+30d", D(2024, 3, 30)), ("today-2m", D(2023, 12, 29)),
    ],
)  # fmt: skip
def test_bounds_that_move_with_the_day(rule, day):
    assert kinds.day_of(rule, D(2024, 2, 29)) == day
