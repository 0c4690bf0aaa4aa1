"""A due date for the eye: what is left, and every day that was counted."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from city.services.models import ClockSpan, Dossier, Due
from city.services.states.dossiers import DueCause, SpanKind
from kernel import clock, worktime
from kernel.web.parts import Day
from kernel.worktime.engine import CountedDay

UNIT = {
    "working_day": gettext_noop("ngày làm việc"),
    "day": gettext_noop("ngày"),
    "hour": gettext_noop("giờ làm việc"),
    "month": gettext_noop("tháng"),
}


@dataclass(frozen=True)
class Deadline:
    """`left` working days until the due date (negative: over), None while the clock stands still or there is no term."""

    at: datetime.datetime
    first_at: datetime.datetime | None
    left: int | None
    used: int
    allowed: int
    paused: bool
    term: str
    rules: list[str]
    days: list[Day]
    restarted: bool


def deadline_of(dossier: Dossier) -> Deadline | None:
    """None before acceptance, or where the sheet names no term."""
    last = Due.objects.filter(dossier=dossier).order_by("-no").first()
    if last is None:
        return None
    counted = worktime.load_due(last.explanation)
    paused = ClockSpan.objects.filter(dossier=dossier, kind=SpanKind.PAUSE, span__endswith__isnull=True).exists()
    today = dossier.decided_at.astimezone(clock.ZONE).date() if dossier.decided_at else clock.today()
    schedule = worktime.schedule_for(dossier.agency.calendar_id)
    numbers = [d for d in counted.days if d.number]
    used = sum(d.on <= today for d in numbers)
    done = dossier.decided_at is not None
    return Deadline(
        at=last.due_at, first_at=dossier.first_due_at, left=None if paused or done else _left(last.due_at, today, schedule), used=used,
        allowed=len(numbers), paused=paused, term=f"{counted.term.amount.normalize():f} {_(UNIT[counted.term.unit])}", rules=[RULES[r]() for r in counted.rules],
        days=_days(counted, today), restarted=last.cause == DueCause.RESTART,
    )  # fmt: skip


def _left(at: datetime.datetime, today: datetime.date, schedule: worktime.Schedule) -> int:
    """Working days from tomorrow to the due day; negative days past it."""
    end = at.astimezone(clock.ZONE).date()
    lower, upper = sorted((today, end))
    span = (lower + datetime.timedelta(days=n) for n in range(1, (upper - lower).days + 1))
    days = sum(schedule.is_working(day) for day in span)
    return days if end >= today else -days


def _days(counted: worktime.Due, today: datetime.date) -> list[Day]:
    return [_line(first, last, today) for first, last in worktime.lines(counted)]


def _line(day: CountedDay, last: datetime.date, today: datetime.date) -> Day:
    words = _words(day)
    if last != day.on:
        words = _("đến %(day)s. %(words)s") % {"day": f"{last:%d/%m}", "words": words}
    kind: Any = (
        "end"
        if day.kind == "end"
        else "reset"
        if day.kind == "start"
        else "off"
        if day.number is None
        else "today"
        if day.on == today
        else ""
    )
    return Day(
        day.on, 0 if day.kind == "start" else day.number, words or (_("Hôm nay") if day.on == today else ""), kind
    )


def _words(day: CountedDay) -> str:
    name = day.name_en if get_language() == "en" and day.name_en else day.name
    return {
        "start": _("Bắt đầu tính; ngày này không đếm"),
        "weekend": _("Cuối tuần"),
        "holiday": _("Ngày nghỉ: %(name)s") % {"name": name},
        "paused": _("Thời hạn tạm dừng"),
        "end": _("Hẹn trả kết quả"),
    }.get(day.kind, "")


RULES = {
    "first_day_not_counted": lambda: _("Ngày bắt đầu không tính (Bộ luật Dân sự 2015, Điều 147)."),
    "last_day_off_moves": lambda: _(
        "Ngày cuối rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148)."
    ),
    "month_end": lambda: _(
        "Tháng cuối không có ngày tương ứng thì tính đến ngày cuối tháng (Bộ luật Dân sự 2015, Điều 147)."
    ),
    "working_days_only": lambda: _(
        "Chỉ tính ngày làm việc, bỏ thứ Bảy, Chủ nhật và ngày lễ (Bộ luật Lao động 2019, Điều 111, 112)."
    ),
}
