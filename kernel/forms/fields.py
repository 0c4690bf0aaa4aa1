"""Django fields, one per kind: from what was typed to the JSON that is kept, or one sentence that says what to do."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kernel.forms import complaints, kinds, showing, text, widgets
from kernel.forms.definition import Field
from kernel.forms.printing import printed

RAW_FACTOR = 4  # what is longer than four times the limit is not even cleaned


class Answer(forms.Field):
    """Base. `on` is the day the form is filled in, set per form; `read` gives None for nothing answered."""

    on: datetime.date
    box: type[widgets.Box] = widgets.LineBox

    def __init__(self, spec: Field) -> None:
        super().__init__(required=spec.required, label=spec.label, help_text=spec.hint or "", widget=self.box(spec))  # type: ignore[arg-type]
        self.spec = spec

    def clean(self, value: Any) -> Any:
        """The JSON value, or None when nothing was answered and nothing had to be."""
        try:
            found = self.read(value)
        except kinds.Unreadable as wrong:
            raise ValidationError(complaints.unreadable(self.spec, wrong.args[0]), code=wrong.args[0]) from None
        if found is None and self.spec.required:
            raise ValidationError(complaints.missing(self.spec), code="required")
        if found is not None:
            self.check(found)
        return found

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def check(self, value: Any) -> None:
        """Limits of a value that could be read."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data


class WordsAnswer(Answer):
    """text, long_text and the written kinds (phone, email, identity_number, tax_code)."""

    def __init__(self, spec: Field) -> None:
        self.box = widgets.LinesBox if spec.kind == "long_text" else widgets.LineBox
        super().__init__(spec)
        self.most = kinds.WRITTEN_LENGTH.get(spec.kind, spec.max_length)
        self.shape = (
            re.compile(kinds.WRITTEN.get(spec.kind) or f"^(?:{spec.pattern})$", re.ASCII) if self._shaped() else None
        )

    def _shaped(self) -> bool:
        return self.spec.kind in kinds.WRITTEN or bool(self.spec.pattern)

    def read(self, value: Any) -> str | None:
        raw = value if isinstance(value, str) else ""
        if len(raw) > self.most * RAW_FACTOR + 100:
            raise ValidationError(complaints.too_long(self.spec, self.most), code="max_length")
        tidy = text.lines(raw) if self.spec.kind == "long_text" else text.line(raw)
        if self.spec.kind in kinds.TIDY:
            tidy = kinds.TIDY[self.spec.kind](tidy)
        return tidy or None

    def check(self, value: str) -> None:
        if len(value) > self.most:
            raise ValidationError(complaints.too_long(self.spec, self.most), code="max_length")
        if len(value) < self.spec.min_length:
            raise ValidationError(complaints.too_short(self.spec, self.spec.min_length), code="min_length")
        if self.shape and not self.shape.fullmatch(value):
            raise ValidationError(complaints.unreadable(self.spec), code="invalid")
        printed(value)


class NumberAnswer(Answer):
    """number, year, money."""

    def read(self, value: Any) -> int | float | None:
        raw = value if isinstance(value, str) else ""
        if not raw.strip():
            return None
        found = kinds.money(raw) if self.spec.kind == "money" else kinds.number(raw, self.spec.decimals)
        if self.spec.kind == "year" and 0 <= found < 1000:
            raise kinds.Unreadable("year")  # "96": how it is written, not when it was
        return found

    def check(self, value: float) -> None:
        least, most = float(self.spec.min or 0), float(self.spec.max or 0)
        if value < least:
            raise ValidationError(complaints.too_low(self.spec, self._bound(self.spec.min)), code="min")
        if value > most:
            raise ValidationError(complaints.too_high(self.spec, self._bound(self.spec.max)), code="max")

    def _bound(self, value: Any) -> str:
        return str(value) if self.spec.kind == "year" else showing.show(self.spec, value or 0, self.on)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int | float) and self.spec.kind != "money":
            return str(value).replace(".", ",")
        return showing.number(value, "vi") if isinstance(value, int) else value


