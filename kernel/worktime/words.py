"""A due date's count as lines for a page, in the language of the page: neighbours that do not count for one cause are one line."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kernel.clock import ZONE
from kernel.worktime.explanation import RESTART, CountedDay, Due

LineKind = Literal["", "off", "reset", "today", "end"]
_SHORT = {"vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Line:
    """One row of the list. `when`: "T4 25/11", "T7 21, CN 22/11", "T6 13 – T3 17/11"; `kind` as in the page's style."""

    on: datetime.date
    last: datetime.date
    number: int | None
    when: str
    words: str
    kind: LineKind


def lines(counted: Due) -> list[tuple[CountedDay, datetime.date]]:
    """Days of the count, merged: (first day, its last day)."""
    return _merged(counted.days)


def explain(
    counted: Due, *, today: datetime.date | None = None, reasons: Mapping[str, str] | None = None
) -> list[Line]:
    """The whole story: what passed before a restart, then the count. `reasons` are the room's words for the codes of its
    spans, as "stopped:supplement" (the day it began) and "supplement" (the days it lasted)."""
    said = reasons or {}
    return [_line(day, last, counted, today, said) for day, last in (*_merged(counted.before), *lines(counted))]


def rules_said(counted: Due) -> list[str]:
    """One sentence for each rule that was applied, with its article: "Ngày nhận không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2)."."""
    on = counted.start.astimezone(ZONE).date()
    sentences = _sentences()
    said = [(rule, sentences[rule], counted.article(rule, on)) for rule in counted.rules if rule in sentences]
    return [f"{text} ({_cite(article)})." if article else f"{text}." for rule, text, article in said]


def why(day: CountedDay, counted: Due) -> str:
    """The article by which this day counts or does not; a day off of the calendar answers with its row's source."""
    article = counted.article(day.rule, day.on)
    return day.source or (_cite(article) if article else "")


def _cite(article: object) -> str:
    return str(getattr(article, "en" if _english() else "vi"))


def _merged(days: tuple[CountedDay, ...]) -> list[tuple[CountedDay, datetime.date]]:
    shown: list[tuple[CountedDay, datetime.date]] = []
    for day in days:
        if shown and _alike(shown[-1][0], day):
            shown[-1] = (shown[-1][0], day.on)
        else:
            shown.append((day, day.on))
    return shown


def _alike(a: CountedDay, b: CountedDay) -> bool:
    off = {"weekend", "holiday", "paused"}
    return a.kind == b.kind and a.kind in off and a.number is None and b.number is None and a.name == b.name


def _line(
    day: CountedDay, last: datetime.date, counted: Due, today: datetime.date | None, reasons: Mapping[str, str]
) -> Line:
    number = 0 if day.kind == "start" and day.minutes is None else day.number
    kind = _kind(day, counted, today)
    words = _words(day, counted, reasons) or (_("Hôm nay") if kind == "today" else "")
    return Line(day.on, last, number, _when(day.on, last), words, kind)


def _kind(day: CountedDay, counted: Due, today: datetime.date | None) -> LineKind:
    if day.kind == "end":
        return "end"
    if day.kind == "stopped" or (day.kind == "start" and _restarted(counted, day)):
        return "reset"
    if day.kind in ("weekend", "holiday", "paused", "late"):
        return "off"
    return "today" if day.on == today else ""


def _restarted(counted: Due, day: CountedDay) -> bool:
    return day.rule == "restart" or ("restart" in counted.rules and day == _opening_day(counted))


def _opening_day(counted: Due) -> CountedDay | None:
    return next((d for d in counted.days if d.kind == "start"), None)


