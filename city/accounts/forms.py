from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from city.accounts.models import User
from kernel.web.forms import MotcuaForm


class SignInForm(MotcuaForm):
    """One answer for a wrong name and a wrong password: nobody learns which names exist."""

    username = forms.CharField(
        label=_("Tên công vụ"), max_length=80, widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Mật khẩu"), max_length=200, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    user: User

    def clean(self) -> dict[str, object]:
        data: dict[str, object] = super().clean() or {}
        if data.get("username") and data.get("password"):
            user = authenticate(username=data["username"], password=data["password"])
            if not isinstance(user, User):
                raise forms.ValidationError(
                    _("Tên hoặc mật khẩu không đúng. Gõ lại mật khẩu, hoặc nhờ quản trị của đơn vị đặt lại.")
                )
            self.user = user
        return data


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