class DateAnswer(Answer):
    box: type[widgets.PartsBox] = widgets.DateBox

    def read(self, value: Any) -> str | None:
        return kinds.day(value) if any(part.strip() for part in value) else None

    def check(self, value: str) -> None:
        found = datetime.date.fromisoformat(value)
        least, most = kinds.day_of(str(self.spec.min), self.on), kinds.day_of(str(self.spec.max), self.on)
        if found < least:
            raise ValidationError(complaints.too_low(self.spec, showing.day(least)), code="min")
        if found > most:
            raise ValidationError(complaints.too_high(self.spec, showing.day(most)), code="max")

    def prepare_value(self, value: Any) -> Any:
        return tuple(str(int(part)) for part in reversed(value.split("-"))) if isinstance(value, str) else value


class MonthAnswer(DateAnswer):
    box = widgets.MonthBox

    def read(self, value: Any) -> str | None:
        return kinds.month(value) if any(part.strip() for part in value) else None

    def check(self, value: str) -> None:
        """Any month of the calendar."""


class ListAnswer(Answer):
    """choice, choices: only codes that hold on the day."""

    widget: widgets.ListBox

    def __init__(self, spec: Field) -> None:
        self.box = widgets.ChecksBox if spec.kind == "choices" else widgets.ListBox
        super().__init__(spec)

    def read(self, value: Any) -> str | list[str] | None:
        given = [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and v]
        allowed = [option.code for option in self.widget.options]
        if any(v not in allowed for v in given):
            raise kinds.Unreadable("shape")
        if self.spec.kind == "choices":
            return [code for code in allowed if code in given] or None
        return given[0] if given else None


class YesNoAnswer(Answer):
    box = widgets.ListBox
    widget: widgets.ListBox

    def read(self, value: Any) -> bool | None:
        if value not in ("yes", "no", "", None):
            raise kinds.Unreadable("shape")
        return None if not value else value == "yes"

    def prepare_value(self, value: Any) -> Any:
        return ("yes" if value else "no") if isinstance(value, bool) else value


class AddressAnswer(Answer):
    """{"street": house, street or hamlet, at most 200 letters; "ward": code}."""

    box = widgets.AddressBox
    widget: widgets.AddressBox

    def read(self, value: Any) -> dict[str, str] | None:
        street, ward = value
        if len(street) > self.spec.max_length * RAW_FACTOR:
            raise ValidationError(complaints.too_long(self.spec, self.spec.max_length), code="max_length")
        street = text.line(street)
        if not street and not ward:
            return None
        if not street:
            raise kinds.Unreadable("street")
        if ward not in {option.code for option in self.widget.options}:
            raise kinds.Unreadable("ward")
        return {"street": street, "ward": ward}

    def check(self, value: dict[str, str]) -> None:
        if len(value["street"]) > self.spec.max_length:
            raise ValidationError(complaints.too_long(self.spec, self.spec.max_length), code="max_length")
        printed(value["street"])

    def prepare_value(self, value: Any) -> Any:
        return (value["street"], value["ward"]) if isinstance(value, dict) else value


class PaperAnswer(Answer):
    """Refs of kept files: [{"ref": "blob:…", "name": …}]. New files wait in `new` until the view has kept them."""

    box = widgets.PaperBox
    widget: widgets.PaperBox
    new: list[Any]

    def read(self, value: Any) -> list[dict[str, Any]] | None:
        dropped, files = value
        self.new = list(files)
        kept = [dict(ref) for ref in self.widget.held if ref["ref"] not in dropped]
        if len(kept) + len(self.new) > self.spec.max_files:
            self.new = []
            raise ValidationError(complaints.too_many(self.spec, self.spec.max_files), code="max_files")
        return kept if kept or self.new else None


FIELDS: dict[str, type[Answer]] = {
    "number": NumberAnswer, "year": NumberAnswer, "money": NumberAnswer, "date": DateAnswer, "month": MonthAnswer,
    "choice": ListAnswer, "choices": ListAnswer, "yes_no": YesNoAnswer, "address": AddressAnswer, "paper": PaperAnswer,
}  # fmt: skip


def field_for(spec: Field) -> Answer:
    """The Django field of a question; notes have none."""
    return FIELDS.get(spec.kind, WordsAnswer)(spec)
