"""How days, hours, money and numbers are said on the page, in the language of the page; and how typed numbers are read.

Days are dd/mm/yyyy in Vietnamese and "24 Nov 2026" in English, where 11/12 could be two days. All times are those of
the city. Figures and their unit are held together by a no-break space.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import get_language, gettext, ngettext

from kernel import clock

NBSP = "\u00a0"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = {"vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
WEEKDAYS_LONG = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SIZES = ("KB", "MB", "GB")

Moment = dt.date | dt.datetime


def _english() -> bool:
    return (get_language() or "").startswith("en")


def local(value: Moment) -> Moment:
    """A moment in the city's time; a plain day stays as it is."""
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


def day(value: Moment | None) -> str:
    """24/11/2026 · 24 Nov 2026"""
    if value is None:
        return ""
    on = local(value)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}" if _english() else f"{on:%d/%m/%Y}"


def short_day(value: Moment | None) -> str:
    """24/11 · 24 Nov"""
    if value is None:
        return ""
    on = local(value)
    return f"{on.day} {MONTHS[on.month - 1]}" if _english() else f"{on:%d/%m}"


def hour(value: dt.datetime | dt.time | None) -> str:
    """17:00"""
    if value is None:
        return ""
    return f"{local(value) if isinstance(value, dt.datetime) else value:%H:%M}"


def clock_hour(value: dt.time) -> str:
    """7 giờ, 7 giờ 30 · 7 am, 7:30 am: as a sentence says it"""
    if _english():
        minutes = f":{value:%M}" if value.minute else ""
        return f"{(value.hour - 1) % 12 + 1}{minutes} {'am' if value.hour < 12 else 'pm'}"
    return f"{value.hour} giờ {value:%M}" if value.minute else f"{value.hour} giờ"


def moment(value: dt.datetime | None) -> str:
    """24/11/2026, 17:00 · 24 Nov 2026, 17:00"""
    return f"{day(value)}, {hour(value)}" if value else ""


def weekday(value: Moment | None) -> str:
    """T3 24/11 · Tue 24 Nov"""
    if value is None:
        return ""
    names = WEEKDAYS["en" if _english() else "vi"]
    return f"{names[local(value).weekday()]} {short_day(value)}"


def weekday_names() -> tuple[str, ...]:
    """T2 … CN · Mon … Sun"""
    return WEEKDAYS["en" if _english() else "vi"]


def long_day(value: Moment | None) -> str:
    """Thứ Ba, 24/11/2026 · Tue, 24 Nov 2026"""
    if value is None:
        return ""
    names = WEEKDAYS["en"] if _english() else WEEKDAYS_LONG
    return f"{names[local(value).weekday()]}, {day(value)}"


def number(value: Decimal | int | float | str | None, places: int | None = None) -> str:
    """1.865 · 1,865; 85,5 · 85.5. `places` fixes the decimals; without it trailing zeros go."""
    if value is None or value == "":
        return ""
    figure = Decimal(str(value))
    text = f"{figure:,f}" if places is None else f"{figure:,.{places}f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


def money(value: Decimal | int | str | None) -> str:
    """75.000 ₫ · 75,000 ₫"""
    return "" if value is None or value == "" else f"{number(value)}{NBSP}₫"


def filesize(value: int | None) -> str:
    """214 KB, 12,4 MB; from 1024 bytes."""
    if value is None:
        return ""
    if value < 1024:
        return f"{value}{NBSP}B"
    size, unit = value / 1024, 0
    while round(size) >= 1024 and unit < len(SIZES) - 1:
        size, unit = size / 1024, unit + 1
    shown = number(round(size, 1)) if unit else number(round(size))
    return f"{shown}{NBSP}{SIZES[unit]}"


def days_left(due: Moment, now: dt.datetime | None = None) -> int:
    """Calendar days of the city from today to the day of `due`; negative when it is past."""
    today = clock.today() if now is None else timezone.localtime(now).date()
    on = local(due)
    return ((on.date() if isinstance(on, dt.datetime) else on) - today).days


def due(value: Moment | None, days: int | None = None, now: dt.datetime | None = None) -> str:
    """còn 3 ngày; hôm nay, 17:00; quá hạn 2 ngày. `days`: working days left where the caller counts those."""
    if value is None:
        return gettext("không có hạn")
    left = days_left(value, now) if days is None else days
    if left > 0:
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": number(left)}
    if left < 0:
        return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -left) % {"n": number(-left)}
    if away := days_left(value, now):  # no working day lies between: a weekend, a holiday
        return (gettext("hạn %(day)s") if away > 0 else gettext("quá hạn từ %(day)s")) % {"day": short_day(value)}
    if not isinstance(value, dt.datetime):
        return gettext("hôm nay")
    if value < (now or clock.now()):
        return gettext("quá hạn từ %(hour)s hôm nay") % {"hour": hour(value)}
    return gettext("hôm nay, %(hour)s") % {"hour": hour(value)}


def due_state(value: Moment | None, days: int | None = None, now: dt.datetime | None = None) -> str:
    """ "late", "soon" (today and tomorrow), "ok", or "" without a due day."""
    if value is None:
        return ""
    left = days_left(value, now) if days is None else days
    if (
        left < 0
        or (left == 0 and days_left(value, now) < 0)
        or (left == 0 and isinstance(value, dt.datetime) and value < (now or clock.now()))
    ):
        return "late"
    return "soon" if left <= 1 else "ok"


def masked(value: str | None) -> str:
    """092 *** *** 214: enough to recognise one's own number, too little to use it."""
    text = re.sub(r"\s", "", value or "")
    if len(text) >= 10:
        return f"{text[:3]} *** *** {text[-3:]}"
    return f"*** *** {text[-3:]}" if len(text) >= 6 else "***" * bool(text)


def read_number(text: str) -> Decimal:
    """What a person typed, as a number. Raises ValueError.

    The page's own signs come first: in Vietnamese 1.865 is one thousand eight hundred and sixty-five and 85,5 has one
    decimal, in English the other way round. A sign that cannot be grouping (85.5 in Vietnamese) is read as decimal.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"-?[0-9][0-9.,]*", plain):
        raise ValueError(text)
    whole, decimals = _split(plain)
    if not re.fullmatch(r"-?\d{1,3}([.,]?\d{3})*|-?\d+", whole):
        raise ValueError(text)
    try:
        return Decimal(re.sub("[.,]", "", whole) + ("." + decimals if decimals else ""))
    except InvalidOperation:
        raise ValueError(text) from None


def _split(plain: str) -> tuple[str, str]:
    """Digits before and after the decimal sign."""
    signs = re.findall("[.,]", plain)
    if not signs:
        return plain, ""
    whole, decimals = plain.rsplit(signs[-1], 1)
    grouping = get_format("THOUSAND_SEPARATOR")
    several = len(signs) > 1 and len(set(signs)) == 1
    alone = len(signs) == 1 and signs[0] == grouping and re.fullmatch(r"-?[1-9]\d{0,2}", whole) and len(decimals) == 3
    return (plain, "") if several or alone else (whole, decimals)
