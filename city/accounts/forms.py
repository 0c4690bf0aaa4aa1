import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from city.accounts.models import User
from kernel import clock
from kernel.limits.attempts import Trial
from kernel.limits.words import TooOften
from kernel.web.forms import DateField, IdentityNumberField, MotcuaForm

MANDATE_DAYS = 5 * 366

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

    language = forms.ChoiceField(
        label=_("Thư và thông báo viết bằng"),
        choices=(("vi", "Tiếng Việt"), ("en", "English")),
        widget=forms.RadioSelect,
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].replace(" ", "").replace(".", "")
        if phone and not (phone.lstrip("+").isdigit() and 9 <= len(phone.lstrip("+")) <= 12):
            raise forms.ValidationError(_("Số điện thoại có 10 chữ số, ví dụ 0912 345 678"))
        return phone


class NewPasswordForm(MotcuaForm):
    """Twice the same, as nobody sees what he types; and the present one, unless it was given for one use just now. All
    names say "password", by which the kernel knows what it must never keep or show again."""

    password_now = forms.CharField(
        label=_("Mật khẩu đang dùng"), max_length=200, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt; không cần ký tự lạ."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Gõ lại mật khẩu mới"), max_length=200, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, attempt: Attempt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.attempt = user, attempt
        if user.must_choose_password:
            del self.fields["password_now"]

    def clean_password_now(self) -> str:
        """Guessed at by whoever found the browser open: as slow as signing in."""
        now: str = self.cleaned_data["password_now"]
        try:
            with self.attempt(self.user.username) as trial:
                if not self.user.check_password(now):
                    raise forms.ValidationError(_("Mật khẩu đang dùng không đúng"))
                trial.succeeded()
        except TooOften as refused:
            raise forms.ValidationError(str(refused)) from None
        return now

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("password") and data.get("password_again") and data["password"] != data["password_again"]:
            self.add_error("password_again", _("Hai lần gõ không giống nhau"))
        return data


class MandateForm(MotcuaForm):
    """Who may act for me, and until when."""

    number = IdentityNumberField(
        label=_("Số định danh của người được ủy quyền"), help_text=_("12 chữ số trên thẻ căn cước")
    )
    name = forms.CharField(
        label=_("Họ và tên người được ủy quyền"), max_length=150, widget=forms.TextInput({"autocomplete": "off"})
    )
    last = DateField(
        label=_("Ủy quyền đến hết ngày"),
        first=clock.today,
        last=lambda: clock.today() + datetime.timedelta(days=MANDATE_DAYS),
        help_text=_("Không quá năm năm. Bạn có thể kết thúc sớm hơn bất cứ lúc nào."),
    )
