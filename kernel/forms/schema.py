"""JSON Schema (2020-12) of the answers to a definition on a day, for other systems; and the check of answers against it.

The export is an output, not the source: it has no order, no texts of pages. `accepts` judges as `checking.findings` does.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from kernel.forms import kinds, schema_check
from kernel.forms.conditions import Condition
from kernel.forms.definition import Field, FormDefinition, Group, Page
from kernel.forms.text import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export(definition: FormDefinition, on: datetime.date, language: str = "vi") -> dict[str, Any]:
    """The schema of settled, tidied answers filed on that day.

    Two keywords are not in the standard, ajv knows them: formatMinimum and formatMaximum for dates. The format `printable`
    is ours: only letters that a paper can be printed with (kernel.forms.printing); so is the keyword `x-checks`: answers held
    against each other, which JSON Schema cannot say. `if_not` is the condition as the definition writes it, judged where all
    answers it looks at are there, `at` the field that is wrong then. Who does not know them passes them over.
    """
    rules = [rule for page in definition.pages for rule in _page_rules(page)]
    return {
        "$schema": DIALECT,
        "$id": f"urn:motcua:form:{definition.digest}",
        "title": definition.title.say(language),
        "type": "object",
        "properties": _properties(definition, on, language),
        "additionalProperties": False,
        **({"allOf": rules} if rules else {}),
        **_checks(definition.body["pages"], language),
    }


def accepts(definition: FormDefinition, answers: Mapping[str, Any], on: datetime.date) -> list[tuple[str, str]]:
    """(place, keyword) for everything the schema refuses in tidied answers; empty when they may be filed."""
    return schema_check.faults(export(definition, on), answers)


def _properties(definition: FormDefinition, on: datetime.date, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page, body in zip(definition.pages, definition.body["pages"], strict=True):
        if page.group:
            found[page.group.id] = _group(page, page.group, body["group"], on, language)
        else:
            found |= {spec.id: _field(spec, on, language) for spec in page.fields if spec.asks}
    return found


def _group(page: Page, group: Group, body: Mapping[str, Any], on: datetime.date, language: str) -> dict[str, Any]:
    rules = [rule for spec in group.fields if spec.asks for rule in _presence(spec.id, spec.required, [spec.when])]
    item = {
        "type": "object",
        "properties": {spec.id: _field(spec, on, language) for spec in group.fields if spec.asks},
        "additionalProperties": False,
        **({"allOf": rules} if rules else {}),
        **_checks([body], language),
    }
    return {
        "title": page.title.say(language),
        "type": "array",
        "items": item,
        "minItems": max(1, group.min),
        "maxItems": group.max,
    }


def _checks(places: Iterable[Mapping[str, Any]], language: str) -> dict[str, Any]:
    """Of pages, or of a group, as the definition writes them."""
    found = [
        {"if_not": check["if_not"], "at": check["at"], "message": Text(**check["error"]).say(language)}
        for place in places
        for check in place.get("checks", ())
    ]
    return {"x-checks": found} if found else {}


def _page_rules(page: Page) -> list[dict[str, Any]]:
    if page.group:
        return _presence(page.group.id, page.group.min > 0, [page.when])
    return [
        rule for spec in page.fields if spec.asks for rule in _presence(spec.id, spec.required, [page.when, spec.when])
    ]


def _presence(name: str, required: bool, when: list[Condition | None]) -> list[dict[str, Any]]:
    """Required when asked, absent when not."""
    conditions = [translate(condition) for condition in when if condition]
    there: dict[str, Any] = {"required": [name]} if required else {}
    if not conditions:
        return [there] if required else []
    return [{"if": {"allOf": conditions}, "then": there or True, "else": {"properties": {name: False}}}]


def _field(spec: Field, on: datetime.date, language: str) -> dict[str, Any]:
    named = {"title": spec.name.say(language)}
    return named | ({"description": spec.hint.say(language)} if spec.hint else {}) | _shape(spec, on)


def _shape(spec: Field, on: datetime.date) -> dict[str, Any]:
    match spec.kind:
        case "number" | "year" | "money":
            step = {"multipleOf": float(f"1e-{spec.decimals}")} if spec.decimals else {}
            return {"type": "number" if spec.decimals else "integer", "minimum": spec.min, "maximum": spec.max, **step}
        case "date":
            bounds = {
                "formatMinimum": kinds.day_of(str(spec.min), on),
                "formatMaximum": kinds.day_of(str(spec.max), on),
            }
            return {"type": "string", "format": "date", "pattern": kinds.DAY} | {
                k: v.isoformat() for k, v in bounds.items()
            }
        case "month":
            return {"type": "string", "pattern": kinds.MONTH}
        case "yes_no":
            return {"type": "boolean"}
    return _listed(spec, on) or _words(spec)


def _listed(spec: Field, on: datetime.date) -> dict[str, Any]:
    codes = [code.code for code in spec.codes.on(on)] if spec.codes else []
    match spec.kind:
        case "choice":
            return {"enum": codes}
        case "choices":
            return {"type": "array", "items": {"enum": codes}, "uniqueItems": True, "minItems": 1}
        case "address":
            street = {"type": "string", "minLength": 1, "maxLength": spec.max_length, "format": "printable"}
            return _object({"street": street, "ward": {"enum": codes}}, ["street", "ward"])
        case "paper":
            ref = {"type": "string", "pattern": kinds.REF}
            name, pages = (
                {"type": "string", "minLength": 1, "maxLength": 200},
                {"type": "integer", "minimum": 1, "maximum": 10_000},
            )
            item = _object({"ref": ref, "name": name, "pages": pages}, ["ref", "name"])
            return {"type": "array", "items": item, "uniqueItems": True, "minItems": 1, "maxItems": spec.max_files}
    return {}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _words(spec: Field) -> dict[str, Any]:
    most = kinds.WRITTEN_LENGTH.get(spec.kind, spec.max_length)
    pattern = kinds.WRITTEN.get(spec.kind) or (f"^(?:{spec.pattern})$" if spec.pattern else "")
    shape = {"type": "string", "minLength": max(1, spec.min_length), "maxLength": most}
    return {
        **shape,
        **({"pattern": pattern} if pattern else {}),
        **({} if spec.kind in kinds.WRITTEN else {"format": "printable"}),
    }


def translate(condition: Condition) -> dict[str, Any]:
    """A condition as a schema of the object that holds the answers (or of one item of a group)."""
    name, value = condition.name, condition.value
    match condition.op:
        case "all":
            return {"allOf": [translate(part) for part in condition.parts]}
        case "any":
            return {"anyOf": [translate(part) for part in condition.parts]}
        case "not":
            return {"not": translate(condition.parts[0])}
        case "exists":
            return {"required": [name]}
        case "!=":
            return {"not": translate(Condition("==", name=name, value=value, counts=condition.counts))}
    return _counted(condition) if condition.counts else _with(name, _comparison(condition.op, value))


def _with(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {name: shape}, "required": [name]}


def _comparison(op: str, value: Any) -> dict[str, Any]:
    match op:
        case "==":
            return {"const": value}
        case "in":
            return {"enum": list(value)}
        case "has":
            return {"type": "array", "contains": {"const": value}}
    return {{"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}[op]: value}


def _counted(condition: Condition) -> dict[str, Any]:
    """How many items a group has; a group that is not there has none."""
    name, number = condition.name, int(condition.value)

    def least(count: int) -> dict[str, Any]:
        return _with(name, {"minItems": count}) if count > 0 else {}

    match condition.op:
        case "==":
            return {"allOf": [least(number), {"not": least(number + 1)}]}
        case "<":
            return {"not": least(number)}
        case "<=":
            return {"not": least(number + 1)}
        case ">":
            return least(number + 1)
    return least(number)
