from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.desk.queries.chosen import Colleague
from kernel.web.forms import MotcuaForm


class HolderForm(MotcuaForm):
    """To whom the work goes."""

    post = forms.TypedChoiceField(label=_("Người nhận việc"), coerce=int)

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Chọn")), *choices]  # type: ignore[attr-defined]


class ColleagueForm(MotcuaForm):
    """To whom several items go; who may do only some of them is marked so."""

    post = forms.TypedChoiceField(label=_("Người nhận việc"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Colleague], of: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(one.post, _said(one, of)) for one in colleagues]  # type: ignore[attr-defined]


def _said(one: Colleague, of: int) -> str:
    some = len(one.items)
    words = _("%(name)s (được làm %(some)s trong %(of)s việc)")
    return one.called if some == of else words % {"name": one.called, "some": some, "of": of}
