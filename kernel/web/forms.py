"""Fields and a form in the house's manner: a day in three boxes, numbers with the Vietnamese comma, words of error that help."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.errors import Refused
from kernel.forms import kinds
from kernel.web import asked, say

FILL, CHOOSE, TICK = _("Cần điền: %(label)s"), _("Cần chọn: %(label)s"), _("Cần đánh dấu: %(label)s")


class MotcuaForm(forms.Form):
    """Base of the house's forms. Write `<form method="post" novalidate>`: errors are said by the page, not by the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_what_is_missing(field, str(field.label or name), asked.kind_of(self[name]))

    def refuse(self, error: Refused) -> None:
        """Show what an action refused at the answer it names, or above all."""
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def unjudged(self) -> Self:
        """What was typed so far, and no error: another button of the page was pressed."""
        self._errors = ErrorDict()
        return self


def _say_what_is_missing(field: forms.Field, label: str, kind: str) -> None:
    words = {"choices": CHOOSE, "select": CHOOSE, "upload": CHOOSE, "check": TICK}.get(kind, FILL)
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = words % {"label": label}


class DateBoxes(forms.MultiWidget):
    """Day, month and year, each in its box; a whole date pasted into the first box is understood."""

    box_labels = {"day": pgettext_lazy("ô ngày", "Ngày"), "month": _("Tháng"), "year": _("Năm")}

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__({part: forms.TextInput() for part in self.box_labels}, attrs)
        self.box_autocomplete = {part: f"bday-{part}" for part in self.box_labels} if birthday else {}

    def decompress(self, value: dt.date | str | None) -> list[str]:
        if isinstance(value, str) and value:
            value = dt.date.fromisoformat(value)
        return [f"{value.day:02}", f"{value.month:02}", f"{value.year}"] if isinstance(value, dt.date) else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        boxes = [str(data.get(f"{name}_{part}") or "").strip() for part in self.box_labels]
        if boxes[0] and not any(boxes[1:]):
            pasted = boxes[0].replace("-", "/").replace(".", "/").split("/")
            return pasted if len(pasted) == 3 else boxes
        return boxes


class DateField(forms.Field):
    """A calendar day. `first` and `last` bound it (days or functions that give one)."""

    widget = DateBoxes
    default_error_messages = {
        "partial": _("Ngày phải có đủ ngày, tháng và năm"),
        "year": _("Năm phải viết đủ bốn chữ số, ví dụ 1990"),
        "invalid": _("Không có ngày này trong lịch"),
        "early": _("Ngày phải từ %(day)s trở đi"),
        "late": _("Ngày phải từ %(day)s trở về trước"),
    }

    def __init__(self, *, first: Any = None, last: Any = None, **kwargs: Any) -> None:
        self.first, self.last = first, last
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date) or not value or not any(value):
            return value if isinstance(value, dt.date) else None
        if not all(value):
            raise ValidationError(self.error_messages["partial"], code="partial")
        if not all(part.isascii() and part.isdigit() for part in value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self._day(*(int(part) for part in value), digits=len(value[2]))

    def _day(self, day: int, month: int, year: int, *, digits: int) -> dt.date:
        if digits != 4:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return dt.date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        first = self.first() if callable(self.first) else self.first
        last = self.last() if callable(self.last) else self.last
        if value and first and value < first:
            raise ValidationError(self.error_messages["early"] % {"day": say.day(first)}, code="early")
        if value and last and value > last:
            raise ValidationError(self.error_messages["late"] % {"day": say.day(last)}, code="late")


class NumberField(forms.DecimalField):
    """A number typed as people write it (85,5 or 1.865), with its unit beside the box."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Nhập một số, ví dụ %(example)s"),
        "min_value": _("Số phải từ %(limit_value)s trở lên"),
        "max_value": _("Số không được quá %(limit_value)s"),
    }

    def __init__(self, *, unit: str = "", example: str = "85.5", **kwargs: Any) -> None:
        self.unit, self.example = unit, example
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal | int):
            return None if value in self.empty_values else Decimal(value)
        try:
            return say.read_number(str(value).removesuffix(self.unit))
        except ValueError:
            words = self.error_messages["invalid"] % {"example": say.number(self.example)}
            raise ValidationError(words, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return say.number(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric" if self.decimal_places == 0 else "decimal", "autocomplete": "off"}


class MoneyField(NumberField):
    """An amount in đồng, whole and not negative."""

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"unit": "₫", "example": "75000", "decimal_places": 0, "min_value": 0}
        super().__init__(**usual | kwargs)


class IdentityNumberField(forms.RegexField):
    """Twelve digits, typed in one piece or as a card groups them; kept without blanks, dots and dashes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Số định danh có đúng 12 chữ số")})
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(kinds.IDENTITY, **kwargs)

    def to_python(self, value: Any) -> str:
        return kinds.identity_number(super().to_python(value) or "")


class UploadField(forms.FileField):
    """A file to send, at most `max_bytes`; `accept` as of the input ("application/pdf,image/*"). What it truly is, kernel.files decides."""

    widget = forms.FileInput
    default_error_messages = {
        "empty": _("Tệp này trống. Hãy chọn tệp khác"),
        "too_big": _("Tệp “%(name)s” nặng %(size)s, quá mức %(most)s"),
    }

    def __init__(self, *, max_bytes: int = 50 * 1024 * 1024, accept: str = "", **kwargs: Any) -> None:
        self.max_bytes, self.accept = max_bytes, accept
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        most = {"most": say.filesize(self.max_bytes)}
        said = _("Tệp “{name}” quá mức %(most)s")
        limit = {"data-max-bytes": str(self.max_bytes), "data-too-big": said % most}
        return super().widget_attrs(widget) | limit | ({"accept": self.accept} if self.accept else {})

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, UploadedFile) and data.size and data.size > self.max_bytes:
            values = {"name": data.name, "size": say.filesize(data.size), "most": say.filesize(self.max_bytes)}
            raise ValidationError(self.error_messages["too_big"] % values, code="too_big")
        return super().clean(data, initial)