def _words(day: CountedDay, counted: Due, reasons: Mapping[str, str]) -> str:
    if day.kind == "start":
        return _start(day, counted, reasons)
    if day.kind == "stopped":
        return reasons.get(f"stopped:{day.name}") or _("Thời hạn dừng từ ngày này")
    if day.kind == "paused":
        return reasons.get(day.name) or _("Không tính thời hạn")
    if day.kind == "late":
        return _("Nhận ngoài giờ nhận hồ sơ: coi như nhận ngày làm việc tiếp theo")
    if day.kind == "end":
        return _("Hẹn trả kết quả")
    return _off(day) if day.kind in ("weekend", "holiday") else _minutes(day)


def _start(day: CountedDay, counted: Due, reasons: Mapping[str, str]) -> str:
    if day.minutes is not None:
        return _("Hết giờ làm việc: bắt đầu tính từ ngày làm việc tiếp theo")
    hour = _hour(day, counted)
    if _restarted(counted, day):
        words = reasons.get(RESTART) or _("Đếm lại từ đầu")
        return _("%(words)s, lúc %(hour)s; ngày này không tính") % {"words": words, "hour": hour} if hour else words
    return _("Nhận lúc %(hour)s, ngày nhận không tính") % {"hour": hour} if hour else _("Ngày nhận không tính")


def _hour(day: CountedDay, counted: Due) -> str:
    """At what hour the clock began on that day."""
    began = [counted.start, *(s.since for s in counted.spans if s.kind == "run")]
    found = next((m.astimezone(ZONE) for m in began if m.astimezone(ZONE).date() == day.on), None)
    return f"{found:%H:%M}" if found else ""


def _off(day: CountedDay) -> str:
    words = _("Cuối tuần") if day.kind == "weekend" else _("Ngày nghỉ: %(name)s") % {"name": _name(day)}
    return _("%(words)s. Ngày cuối là ngày nghỉ nên chuyển tiếp") % {"words": words} if day.number else words


def _name(day: CountedDay) -> str:
    return day.name_en if _english() and day.name_en else day.name


def _minutes(day: CountedDay) -> str:
    if day.minutes is None:
        return ""
    hours, minutes = divmod(day.minutes, 60)
    return _("Tính %(time)s làm việc") % {"time": f"{hours}:{minutes:02}"}


def _sentences() -> dict[str, str]:
    return {
        "first_day_not_counted": _("Ngày nhận không tính, đếm từ ngày tiếp theo"),
        "hours_from_moment": _("Tính từ lúc nhận, chỉ trong giờ làm việc"),
        "working_days_only": _("Chỉ tính ngày làm việc, bỏ ngày nghỉ hằng tuần và ngày lễ"),
        "eight_hours": _("Một ngày làm việc bằng 8 giờ làm việc"),
        "last_day_off_moves": _("Ngày cuối là ngày nghỉ thì chuyển sang ngày làm việc tiếp theo"),
        "month_end": _("Tháng cuối không có ngày tương ứng thì lấy ngày cuối tháng"),
        "month_in_days": _("Phần lẻ của tháng tính theo tháng 30 ngày"),
        "same_day": _("Trả trong ngày làm việc"),
        "restart": _("Đủ giấy tờ thì thời hạn tính lại từ đầu"),
        "pause": _("Thời gian tạm dừng không tính"),
        "late_receipt": _("Nhận ngoài giờ nhận hồ sơ thì coi như nhận ngày làm việc tiếp theo"),
    }


def _when(first: datetime.date, last: datetime.date) -> str:
    if first == last:
        return f"{_weekday(first)} {_short(first)}"
    between = ", " if (last - first).days == 1 else " – "
    same = (first.year, first.month) == (last.year, last.month)
    start = str(first.day).zfill(1 if _english() else 2) if same else _short(first)
    return f"{_weekday(first)} {start}{between}{_weekday(last)} {_short(last)}"


def _weekday(day: datetime.date) -> str:
    return _SHORT["en" if _english() else "vi"][day.weekday()]


def _short(day: datetime.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" if _english() else f"{day:%d/%m}"


def _english() -> bool:
    return (get_language() or "").startswith("en")
