"""Cleaned input of this room's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.documents.models import TOKEN_LENGTH
from kernel.search import fold

LARGEST = 20 * 1024 * 1024  # bytes; our own papers are under one


class TokenForm(forms.Form):
    """The code on a paper."""

    token = forms.CharField(
        label=_("Mã ghi dưới mã QR"),
        help_text=_("26 chữ và số, gõ liền hay cách đều được"),
        error_messages={"required": _("Gõ mã trên giấy.")},
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_token(self) -> str:
        """As it stands in the register. A slip of the finger is no forgery: only a whole code is looked up."""
        token = "".join(c for c in self.cleaned_data["token"].upper() if c.isalnum())
        if len(token) != TOKEN_LENGTH:
            raise forms.ValidationError(
                _("Mã có %(whole)s chữ và số, bạn gõ %(typed)s. Xem lại từng ký tự trên giấy.")
                % {"whole": TOKEN_LENGTH, "typed": len(token)}
            )
        return token


class FileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("Tệp PDF"),
        error_messages={"required": _("Chọn tệp PDF cần kiểm tra.")},
        widget=forms.FileInput({"accept": "application/pdf"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Tệp lớn hơn 20 MB. Giấy tờ do thành phố cấp nhỏ hơn nhiều, hãy xem lại tệp.")
            )
        return file


class NameForm(forms.Form):
    """The second fact: who has the paper in hand can read the name on it."""

    name = forms.CharField(
        label=_("Họ tên hoặc tên tổ chức ghi trên giấy"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def matches(self, holder: str) -> bool:
        """Whether that is the name printed, whatever the accents, case and spaces."""
        return bool(holder) and _plain(self.cleaned_data["name"]) == _plain(holder)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
