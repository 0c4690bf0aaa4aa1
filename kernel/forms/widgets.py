"""Boxes to fill in. Their names in a post are the field's id, with -day, -month, -year, -ward, -street, -drop where there are several."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kernel.forms.codes import Code
from kernel.forms.definition import Field


class Box(forms.Widget):
    """A control of one field. `grouped`: stands in a fieldset, which then carries hint and error for all its boxes."""

    spec: Field
    grouped = False
    first = ""  # what is added to the id for the first box, where errors lead

    def __init__(self, spec: Field) -> None:
        super().__init__()
        self.spec = spec

    @property
    def use_fieldset(self) -> bool:  # type: ignore[override]
        return self.grouped

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_ or ''}{self.first}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "spec": self.spec, "wrong": (attrs or {}).get("wrong", "")}

    def format_value(self, value: Any) -> Any:
        return value


class LineBox(Box):
    template_name = "kernel/forms/widgets/line.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {
            **context,
            "type": self._type(),
            "inputmode": self._mode(),
            "autocomplete": self._complete(),
            "wide": self._wide(),
        }

    def _type(self) -> str:
        return {"phone": "tel", "email": "email"}.get(self.spec.kind, "text")

    def _mode(self) -> str:
        if self.spec.kind in ("number", "money"):
            return "decimal" if self.spec.decimals else "numeric"
        return "numeric" if self.spec.kind in ("year", "identity_number", "tax_code") else ""

    def _complete(self) -> str:
        """Only for what is asked about the person who fills in (WCAG 1.3.5)."""
        about_self = self.spec.prefill.startswith("person.")
        known = {"phone": "tel", "email": "email"}.get(self.spec.kind)
        return (known or {"person.name": "name"}.get(self.spec.prefill, "off")) if about_self else "off"

    def _wide(self) -> str:
        """A box as long as its answer."""
        if self.spec.kind in ("number", "year", "money", "phone", "identity_number", "tax_code"):
            return "w-10"
        return (
            "w-10"
            if self.spec.max_length <= 20
            else "w-20"
            if self.spec.max_length <= 60 or self.spec.kind == "email"
            else ""
        )


class LinesBox(Box):
    template_name = "kernel/forms/widgets/lines.html"


class ListBox(Box):
    """One code: radio buttons, or a select when the list is long. `options` are those of the day."""

    options: Sequence[Code] = ()
    many = False

    def __init__(self, spec: Field) -> None:
        super().__init__(spec)
        self.long = bool(spec.codes and (spec.codes.source or len(spec.codes.entries) > 10)) and spec.kind == "choice"
        self.grouped = not self.long
        self.first = "" if self.long else "-1"
        self.template_name = "kernel/forms/widgets/select.html" if self.long else "kernel/forms/widgets/choices.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = set(value) if isinstance(value, list) else {value}
        return {
            **super().get_context(name, value, attrs),
            "type": "checkbox"
            if self.many or len(self.options) == 1
            else "radio",  # what one may say alone can be taken back
            "options": [(option, option.code in chosen) for option in self.options],
        }


class ChecksBox(ListBox):
    many = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)


class PartsBox(Box):
    """Several boxes for one answer; the value in between is a tuple of what was typed."""

    parts: tuple[str, ...] = ()
    grouped = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        return tuple(data.get(f"{name}-{part}") or "" for part in self.parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, tuple) else ("",) * len(self.parts)
        return {**super().get_context(name, None, attrs), "typed": dict(zip(self.parts, typed, strict=True))}


class DateBox(PartsBox):
    template_name = "kernel/forms/widgets/date.html"
    parts: tuple[str, ...] = ("day", "month", "year")
    first = "-day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The browser may fill in the day of birth of the person himself (WCAG 1.3.5)."""
        own = self.spec.prefill == "person.birth_on"
        return {
            **super().get_context(name, value, attrs),
            "complete": {p: f"bday-{p}" if own else "off" for p in self.parts},
        }


class MonthBox(DateBox):
    parts, first = ("month", "year"), "-month"


class AddressBox(PartsBox):
    template_name = "kernel/forms/widgets/address.html"
    parts, first = ("street", "ward"), "-street"
    options: Sequence[Code] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ward = context["typed"]["ward"]
        return {**context, "options": [(option, option.code == ward) for option in self.options]}


class PaperBox(Box):
    """Files already kept stay, each with a box to take it out; new ones are added. The value is (refs to drop, new files)."""

    template_name = "kernel/forms/widgets/paper.html"
    needs_multipart_form = True
    held: Sequence[Mapping[str, Any]] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Any:
        return _all(data, f"{name}-drop"), _all(files, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, None, attrs), "held": self.held}


def _all(data: Mapping[str, Any], name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    found = data.get(name) or []
    return found if isinstance(found, list) else [found]
