"""What residents give besides the answers of a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.web.forms import MotcuaForm, UploadField


class BeginForm(MotcuaForm):
    """For whom, which case, at which agency. A question with one possible answer is not asked."""

    owner = forms.TypedChoiceField(label=_("Hồ sơ này của ai?"), coerce=int, widget=forms.RadioSelect)
    case = forms.TypedChoiceField(label=_("Trường hợp của bạn"), coerce=int, widget=forms.RadioSelect)
    agency = forms.TypedChoiceField(
        label=_("Nộp đến cơ quan nào?"),
        coerce=int,
        help_text=_("Chọn phường, xã nơi bạn ở, hoặc nơi có việc cần giải quyết"),
    )

    def __init__(self, *args: Any, people: list[Any], cases: list[Any], offices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("owner", [(p.pk, p.name) for p in people])
        self._offer(
            "case", [(0, _("Không thuộc trường hợp nào dưới đây")), *((c.pk, c.name) for c in cases)] if cases else []
        )
        self._offer("agency", [(a.pk, name) for a, name in offices])

    def _offer(self, name: str, choices: Sequence[tuple[int, Any]]) -> None:
        if len(choices) < 2:
            self.single = {**getattr(self, "single", {}), name: choices[0][0] if choices else None}
            del self.fields[name]
            return
        field = self.fields[name]
        blank = [("", _("Chọn"))] if name == "agency" else []
        field.choices = [*blank, *choices]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> int | None:
        """The answer, or the only one there is."""
        return self.cleaned_data.get(name) or getattr(self, "single", {}).get(name)


class PaperForm(MotcuaForm):
    """One paper: photos or PDFs. `file` is the first; `files_sent` are all of them that may be kept."""

    files_sent: Sequence[Any] = ()

    file = UploadField(
        label=_("Chọn ảnh hoặc tệp"), help_text=_("Ảnh chụp rõ bốn góc, hoặc PDF, Word, Excel. Không quá 50 MB.")
    )
    title = forms.CharField(label=_("Tên giấy tờ"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A file too big or empty keeps none of the others back."""
        data: dict[str, Any] = super().clean() or {}
        sent = self.files.getlist(self.add_prefix("file")) if self.files else []
        self.files_sent = [one for one in sent if self._may_be_kept(one)]
        return data

    def _may_be_kept(self, file: Any) -> bool:
        try:
            self.fields["file"].clean(file)
        except forms.ValidationError as error:
            if file is not self.files[self.add_prefix("file")]:
                self.add_error("file", error)
            return False
        return True


class LookupForm(MotcuaForm):
    code = forms.CharField(
        label=_("Mã hồ sơ"), max_length=40, help_text=_("Có trên giấy hẹn, ví dụ H13.12-261110-0042")
    )
