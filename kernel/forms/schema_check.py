"""The keywords that `schema.export` uses, of JSON Schema 2020-12 and our `x-checks`, and no others: an unknown keyword raises,
it is never passed over.

Written here because the whole of JSON Schema is thirty times what we emit; a test compares it with the fields of the pages.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from kernel.forms import conditions
from kernel.forms.printing import unprintable

SAID = {"$schema", "$id", "title", "description", "then", "else"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "number": lambda v: _number(v),
    "integer": lambda v: _number(v) and v == int(v),
}


def faults(schema: Mapping[str, Any] | bool, value: Any, place: str = "") -> list[tuple[str, str]]:
    """(place, keyword) for everything refused, in order. `place` reads like group[2].field, empty for the whole."""
    return list(_faults(schema, value, place))


def _faults(schema: Mapping[str, Any] | bool, value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(schema, bool):
        if not schema:
            yield place, "false"
        return
    for keyword, rule in schema.items():
        if keyword in SAID:
            continue
        if keyword in INSIDE:
            yield from INSIDE[keyword](schema, rule, value, place)
        elif not SIMPLE[keyword](rule, value):
            yield place, keyword


def _fits(schema: Mapping[str, Any] | bool, value: Any) -> bool:
    return next(_faults(schema, value, ""), None) is None


def _number(value: Any) -> bool:
    """NaN and the infinities are no JSON."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value - value == 0


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: 1 and 1.0 are, 1 and true are not."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _day(value: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(value)) and len(value) == 10
    except ValueError:
        return False


def _matches(rule: str, value: str) -> bool:
    """As in ECMAScript: $ is the very end, not also the place before a last line break."""
    return bool(re.search(rule[:-1] + r"\Z" if rule.endswith("$") else rule, value, re.ASCII))


def _unique(rule: bool, value: Any) -> bool:
    return not isinstance(value, list) or not any(_same(a, b) for n, a in enumerate(value) for b in value[:n])


def _stepped(rule: float, value: Any) -> bool:
    """Exact, by what is written: 0.3 is a multiple of 0.1."""
    written = value if isinstance(value, int) else Fraction(repr(value)) if _number(value) else 0
    return not _number(value) or written % Fraction(repr(rule)) == 0


FORMATS: dict[str, Callable[[str], bool]] = {"date": _day, "printable": lambda v: not unprintable(v)}
SIMPLE: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda rule, v: TYPES[rule](v),
    "const": lambda rule, v: _same(rule, v),
    "enum": lambda rule, v: any(_same(one, v) for one in rule),
    "required": lambda rule, v: not isinstance(v, dict) or all(name in v for name in rule),
    "pattern": lambda rule, v: not isinstance(v, str) or _matches(rule, v),
    "minLength": lambda rule, v: not isinstance(v, str) or len(v) >= rule,
    "maxLength": lambda rule, v: not isinstance(v, str) or len(v) <= rule,
    "minimum": lambda rule, v: not _number(v) or v >= rule,
    "maximum": lambda rule, v: not _number(v) or v <= rule,
    "exclusiveMinimum": lambda rule, v: not _number(v) or v > rule,
    "exclusiveMaximum": lambda rule, v: not _number(v) or v < rule,
    "multipleOf": _stepped,
    "minItems": lambda rule, v: not isinstance(v, list) or len(v) >= rule,
    "maxItems": lambda rule, v: not isinstance(v, list) or len(v) <= rule,
    "uniqueItems": _unique,
    "contains": lambda rule, v: not isinstance(v, list) or any(_fits(rule, one) for one in v),
    "format": lambda rule, v: not isinstance(v, str) or FORMATS[rule](v),
    "formatMinimum": lambda rule, v: not isinstance(v, str) or v >= rule,
    "formatMaximum": lambda rule, v: not isinstance(v, str) or v <= rule,
    "anyOf": lambda rule, v: any(_fits(one, v) for one in rule),
    "not": lambda rule, v: not _fits(rule, v),
}


def _properties(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    for name, inner in rule.items() if isinstance(value, dict) else ():
        if name in value:
            yield from _faults(inner, value[name], f"{place}.{name}" if place else name)


def _additional(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    for name in value if isinstance(value, dict) else ():
        if name not in schema["properties"]:
            yield f"{place}.{name}" if place else str(name), "additionalProperties"


def _items(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(value) if isinstance(value, list) else ():
        yield from _faults(rule, item, f"{place}[{index}]")


def _all(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    for inner in rule:
        yield from _faults(inner, value, place)


def _if(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    yield from _faults(schema.get("then" if _fits(rule, value) else "else", True), value, place)


def _checks(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[tuple[str, str]]:
    for check in rule if isinstance(value, dict) else ():
        if conditions.parse(check["if_not"], pairs=True).broken(value):
            yield f"{place}.{check['at']}" if place else check["at"], "x-checks"


INSIDE: dict[str, Callable[[Mapping[str, Any], Any, Any, str], Iterator[tuple[str, str]]]] = {
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "allOf": _all,
    "if": _if,
    "x-checks": _checks,
}
