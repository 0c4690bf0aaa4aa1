"""A change of a calendar as a form: what it says, as kernel.worktime changes."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kernel import clock
from kernel.web import say
from kernel.web.forms import DateField, MotcuaForm
from kernel.worktime.actions import years_ahead
from kernel.worktime.changes import Change, DayChange, HoursChange
from kernel.worktime.schedule import SpecialDay

WEEKDAYS = (
    gettext_noop("Thứ Hai"), gettext_noop("Thứ Ba"), gettext_noop("Thứ Tư"), gettext_noop("Thứ Năm"), gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"), gettext_noop("Chủ nhật"),
)  # fmt: skip
# What a person says of a day -> (kind, cause) of its row.
KINDS = {"holiday": ("off", "holiday"), "in_lieu": ("off", "in_lieu"), "swapped": ("off", "swapped"), "work": ("work", "swapped")}  # fmt: skip
NAMES = {"off": "Nghỉ, làm bù ngày %(day)s", "work": "Làm bù cho ngày %(day)s"}  # as kernel.worktime.seed writes them
NAMES_EN = {"off": "Day off, worked on %(day)s instead", "work": "Worked in place of %(day)s"}


def weekdays() -> list[tuple[int, Any]]:
    return [(number, _(name)) for number, name in enumerate(WEEKDAYS)]


class ClockField(forms.CharField):
    """An hour of the day as people write it, 7:30, 7h30 or 7; minutes after midnight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 5, "required": False, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?)?", text.strip().lower())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(_("Viết giờ như 7:30"), code="invalid")
        return hour * 60 + minute

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value


def _farthest() -> datetime.date:
    """The last day for which holidays can be loaded."""
    return datetime.date(years_ahead(clock.today())[-1], 12, 31)


def _day(label: Any, **more: Any) -> DateField:
    """A day of the calendar: of the state that NĐ 61/2018 and what came before it speak of, and not beyond the years ahead."""
    return DateField(label=label, first=datetime.date(1945, 9, 2), last=_farthest, **more)


class ChangeForm(MotcuaForm):
    """Base: `changes()` are what the form asks for, once it is valid."""

    source = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Số quyết định, công văn hoặc điều luật"))

    def changes(self) -> list[Change]:
        raise NotImplementedError


class SharedForm(ChangeForm):
    """What is decided for the whole city goes into all its calendars, but those that are unticked."""

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`others`: the calendars besides the one whose page this is, by number and name."""
        super().__init__(*args, **kwargs)
        if others:
            self.fields["also"] = forms.TypedMultipleChoiceField(
                label=_("Ghi cả vào những lịch này"), coerce=int, choices=others, initial=[pk for pk, _name in others],
                required=False, widget=forms.CheckboxSelectMultiple,
                help_text=_("Quyết định chung của thành phố thì để nguyên. Bỏ đánh dấu lịch nào không theo."),
            )  # fmt: skip


class DayForm(SharedForm):
    """One day off, or one day worked although its weekday is not."""

    on = _day(_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Ngày này là"),
        widget=forms.RadioSelect,
        choices=[
            ("holiday", _("Ngày nghỉ lễ, hoặc nghỉ theo quyết định")),
            ("in_lieu", _("Ngày nghỉ bù, vì ngày lễ trùng ngày nghỉ hằng tuần")),
            ("swapped", _("Ngày nghỉ hoán đổi, đã có ngày làm bù riêng")),
            ("work", _("Ngày làm việc, dù thứ này thường nghỉ")),
        ],
        initial="holiday",
    )
    like = forms.TypedChoiceField(
        label=_("Giờ làm việc theo"), coerce=int, choices=weekdays, initial=4, help_text=_("Chỉ dùng cho ngày làm việc")
    )
    name = forms.CharField(label=_("Tên của ngày"), max_length=150, help_text=_("Người nộp hồ sơ đọc tên này, ví dụ “Nghỉ tránh bão”"))  # fmt: skip
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=150, required=False)
    field_order = ("on", "kind", "like", "name", "name_en", "source")

    def changes(self) -> list[Change]:
        given = self.cleaned_data
        kind, cause = KINDS[given["kind"]]
        special = SpecialDay(kind, given["name"].strip(), given["name_en"].strip(), given["source"].strip(), cause, given["like"])  # fmt: skip
        return [DayChange(given["on"], special)]


class RemovalForm(ChangeForm):
    """The day is ordinary again."""

    on = _day(_("Ngày"))
    field_order = ("on", "source")

    def changes(self) -> list[Change]:
        return [DayChange(self.cleaned_data["on"], None)]


class SwapForm(SharedForm):
    """Off on one day, worked on another: two rows of one decision."""

    off = _day(_("Ngày làm việc được nghỉ"), help_text=_("Đang là ngày làm việc"))
    work = _day(_("Ngày làm bù"), help_text=_("Đang là ngày nghỉ; giờ làm việc theo ngày được nghỉ"))
    field_order = ("off", "work", "source")

    def changes(self) -> list[Change]:
        off, work = self.cleaned_data["off"], self.cleaned_data["work"]
        return [self._day("off", off, work, off), self._day("work", work, off, off)]

    def _day(self, kind: str, on: datetime.date, other: datetime.date, like: datetime.date) -> DayChange:
        """Names are kept in both languages, whichever the page speaks."""
        name = NAMES[kind] % {"day": f"{other:%d/%m/%Y}"}
        name_en = NAMES_EN[kind] % {"day": f"{other.day} {say.MONTHS[other.month - 1]} {other.year}"}
        source = self.cleaned_data["source"].strip()
        return DayChange(on, SpecialDay(kind, name, name_en, source, "swapped", like.weekday()))


class HoursForm(ChangeForm):
    """The hours of weekdays from a day on; no hours: days off."""

    weekdays = forms.TypedMultipleChoiceField(label=_("Thứ trong tuần"), coerce=int, choices=weekdays, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    since = _day(_("Áp dụng từ ngày"))
    morning_from = ClockField(label=_("Buổi sáng từ"))
    morning_until = ClockField(label=_("Buổi sáng đến"))
    afternoon_from = ClockField(label=_("Buổi chiều từ"))
    afternoon_until = ClockField(label=_("Buổi chiều đến"))
    counts = forms.ChoiceField(
        label=_("Giờ này là"),
        widget=forms.RadioSelect,
        choices=[
            ("work", _("Giờ làm việc: ngày này tính vào thời hạn")),
            ("duty", _("Giờ trực nhận hồ sơ: ngày này không tính vào thời hạn")),
        ],
        initial="work",
    )
    field_order = ("weekdays", "since", "morning_from", "morning_until", "afternoon_from", "afternoon_until", "counts", "source")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for half in ("morning", "afternoon"):
            begins, ends = given.get(f"{half}_from"), given.get(f"{half}_until")
            if (begins is None) != (ends is None) and not self.errors:
                missing = "from" if begins is None else "until"
                self.add_error(f"{half}_{missing}", _("Ghi cả giờ bắt đầu và giờ nghỉ, hoặc để trống cả hai"))
        return given

    def changes(self) -> list[Change]:
        given = self.cleaned_data
        halves = [(given[f"{half}_from"], given[f"{half}_until"]) for half in ("morning", "afternoon")]
        periods = tuple((a, b) for a, b in halves if a is not None)
        return [HoursChange(tuple(sorted(given["weekdays"])), periods, given["since"], given["counts"] == "work")]


def tomorrow() -> datetime.date:
    return clock.today() + datetime.timedelta(days=1)
