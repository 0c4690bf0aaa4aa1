"""What whoever keeps a calendar does with it. Every change names the decision it follows; open due dates are counted again
by the room that keeps them, which answers to the facts recorded here."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from kernel import clock
from kernel.actors import Actor
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal.acts import action
from kernel.worktime import calendars
from kernel.worktime.changes import DayChange, HoursChange, applied
from kernel.worktime.models import Calendar, Day
from kernel.worktime.schedule import NoWorkingTime, Schedule

MANAGE = "calendar.manage"


def can_manage(actor: Actor, calendar: Any) -> bool:
    """A calendar serves several agencies, so the power holds for all calendars of the city."""
    return actor.kind == "system" or actor.has(MANAGE)


@action(requires=can_manage)
def declare_day(*, calendar: Calendar, change: DayChange, seen: str = "", by: Actor) -> None:
    """A holiday, a day in lieu, a day worked instead (Labour Code 2019 Đ.111, 112), with its decision. Replaces what stood there."""
    _unchanged(calendar, seen)
    refuse_day(change, calendars.schedule_for(calendar))
    day = change.special
    assert day is not None  # refuse_day
    like = day.like if day.kind == Day.Kind.WORK else None
    calendars.set_day(
        calendar=calendar, on=change.on, kind=day.kind, cause=day.cause, like=like, name=day.name, name_en=day.name_en, source=day.source, by=by,
    )  # fmt: skip


@action(requires=can_manage)
def restore_day(*, calendar: Calendar, change: DayChange, source: str, seen: str = "", by: Actor) -> None:
    """The day is again what its weekday says."""
    _unchanged(calendar, seen)
    refuse_without_source(source)
    if not calendars.drop_day(calendar=calendar, on=change.on, source=source.strip(), by=by):
        raise Refused(_("Ngày này vốn là ngày thường, không có gì để bỏ."), field="on")


@action(requires=can_manage)
def swap(*, calendar: Calendar, off: DayChange, work: DayChange, seen: str = "", by: Actor) -> None:
    """Off on one working day, worked on a day off instead (the yearly announcement, e.g. Thông báo 6150/TB-BLĐTBXH)."""
    _unchanged(calendar, seen)
    refuse_swap(off, work, calendars.schedule_for(calendar))
    assert off.special is not None and work.special is not None  # refuse_swap
    calendars.swap_days(calendar=calendar, off=off.special, off_on=off.on, work=work.special, work_on=work.on, by=by)


@action(requires=can_manage, lock=False)
def in_each(
    *, calendar: Calendar, seen: Mapping[int, str], act: Callable[..., None], given: Mapping[str, Any], by: Actor
) -> None:
    """One decision for several calendars, as a holiday is: `act` on each with what is `given`, all or none, an entry for each.
    `seen`: calendar -> its version as shown. In the order of their numbers, so that two such acts wait for each other;
    `calendar` is the one whose page was used."""
    for one in Calendar.objects.filter(pk__in=seen).order_by("pk"):
        with naming(one, but=calendar):
            act(calendar=one, seen=seen[one.pk], **given, by=by)


@contextmanager
def naming(calendar: Calendar, *, but: Calendar) -> Iterator[None]:
    """A refusal says which of several calendars it is about, at the question that named it."""
    try:
        yield
    except (WrongMove, NotAllowed):
        raise
    except Refused as refused:
        if calendar == but:
            raise
        words = _("Lịch “%(name)s”: %(words)s Hoặc bỏ đánh dấu lịch này.")
        raise Refused(words % {"name": calendar.name, "words": refused}, field="also") from refused


@action(requires=can_manage)
def set_working_hours(*, calendar: Calendar, change: HoursChange, source: str, seen: str = "", by: Actor) -> None:
    """The hours of weekdays from a day on; those before stay what they were."""
    _unchanged(calendar, seen)
    refuse_without_source(source)
    refuse_hours(change, calendars.schedule_for(calendar))
    calendars.set_week(calendar=calendar, change=change, source=source.strip(), by=by)


@action(requires=can_manage)
def load_year(*, calendar: Calendar, year: int, by: Actor) -> int:
    """The holidays of a year as far as they are known; rows that somebody wrote stay. Says how many days were added."""
    if year not in years_ahead(clock.today()):
        raise Refused(_("Chỉ nạp lịch của năm nay đến mười năm tới."))
    return calendars.seed_calendar(calendar=calendar, years=[year], today=clock.today(), by=by)


def years_ahead(today: datetime.date) -> range:
    return range(today.year, today.year + 11)


def refuse_day(change: DayChange, schedule: Schedule) -> None:
    """Refused where the day says nothing: without name or source, or worked with the hours of a weekday that has none."""
    day = change.special
    if day is None or not day.name.strip():
        raise Refused(_("Ghi tên của ngày này, ví dụ “Nghỉ Tết Nguyên đán”."), field="name")
    refuse_without_source(day.source)
    if day.kind == Day.Kind.WORK and not applied([change], schedule).is_working(change.on):
        raise Refused(_("Thứ đã chọn không có giờ làm việc. Chọn một thứ khác."), field="like")


def refuse_swap(off: DayChange, work: DayChange, schedule: Schedule) -> None:
    """Refused unless a working day becomes a day off and a day off a working day."""
    if not schedule.is_working(off.on):
        raise Refused(_("Ngày này vốn đã nghỉ. Chọn một ngày đang là ngày làm việc."), field="off")
    if schedule.is_working(work.on):
        raise Refused(_("Ngày này vốn đã làm việc. Chọn một ngày đang là ngày nghỉ."), field="work")
    for change in (off, work):
        refuse_day(change, schedule)


def refuse_hours(change: HoursChange, schedule: Schedule) -> None:
    """Refused where hours overlap or run backwards, no weekday is named, or nobody would work any more."""
    if not change.weekdays:
        raise Refused(_("Chọn ít nhất một thứ trong tuần."), field="weekdays")
    ends = [minute for period in sorted(change.periods) for minute in period]
    if ends != sorted(set(ends)):
        raise Refused(_("Giờ phải nối tiếp nhau: buổi sáng trước, buổi chiều sau, và giờ nghỉ sau giờ bắt đầu."), field="morning_until")  # fmt: skip
    try:
        applied([change], schedule).next_working_day(change.since)
    except NoWorkingTime:
        raise Refused(_("Sau thay đổi này không còn ngày làm việc nào. Giữ giờ làm việc cho ít nhất một thứ."), field="weekdays") from None  # fmt: skip


def refuse_without_source(source: str) -> None:
    if not source.strip():
        raise Refused(_("Ghi số quyết định hoặc văn bản làm căn cứ."), field="source")


def refuse_changed(seen: str, now: str) -> None:
    """What was shown before saving was counted with the calendar of that moment."""
    if seen and seen != now:
        raise WrongMove(_("Lịch đã thay đổi sau khi bạn xem trước. Mở lại trang lịch rồi làm lại."))


def _unchanged(calendar: Calendar, seen: str) -> None:
    refuse_changed(seen, str(calendar.version))
