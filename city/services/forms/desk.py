"""What officials give with a move."""

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.documents.queries.authority import Choice, Paper, authorities, why_none
from city.services.states.dossiers import REFUSAL_REASONS, Outcome, Reason, Verdict, of_the_whole
from kernel.actors import Actor
from kernel.forms.printing import printed
from kernel.search import fold
from kernel.web.forms import DateField, IdentityNumberField, MotcuaForm

WAYS = [("online", _("Bản điện tử")), ("counter", _("Tại quầy")), ("post", _("Qua bưu chính"))]


class CommentForm(MotcuaForm):
    comment = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=4000, required=False)


class ForwardForm(CommentForm):
    """On to the next step; to one person where several may do it."""

    holder = forms.TypedChoiceField(
        label=_("Giao cho"), coerce=int, required=False, empty_value=None,
        help_text=_("Để trống thì cả đơn vị cùng thấy, ai rảnh thì nhận"),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues:
            self.fields["holder"].choices = [("", _("Cả đơn vị")), *colleagues]  # type: ignore[attr-defined]
            self.order_fields(["holder", "comment"])
        else:
            del self.fields["holder"]


class ProposalForm(MotcuaForm):
    outcome = forms.ChoiceField(label=_("Đề xuất"), choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label=_("Lý do, nếu từ chối"), choices=[(r.value, of_the_whole(r)) for r in REFUSAL_REASONS], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    comment = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 3}), max_length=4000, validators=[printed],
                              help_text=_("Nếu từ chối, người nộp sẽ đọc đúng câu này."))  # fmt: skip


class ReasonsForm(MotcuaForm):
    reasons = forms.MultipleChoiceField(
        label=_("Lý do"), choices=[(r.value, of_the_whole(r)) for r in Reason], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Người nộp cần làm gì tiếp"), widget=forms.Textarea({"rows": 3}), max_length=4000, validators=[printed]
    )


class HandOverForm(MotcuaForm):
    agency = forms.TypedChoiceField(label=_("Cơ quan được hỏi"), coerce=int)
    comment = forms.CharField(label=_("Cần cơ quan đó làm gì"), widget=forms.Textarea({"rows": 3}), max_length=4000)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Chọn")), *agencies]  # type: ignore[attr-defined]


class ApprovalForm(MotcuaForm):
    """In whose name, where the leader's post allows several ways to sign this paper; each says what will be printed above his
    name, and why. Where there is none, `obstacle` says what to do."""

    authority = forms.ChoiceField(
        label=_("Ký với tư cách nào"), widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Bạn không còn ký như vậy được. Xem lại cách ký rồi bấm lần nữa.")},
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways = authorities(by, paper)
        self.obstacle = "" if ways else why_none(by, paper)
        field: Any = self.fields["authority"]
        field.choices = [(way.authority, _printed(way)) for way in ways]
        field.choice_hints = {way.authority: way.basis for way in ways}
        field.initial = ways[0].authority if ways else None


def _printed(way: Choice) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line.upper(),) for line in way.lines))


class VerdictForm(MotcuaForm):
    """What was found about one paper. "Cần bổ sung" has a coded reason, so that it can be counted."""

    verdict = forms.ChoiceField(
        label=_("Kết quả kiểm tra"), choices=[(v.value, v.label) for v in Verdict if v != Verdict.UNSEEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết quả kiểm tra giấy này: hợp lệ, cần bổ sung hay xem bản giấy")},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Lý do, nếu cần bổ sung"), choices=[("", _("Chọn")), *Reason.choices], required=False
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == Verdict.WRONG and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Chọn lý do, để người nộp biết cần sửa gì"))
        return data


class CorrectionForm(MotcuaForm):
    reason = forms.CharField(
        label=_("Vì sao sửa"), widget=forms.Textarea({"rows": 2}), max_length=500,
        help_text=_("Người nộp đọc được câu này"),
    )  # fmt: skip


class PersonForm(MotcuaForm):
    """The person who stands at the counter."""

    number = IdentityNumberField(label=_("Số định danh"), help_text=_("12 chữ số trên thẻ căn cước"))
    name = forms.CharField(label=_("Họ và tên"), max_length=150, validators=[printed])
    birth_on = DateField(label=_("Ngày sinh"), required=False)
    address = forms.CharField(label=_("Nơi ở"), max_length=300, validators=[printed])
    phone = forms.CharField(label=_("Số điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    code = forms.CharField(label=_("Mã thủ tục"), max_length=20, help_text=_("Ví dụ 2.000815"))
    case = forms.TypedChoiceField(
        label=_("Trường hợp"), coerce=int,
        error_messages={"required": _("Thủ tục này có nhiều trường hợp: chọn một.")},
    )  # fmt: skip

    def __init__(self, *args: Any, cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cases:
            none = (0, _("Không thuộc trường hợp nào dưới đây"))
            self.fields["case"].choices = [none, *cases]  # type: ignore[attr-defined]
        else:
            del self.fields["case"]

    def clean(self) -> dict[str, Any]:
        """One wrong digit must not open another person's data: a number that is known comes with the name it is known by."""
        data: dict[str, Any] = super().clean() or {}
        known = Person.objects.with_number(data.get("number", "")).first() if data.get("number") else None
        if known is not None and data.get("name") and fold(known.name) != fold(data["name"]):
            self.add_error("name", _("Số định danh này thuộc về một tên khác. Xem lại số và họ tên trên thẻ căn cước."))
        return data
