"""Another calendar for an agency, as a form: one of its own, or one that is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from city.agencies.actions.calendars import LONGEST
from kernel.web.forms import MotcuaForm

OWN = "own"


class GivingForm(MotcuaForm):
    """`agency` by its number; `calendar` None where it gets one of its own. `present`: the name of the calendar it leaves."""

    agency = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int)
    calendar = forms.TypedChoiceField(
        label=_("Từ nay theo"),
        coerce=lambda value: None if value == OWN else int(value),
        widget=forms.RadioSelect,
        initial=OWN,
    )
    name = forms.CharField(
        label=_("Tên của lịch riêng"),
        max_length=LONGEST,
        required=False,
        help_text=_("Để trống thì lấy tên cơ quan. Chỉ dùng khi lập lịch riêng."),
    )
    source = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Số quyết định, công văn hoặc điều luật"))

    def __init__(
        self, *args: Any, present: str, agencies: list[tuple[int, str]], others: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Chọn cơ quan")), *agencies]  # type: ignore[attr-defined]
        own = (OWN, copied(present))
        self.fields["calendar"].choices = [own, *others]  # type: ignore[attr-defined]


def copied(present: str) -> str:
    return gettext("Lịch riêng, chép từ “%(name)s”") % {"name": present}
