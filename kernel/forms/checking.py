"""Answers that come as JSON (from another system, or back from the database) checked by the very fields that check a page."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kernel.forms import complaints, kinds, text, widgets
from kernel.forms.compiler import YES_NO
from kernel.forms.definition import Field, FormDefinition, Page
from kernel.forms.fields import field_for
from kernel.forms.reading import Wrong
from kernel.forms.settling import settle, settled

TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float), "year": (int,), "money": (int,), "yes_no": (bool,), "choices": (list,), "paper": (list,), "address": (dict,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding(Wrong):
    """A wrong answer: `path` is a field id, or group[2].field; `page` where it is mended."""

    page: str = ""


def tidy(definition: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """As a person's typing is tidied: NFC, no unseen characters, whole numbers int, telephone numbers without spaces; empties go."""
    found: dict[str, Any] = dict(answers)
    for page in definition.pages:
        if page.group is None:
            _tidy_fields(page.fields, found)
        elif isinstance(items := found.get(page.group.id), list):
            found[page.group.id] = [_tidy_item(page, item) for item in items]
            if not items:
                del found[page.group.id]
    return found


def _tidy_item(page: Page, item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    found = dict(item)
    _tidy_fields(page.asked, found)
    return found


def _tidy_fields(fields: tuple[Field, ...], values: dict[str, Any]) -> None:
    for spec in fields:
        if spec.id in values:
            values[spec.id] = _tidy_value(spec, values[spec.id])
            if values[spec.id] in (None, "", [], {}):
                del values[spec.id]


def _tidy_value(spec: Field, value: Any) -> Any:
    if isinstance(value, str) and spec.kind not in (*TYPES, "date", "month", "choice"):
        tidied = text.lines(value) if spec.kind == "long_text" else text.line(value)
        return kinds.TIDY.get(spec.kind, str)(tidied)
    if isinstance(value, float) and math.isfinite(value):
        return kinds.settled(value)
    if spec.kind == "choices" and spec.codes and isinstance(value, list) and all(isinstance(v, str) for v in value):
        order = {entry.code: number for number, entry in enumerate(spec.codes.entries)}
        return sorted(value, key=lambda code: order.get(code, len(order)))
    if spec.kind == "address" and isinstance(value, dict) and isinstance(value.get("street"), str):
        return {**value, "street": text.line(value["street"])}
    if spec.kind == "paper" and isinstance(value, list):
        return [_tidy_ref(ref) for ref in value]
    return value


def _tidy_ref(ref: Any) -> Any:
    """A file's name is one line; the pages are whole."""
    if not isinstance(ref, dict):
        return ref
    named = {"name": text.line(ref["name"])} if isinstance(ref.get("name"), str) else {}
    pages = ref.get("pages")
    counted = {"pages": kinds.settled(pages)} if isinstance(pages, float) and math.isfinite(pages) else {}
    return {**ref, **named, **counted}


def typed(spec: Field, value: Any) -> bool:
    """Whether the value has the JSON shape of its kind."""
    if isinstance(value, bool) and spec.kind != "yes_no":
        return False
    return isinstance(value, TYPES.get(spec.kind, (str,))) and _shaped(spec, value)


def _shaped(spec: Field, value: Any) -> bool:
    match spec.kind:
        case "number" | "year" | "money":
            return math.isfinite(value) and abs(value) < 10**18
        case "choices":
            return all(isinstance(v, str) for v in value) and len(set(value)) == len(value)
        case "address":
            return set(value) == {"street", "ward"} and all(isinstance(v, str) for v in value.values())
        case "paper":
            return all(_is_ref(v) and v not in value[:number] for number, v in enumerate(value))
    return True


def _is_ref(value: Any) -> bool:
    if not isinstance(value, dict) or not {"ref", "name"} <= set(value) <= {"ref", "name", "pages"}:
        return False
    ref, name, pages = value["ref"], value["name"], value.get("pages", 1)
    named = isinstance(name, str) and 0 < len(name) <= 200 and isinstance(ref, str) and bool(kinds.REFS.fullmatch(ref))
    return named and isinstance(pages, int) and not isinstance(pages, bool) and 0 < pages <= 10_000


def field_findings(spec: Field, value: Any, on: datetime.date) -> list[str]:
    """What is wrong with one answer: nothing, or one sentence."""
    if not typed(spec, value):
        return [complaints.unreadable(spec)]
    field = field_for(spec)
    field.on = on
    if isinstance(field.widget, widgets.ListBox | widgets.AddressBox):
        field.widget.options = spec.codes.on(on) if spec.codes else YES_NO
    if isinstance(field.widget, widgets.PaperBox):
        field.widget.held = value
    try:
        return [] if field.clean(_posted(spec, value)) == value else [complaints.unreadable(spec)]
    except ValidationError as wrong:
        return [str(wrong.messages[0])]


def _posted(spec: Field, value: Any) -> Any:
    """What the boxes of the page would send for this answer."""
    match spec.kind:
        case "number" | "year" | "money":
            return repr(value).replace(".", ",")
        case "date":
            return tuple(reversed(value.split("-"))) if kinds.DAYS.fullmatch(value) else ("", "?", "")
        case "month":
            return tuple(reversed(value.split("-"))) if kinds.MONTHS.fullmatch(value) else ("?", "")
        case "yes_no":
            return "yes" if value else "no"
        case "address":
            return value["street"], value["ward"]
        case "paper":
            return [], []
    return value


def findings(definition: FormDefinition, answers: Mapping[str, Any], on: datetime.date) -> list[Finding]:
    """Everything wrong with answers already tidied: empty when they may be filed. Same judgement as the pages, and as `schema`."""
    known = {name: value for name, value in answers.items() if _well_typed(definition, name, value)}
    found, asked = [], settle(definition, known)
    for page, own, so_far in settled(definition, known):
        found += [Finding(wrong.path, wrong.say, page.id) for wrong in page_findings(page, own, so_far, on)]
    blamed = {finding.path for finding in found}
    for name, value in answers.items():
        if name not in blamed and (name not in asked or asked[name] != value):
            found.append(_stray(definition, name, asked))
    return found


def _stray(definition: FormDefinition, name: str, asked: Mapping[str, Any]) -> Finding:
    """An answer of the wrong shape, to a question nobody asked, or (in a group) with something nobody asked in it."""
    for page, spec in definition.fields():
        if spec.id == name and page.group is None and name not in asked:
            return Finding(name, complaints.not_asked(name), page.id)
    return Finding(name, complaints.not_asked(name))


def _well_typed(definition: FormDefinition, name: str, value: Any) -> bool:
    for page in definition.pages:
        if page.group and page.group.id == name:
            return isinstance(value, list) and all(_well_typed_item(page, item) for item in value)
    return any(
        spec.id == name and spec.asks and page.group is None and typed(spec, value)
        for page, spec in definition.fields()
    )


def _well_typed_item(page: Page, item: Any) -> bool:
    specs = {spec.id: spec for spec in page.asked if spec.asks}
    return isinstance(item, dict) and all(key in specs and typed(specs[key], value) for key, value in item.items())


def page_findings(page: Page, own: Mapping[str, Any], so_far: Mapping[str, Any], on: datetime.date) -> list[Wrong]:
    """What is wrong on a page that is asked, given its settled answers and all settled answers up to it."""
    if page.group is None:
        return _fields_findings(page, own, so_far, on, "")
    items = own.get(page.group.id, [])
    found = []
    for index, item in enumerate(items):
        found += _fields_findings(page, item, item, on, f"{page.group.id}[{index}].")
    if len(items) < page.group.min:
        found.append(Wrong(page.group.id, complaints.too_few_items(page.group.noun.say(), page.group.min)))
    if len(items) > page.group.max:
        found.append(Wrong(page.group.id, complaints.too_many_items(page.group.noun.say(), page.group.max)))
    return found


def _fields_findings(
    page: Page, own: Mapping[str, Any], scope: Mapping[str, Any], on: datetime.date, prefix: str
) -> list[Wrong]:
    found: list[Wrong] = []
    for spec in page.asked:
        if spec.id in own:
            found += [Wrong(prefix + spec.id, say) for say in field_findings(spec, own[spec.id], on)]
        elif spec.required and spec.asks and (spec.when is None or spec.when.holds(scope)):
            found.append(Wrong(prefix + spec.id, complaints.missing(spec)))
    bad = {wrong.path.removeprefix(prefix) for wrong in found}
    right = {name: value for name, value in scope.items() if name not in bad}
    return found + [Wrong(prefix + c.at, str(c.error)) for c in page.checked if c.condition.broken(right)]
