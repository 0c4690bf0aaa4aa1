"""Who takes a procedure from a day on, and how far online."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.services.states.catalogue import OnlineLevel
from city.services.states.online import EXTENT
from kernel import clock
from kernel.web.forms import DateField, MotcuaForm

NO_MORE = "none"
MANY = {
    "communes": gettext_lazy("Mọi xã, phường (%(n)s)"),
    "departments": gettext_lazy("Mọi cơ quan cấp thành phố (%(n)s)"),
}


def _farthest() -> datetime.date:
    return clock.today() + datetime.timedelta(days=5 * 366)


class OfferForm(MotcuaForm):
    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan"))
    level = forms.ChoiceField(label=gettext_lazy("Nhận hồ sơ"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Vì sao chỉ một phần"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Chỉ cần khi chọn trực tuyến một phần (NĐ 224/2026, Điều 14)"),
    )  # fmt: skip
    since = DateField(
        label=gettext_lazy("Từ ngày"),
        first=clock.today,
        last=_farthest,
        help_text=gettext_lazy("Hôm nay hoặc một ngày tới"),
    )

    def __init__(self, *args: Any, agencies: Mapping[str, list[tuple[int, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        many = [(word, MANY[word] % {"n": len(rows)}) for word, rows in agencies.items() if len(rows) > 1]
        one = [(str(pk), name) for rows in agencies.values() for pk, name in rows]
        self.fields["agency"].choices = [("", _("Chọn")), (_("Nhiều cơ quan một lần"), many), (_("Một cơ quan"), one)]  # type: ignore[attr-defined]
        levels = [(level.value, OnlineLevel(level).label) for level in reversed(EXTENT.levels)]
        self.fields["level"].choices = [*levels, (NO_MORE, _("Không nhận nữa"))]  # type: ignore[attr-defined]

    @property
    def ends(self) -> bool:
        return bool(self.cleaned_data["level"] == NO_MORE)
