from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.web.forms import MotcuaForm


class HolderForm(MotcuaForm):
    """To whom the work goes."""

    post = forms.TypedChoiceField(label=_("Người nhận việc"), coerce=int)

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Chọn")), *choices]  # type: ignore[attr-defined]
