"""What officials give when they ask for what is missing, stop a dossier, hand out a result, or name who stands at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.services.forms.desk import WAYS, CommentForm
from city.services.states.dossiers import StopReason
from kernel import clock
from kernel.forms.printing import printed
from kernel.search import fold
from kernel.web.forms import DateField, IdentityNumberField, MotcuaForm, UploadField

OTHER = "other"


class AskForm(CommentForm):
    """What goes with a request for what is missing; the last day to give it, where the officer names one."""

    comment = forms.CharField(
        label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=4000, required=False, validators=[printed]
    )
    until = DateField(
        label=_("Bổ sung đến hết ngày"), required=False, first=clock.today,
        help_text=_("Để trống nếu không hẹn ngày"),
    )  # fmt: skip


class WithdrawalForm(MotcuaForm):
    """The owner stands at the counter and wants it stopped: his request in writing."""

    file = UploadField(
        label=_("Đơn đề nghị có chữ ký của chủ hồ sơ"), help_text=_("Ảnh chụp rõ bốn góc, hoặc PDF. Không quá 50 MB.")
    )


class StopForm(MotcuaForm):
    reason = forms.ChoiceField(label=_("Lý do"), choices=StopReason.choices, widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, validators=[printed],
        help_text=_("Điều, khoản của văn bản; hoặc số, ngày văn bản của cơ quan yêu cầu dừng"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Nói với người nộp"), widget=forms.Textarea({"rows": 4}), max_length=4000, validators=[printed],
        help_text=_("Vì sao dừng, và người nộp có thể làm gì tiếp. Người nộp đọc đúng câu này."),
    )  # fmt: skip


class ReopenForm(MotcuaForm):
    comment = forms.CharField(
        label=_("Lý do ban hành lại"), widget=forms.Textarea({"rows": 3}), max_length=4000,
        help_text=_("Văn bản cũ sai chỗ nào, văn bản mới sửa gì"),
    )  # fmt: skip


class RecallForm(MotcuaForm):
    comment = forms.CharField(label=_("Lý do lấy lại"), widget=forms.Textarea({"rows": 3}), max_length=4000)


class MoveFileForm(MotcuaForm):
    """A file that goes with a move."""

    file = UploadField(label=_("Tệp gửi kèm"), required=False)


def _known_by_another_name(number: str, name: str) -> bool:
    known = Person.objects.with_number(number).first() if number else None
    return known is not None and bool(name) and fold(known.name) != fold(name)


class AnotherPersonForm(MotcuaForm):
    """Somebody who stands there for the owner: by card and by name, as one wrong digit must not open another's data."""

    number = IdentityNumberField(label=_("Số định danh"), required=False)
    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False, validators=[printed])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if _known_by_another_name(data.get("number", ""), data.get("name", "")):
            self.add_error("name", _("Số định danh này thuộc về một tên khác. Xem lại số và họ tên trên thẻ căn cước."))
        return data


class HandOutForm(AnotherPersonForm):
    """How the result goes out, and to whom: one of those the dossier knows, or another by card and name."""

    way = forms.ChoiceField(label=_("Cách trả"), choices=WAYS, widget=forms.RadioSelect, initial="online")
    receiver = forms.ChoiceField(label=_("Người nhận"), widget=forms.RadioSelect)
    field_order = ("way", "receiver", "name", "number")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in people]
        self.fields["receiver"].choices = [*choices, (OTHER, _("Người khác, có giấy ủy quyền"))]  # type: ignore[attr-defined]
        self.fields["receiver"].initial = choices[0][0] if choices else OTHER

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("receiver") == OTHER:
            for name, words in (("name", _("Ghi họ tên người nhận")), ("number", _("Ghi số định danh người nhận"))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


class ProxyForm(AnotherPersonForm):
    """At the counter: who stands there for the owner; both empty when it is the owner himself."""

    prefix = "proxy"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("name")) != bool(data.get("number")) and not self.errors:
            self.add_error(
                "number" if data.get("name") else "name", _("Ghi cả họ tên và số định danh của người nộp thay")
            )
        return data
