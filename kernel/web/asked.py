"""A form field as a question: what kernel/parts/field.html needs, from any field of any Django form.

Read from the field where it has them: `unit` (m²), `choice_hints` {value: words}; from a MultiWidget: `box_labels`
{part: words} and `box_autocomplete` {part: token}.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.utils.safestring import SafeString


def ask(bound: BoundField, *, label: str = "", size: str = "", hint: str = "") -> dict[str, Any]:
    """The context of the part. Empty `label` and `hint` mean the field's own."""
    kind = kind_of(bound)
    id = bound.auto_id
    said: dict[str, Any] = {
        "kind": kind,
        "id": bound.id_for_label or id,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "hint_id": f"{id}-hint",
        "error_id": f"{id}-error",
        "errors": list(bound.errors),
        "optional": not bound.field.required and kind != "check",
        "unit": getattr(bound.field, "unit", ""),
    }
    said["described"] = _described(said)
    return said | _insides(bound, kind, said["described"], size)


def kind_of(bound: BoundField) -> str:
    """hidden, check, choices, group, upload, select, text (several lines) or input."""
    widget = bound.field.widget
    kinds: list[tuple[type | tuple[type, ...], str]] = [
        (forms.CheckboxInput, "check"),
        ((forms.RadioSelect, forms.CheckboxSelectMultiple), "choices"),
        (forms.FileInput, "upload"),
        (forms.Select, "select"),
        (forms.Textarea, "text"),
    ]
    if bound.is_hidden:
        return "hidden"
    if getattr(widget, "box_labels", None):
        return "group"
    return next((name for classes, name in kinds if isinstance(widget, classes)), "input")


def _described(said: dict[str, Any]) -> str:
    ids = [said["hint_id"] if said["hint"] else "", said["error_id"] if said["errors"] else ""]
    return " ".join(filter(None, ids))


def _insides(bound: BoundField, kind: str, described: str, size: str) -> dict[str, Any]:
    if kind == "choices":
        return {"choices": list(_choices(bound))}
    if kind == "group":
        return {"boxes": list(_boxes(bound))}
    return {"input": bound.as_hidden() if kind == "hidden" else _input(bound, kind, described, size)}


def _input(bound: BoundField, kind: str, described: str, size: str) -> SafeString:
    attrs: dict[str, Any] = {"aria-describedby": described} if described else {}
    own = [bound.field.widget.attrs.get("class", "")]
    if kind not in ("check", "upload"):
        own += ["input", f"w-{size}" if size else ""]
    if names := " ".join(filter(None, own)):
        attrs["class"] = names
    return bound.as_widget(attrs=attrs)


def _choices(bound: BoundField) -> Iterator[dict[str, Any]]:
    hints = {str(value): words for value, words in getattr(bound.field, "choice_hints", {}).items()}
    for choice in bound.subwidgets:
        data = choice.data
        if data["value"] == "" and data["type"] == "radio":
            continue  # "no answer" is to press nothing
        yield {
            "type": data["type"],
            "name": data["name"],
            "value": data["value"],
            "id": data["attrs"].get("id", ""),
            "label": data["label"],
            "checked": data["selected"],
            "disabled": bool(data["attrs"].get("disabled")),
            "hint": hints.get(str(data["value"]), ""),
        }


def _boxes(bound: BoundField) -> Iterator[dict[str, Any]]:
    widget: Any = bound.field.widget
    inner = widget.get_context(bound.html_name, bound.value(), {})["widget"]["subwidgets"]
    for (part, label), box in zip(widget.box_labels.items(), inner, strict=True):
        yield {
            "part": part,
            "label": label,
            "name": box["name"],
            "value": "" if box["value"] is None else box["value"],
            "id": f"{bound.auto_id}_{part}" if bound.auto_id else "",
            "autocomplete": widget.box_autocomplete.get(part, ""),
            "disabled": bound.field.disabled,
        }


def faults(form: BaseForm) -> Iterator[tuple[str, str]]:
    """(id of the box or "", words) for every error of the form, in the order of the page."""
    for words in form.non_field_errors():
        yield "", str(words)
    for bound in form:
        for words in bound.errors:
            yield first_box(bound), str(words)


def first_box(bound: BoundField) -> str:
    """The id that a link to this question leads to."""
    kind = kind_of(bound)
    if kind == "choices":
        return f"{bound.auto_id}_0"
    if kind == "group":
        return str(next(_boxes(bound))["id"])
    return "" if kind == "hidden" else bound.id_for_label or bound.auto_id
