"""The plain forms of answers: what a number, a day, a telephone number is, read from what people write.

A reader gives the value as it is kept in the answers (JSON: str, int, float, bool, list, dict), or raises Unreadable.
"""

import calendar
import datetime
import re
from typing import Any

from kernel.forms.text import line

PHONE = r"^(?:0[35789][0-9]{8}|02[0-9]{9}|\+(?:[1-79][0-9]|8[0-35-9])[0-9]{6,13})$"
EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}$"
IDENTITY = r"^[0-9]{12}$"
TAX = r"^(?:[0-9]{10}(?:-[0-9]{3})?|[0-9]{12})$"
DAY = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
MONTH = r"^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])$"
REF = r"^[a-z]{1,20}:[A-Za-z0-9_-]{1,100}$"  # what a kept paper is called: "blob:<sha256>", "holding:12"
DAYS, MONTHS, REFS = re.compile(DAY), re.compile(MONTH), re.compile(REF)
WRITTEN = {"phone": PHONE, "email": EMAIL, "identity_number": IDENTITY, "tax_code": TAX}
WRITTEN_LENGTH = {"phone": 20, "email": 200, "identity_number": 12, "tax_code": 14}

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(?:[,.][0-9]+)?")
_CURRENCY = re.compile(r"\s*(?:₫|đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
_RULE = re.compile(r"today(?:([+-])([0-9]{1,4})([dmy]))?")
RAW_NUMBER = 40  # longer is no number anybody means, and long digits are slow to read


class Unreadable(ValueError):
    """`args[0]` names the fault: shape, decimals, day, month, year, date, ward, street."""


def number(raw: str, decimals: int) -> int | float:
    """ "1.234,5", "1 234,5", "85,5" and "85.5"; a dot before three digits separates thousands, as in Vietnam. Whole numbers are int."""
    text = line(raw).replace("−", "-") if len(raw) <= RAW_NUMBER else ""
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(" ", "")
    elif not _PLAIN.fullmatch(text):
        raise Unreadable("shape")
    whole, _, rest = text.replace(",", ".").partition(".")
    if len(rest.rstrip("0")) > decimals:
        raise Unreadable("decimals")
    if len(whole.lstrip("-0")) > 15:
        raise Unreadable("shape")
    return settled(float(f"{whole}.{rest}")) if rest.rstrip("0") else int(whole)


def settled(value: int | float) -> int | float:
    """A whole number is an int, whatever JSON made of it."""
    return int(value) if value == int(value) else value


def money(raw: str) -> int:
    """đồng, with or without dots and the sign."""
    return int(number(_CURRENCY.sub("", raw) if len(raw) <= RAW_NUMBER else raw, 0))


def _piece(raw: str, digits: int, fault: str) -> int:
    text = line(raw) if len(raw) <= RAW_NUMBER else ""
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        raise Unreadable(fault)
    return int(text)


def day(raw: tuple[str, str, str]) -> str:
    """Three boxes (day, month, year) to "2026-03-27"; the first box at fault is named."""
    d, m, y = _piece(raw[0], 2, "day"), *_month(raw[1:])
    if not 1 <= d <= 31:
        raise Unreadable("day")
    if d > calendar.monthrange(y, m)[1]:
        raise Unreadable("date")
    return datetime.date(y, m, d).isoformat()


def _month(raw: tuple[str, ...]) -> tuple[int, int]:
    m = _piece(raw[0], 2, "month")
    if not 1 <= m <= 12:
        raise Unreadable("month")
    y = _piece(raw[1], 4, "year")
    if y < 1000:
        raise Unreadable("year")
    return m, y


def month(raw: tuple[str, str]) -> str:
    """Two boxes (month, year) to "2026-03"."""
    m, y = _month(raw)
    return f"{y:04}-{m:02}"


def phone(raw: str) -> str:
    """Digits only; +84 becomes 0."""
    text = re.sub(r"[\s.()-]", "", raw)
    return re.sub(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?", "0", text)


def email(raw: str) -> str:
    """The part after @ in small letters."""
    name, at, host = raw.rpartition("@")
    return f"{name}{at}{host.lower()}"


def identity_number(raw: str) -> str:
    return re.sub(r"[\s.-]", "", raw)


def tax_code(raw: str) -> str:
    """10 digits, 10-3 digits of a branch, or the 12 digits of a person."""
    text = re.sub(r"[\s.-]", "", raw)
    return f"{text[:10]}-{text[10:]}" if len(text) == 13 else text


TIDY: dict[str, Any] = {"phone": phone, "email": email, "identity_number": identity_number, "tax_code": tax_code}


def day_of(rule: str, on: datetime.date) -> datetime.date:
    """A bound of a date: "2026-03-31", "today", "today-18y"; a 29 February that does not exist becomes the 28th."""
    found = _RULE.fullmatch(rule)
    if found is None:
        return datetime.date.fromisoformat(rule)
    sign, amount, unit = found.groups()
    if sign is None:
        return on
    steps = int(amount) * (1 if sign == "+" else -1)
    if unit == "d":
        return on + datetime.timedelta(days=steps)
    months = on.year * 12 + on.month - 1 + steps * (12 if unit == "y" else 1)
    year, month_ = divmod(months, 12)
    year = min(max(year, 1), 9999)
    return datetime.date(year, month_ + 1, min(on.day, calendar.monthrange(year, month_ + 1)[1]))
