"""A due date for the eye: what is left, and every day that was counted."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from city.agencies.models import Agency
from city.services.models import ClockSpan, Dossier, Due
from city.services.queries.recounts import Move, moves
from city.services.states.dossiers import SpanKind
from kernel import clock, worktime
from kernel.actors import Actor
from kernel.web import say
from kernel.web.parts import Day

UNIT = {
    "working_day": gettext_noop("ngày làm việc"),
    "day": gettext_noop("ngày"),
    "hour": gettext_noop("giờ làm việc"),
    "month": gettext_noop("tháng"),
}


@dataclass(frozen=True)
class Deadline:
    """`left` working days until the due date (negative: over), None while the clock stands still or the matter is over;
    `words` says the same."""

    at: datetime.datetime
    first_at: datetime.datetime | None
    left: int | None
    words: str
    used: int
    allowed: int
    paused: bool
    term: str
    rules: list[str]
    days: list[Day]
    restarted: bool
    moves: list[Move]


def deadline_of(dossier: Dossier) -> Deadline | None:
    """None before acceptance, or where the sheet names no term."""
    dues = list(Due.objects.filter(dossier=dossier).order_by("no"))
    if not dues:
        return None
    last = dues[-1]
    counted = worktime.load_due(last.explanation)
    paused = ClockSpan.objects.filter(dossier=dossier, kind=SpanKind.PAUSE, span__endswith__isnull=True).exists()
    now = dossier.decided_at or dossier.closed_at or clock.now()
    over = bool(dossier.decided_at or dossier.closed_at)
    today = now.astimezone(clock.ZONE).date()
    schedule = worktime.schedule_for(dossier.agency.calendar_id)
    numbered = [d for d in counted.days if d.number]
    left = None
    if not paused and not over:
        left = worktime.remaining(last.due_at, now, schedule).days
    return Deadline(
        at=last.due_at, first_at=dossier.first_due_at, left=left, words=_left(left, last.due_at, now), paused=paused,
        used=sum(d.on <= today for d in numbered), allowed=len(numbered), term=f"{counted.term.amount.normalize():f} {_(UNIT[counted.term.unit])}",
        rules=[*worktime.rules_said(counted), *([] if over else _unknown(last.due_at, schedule))], days=_days(counted, None if over else today), restarted="restart" in counted.rules,
        moves=moves(dues),
    )  # fmt: skip


def working_days_left(due: Mapping[int, datetime.datetime], actor: Actor) -> dict[int, int]:
    """Of a list: working days until each moment, negative where it is past, by the calendar of the reader's agency."""
    calendar = Agency.objects.filter(pk=actor.agency_id or 0).values_list("calendar", flat=True).first()
    if calendar is None:
        return {}
    now, schedule = clock.now(), worktime.schedule_for(calendar)
    return {key: worktime.remaining(at, now, schedule).days for key, at in due.items()}


def _unknown(due_at: datetime.datetime, schedule: worktime.Schedule) -> list[str]:
    """Said where the count runs past the holidays that the calendar knows."""
    known = worktime.known_until(schedule, clock.today())
    if due_at.astimezone(clock.ZONE).date() <= known:
        return []
    words = _(
        "Ngày nghỉ lễ mới có đến hết %(day)s. Sau đó đếm như không có ngày lễ; khi có lịch, ngày hẹn được tính lại và người nộp được báo."
    )
    return [words % {"day": say.day(known)}]


def _left(left: int | None, at: datetime.datetime, now: datetime.datetime) -> str:
    if left is None:
        return ""
    if left == 0 and say.days_left(at, now):  # no working day lies between: on a Saturday it is not "since today"
        return say.due(at, left, now)
    if left == 0:
        return _("quá hạn từ hôm nay") if at < now else _("trong hôm nay")
    if left < 0:
        words = ngettext("quá hạn %(n)d ngày làm việc", "quá hạn %(n)d ngày làm việc", -left)
        return words % {"n": -left}
    return ngettext("còn %(n)d ngày làm việc", "còn %(n)d ngày làm việc", left) % {"n": left}


def _days(counted: worktime.Due, today: datetime.date | None) -> list[Day]:
    reasons = {"stopped:supplement": _("Cơ quan yêu cầu bổ sung; thời hạn dừng"), "supplement": _("Chờ bạn bổ sung"),
               "stopped:payment": _("Chờ nộp phí, lệ phí; thời hạn dừng"), "payment": _("Chờ nộp phí, lệ phí"),
               "restart": _("Đủ giấy tờ: tính lại từ đầu")}  # fmt: skip
    return [
        Day(line.on, line.number, line.words, line.kind, line.when)
        for line in worktime.explain(counted, today=today, reasons=reasons)
    ]
