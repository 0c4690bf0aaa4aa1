"""Which pages of the follow-up book."""

import calendar
import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel import clock
from kernel.web.forms import MotcuaForm

MONTHS = 12


def periods(today: datetime.date) -> list[tuple[str, str]]:
    """The last twelve months, newest first, then this year and the one before: "2026-11", "2026"."""
    first = today.year * 12 + today.month - 1
    months = [divmod(first - n, 12) for n in range(MONTHS)]
    named = [(f"{y}-{m + 1:02d}", _("Tháng %(month)d năm %(year)d") % {"month": m + 1, "year": y}) for y, m in months]
    return [*named, *((str(y), _("Năm %(year)d") % {"year": y}) for y in (today.year, today.year - 1))]


def days_of(period: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of "2026-11" or "2026"."""
    year, month = int(period[:4]), int(period[5:] or 0)
    last = calendar.monthrange(year, month or 12)[1]
    return datetime.date(year, month or 1, 1), datetime.date(year, month or 12, last)


class PeriodForm(MotcuaForm):
    period = forms.ChoiceField(label=gettext_lazy("Thời gian"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = periods(clock.today())
