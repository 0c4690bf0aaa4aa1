from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from city.accounts.models import User
from kernel.limits.attempts import Trial
from kernel.limits.words import TooOften
from kernel.web.forms import MotcuaForm

Attempt = Callable[[str], AbstractContextManager[Trial]]  # by the name typed; raises TooOften


class SignInForm(MotcuaForm):
    """One answer for a wrong name and a wrong password: nobody learns which names exist."""

    username = forms.CharField(
        label=_("Tên công vụ"), max_length=80, widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Mật khẩu"), max_length=200, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    user: User
    too_often: TooOften | None = None

    def __init__(self, *args: Any, attempt: Attempt, **kwargs: Any) -> None:
        self.attempt = attempt
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, object]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("username") and data.get("password"):
            try:
                self.user = self._proven(data["username"], data["password"])
            except TooOften as refused:
                self.too_often = refused
                raise forms.ValidationError(str(refused)) from None
        return data

    def _proven(self, username: str, password: str) -> User:
        with self.attempt(username) as trial:
            user = authenticate(username=username, password=password)
            if not isinstance(user, User):
                raise forms.ValidationError(
                    _("Tên hoặc mật khẩu không đúng. Gõ lại mật khẩu, hoặc nhờ quản trị của đơn vị đặt lại.")
                )
            trial.succeeded()
            return user


class ContactForm(MotcuaForm):
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để nhận thông báo về hồ sơ. Có thể để trống."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].replace(" ", "").replace(".", "")
        if phone and not (phone.lstrip("+").isdigit() and 9 <= len(phone.lstrip("+")) <= 12):
            raise forms.ValidationError(_("Số điện thoại có 10 chữ số, ví dụ 0912 345 678"))
        return phone
