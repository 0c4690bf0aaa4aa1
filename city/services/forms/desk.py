"""What officials give with a move."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.services.states.dossiers import Outcome, Reason
from kernel.search import fold
from kernel.web.forms import DateField, MotcuaForm

AUTHORITIES = [
    ("own", _("Ký trực tiếp")),
    ("TM", "TM. – thay mặt tập thể"),
    ("KT", "KT. – ký thay"),
    ("TL", "TL. – thừa lệnh"),
    ("TUQ", "TUQ. – thừa ủy quyền"),
    ("Q", "Q. – quyền"),
]


class CommentForm(MotcuaForm):
    comment = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=4000, required=False)


class ProposalForm(MotcuaForm):
    outcome = forms.ChoiceField(label=_("Đề xuất"), choices=Outcome.choices, widget=forms.RadioSelect)
    comment = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=4000,
                              help_text=_("Nếu từ chối, người nộp sẽ đọc đúng câu này."))  # fmt: skip


class ReasonsForm(MotcuaForm):
    reasons = forms.MultipleChoiceField(label=_("Lý do"), choices=Reason.choices, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Người nộp cần làm gì tiếp"), widget=forms.Textarea({"rows": 3}), max_length=4000)


class HandOverForm(MotcuaForm):
    agency = forms.TypedChoiceField(label=_("Cơ quan được hỏi"), coerce=int)
    comment = forms.CharField(label=_("Cần cơ quan đó làm gì"), widget=forms.Textarea({"rows": 3}), max_length=4000)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Chọn")), *agencies]  # type: ignore[attr-defined]


class ApprovalForm(MotcuaForm):
    authority = forms.ChoiceField(label=_("Thẩm quyền ký"), choices=AUTHORITIES, initial="own")
    head = forms.CharField(
        label=_("Chức vụ người đứng đầu, hoặc tên tập thể"),
        required=False,
        max_length=150,
        help_text=_("Chỉ cần khi không ký trực tiếp"),
    )


class PersonForm(MotcuaForm):
    """The person who stands at the counter."""

    number = forms.RegexField(
        r"^\d{12}$",
        label=_("Số định danh"),
        help_text=_("12 chữ số trên thẻ căn cước"),
        error_messages={"invalid": _("Số định danh có đúng 12 chữ số")},
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    birth_on = DateField(label=_("Ngày sinh"), required=False)
    address = forms.CharField(label=_("Nơi ở"), max_length=300)
    phone = forms.CharField(label=_("Số điện thoại"), max_length=20, required=False)
    code = forms.CharField(label=_("Mã thủ tục"), max_length=20, help_text=_("Ví dụ 2.000815"))

    def clean(self) -> dict[str, Any]:
        """One wrong digit must not open another person's data: a number that is known comes with the name it is known by."""
        data: dict[str, Any] = super().clean() or {}
        known = Person.objects.with_number(data.get("number", "")).first() if data.get("number") else None
        if known is not None and data.get("name") and fold(known.name) != fold(data["name"]):
            self.add_error("name", _("Số định danh này thuộc về một tên khác. Xem lại số và họ tên trên thẻ căn cước."))
        return data
