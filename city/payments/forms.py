"""What the clerk says when he takes money."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.forms.printing import printed
from kernel.web.forms import MotcuaForm

DIGITS = 15  # of an amount in đồng


class CashForm(MotcuaForm):
    """`total`: what stood on the page when he took it, in đồng; None where the page did not say."""

    payer = forms.CharField(label=gettext_lazy("Người nộp tiền"), max_length=200, validators=[printed])
    total = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        read = data.get("total", "")
        if read and not (read.isascii() and read.isdigit() and len(read) <= DIGITS):
            raise ValidationError(_("Số tiền gửi kèm không đọc được. Xem số tiền ở đây rồi thu."))
        return {**data, "total": int(read) if read else None}
