"""A closed subset of JsonLogic: == != < <= > >= in and or not var exists count. Nothing else is evaluated, ever.

A comparison has one side that is a field (`{"var": id}`) or the number of items of a group (`{"count": id}`) and one side that
is a plain value. So every condition can be checked on load, translated to JSON Schema, and read aloud. Where answers are held
against each other (`pairs`, definition.Check) the other side may be a field too; JSON Schema cannot say that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

ORDERED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
COMPARISONS = ("==", "!=", *ORDERED)
Plain = str | int | float | bool
Ordered = TypeVar("Ordered", float, str)
DEPTH = 12  # deeper than anybody can read


class Malformed(ValueError):
    """`reason`: operator | arity | operands | depth | empty; `what`: the piece at fault."""

    def __init__(self, reason: str, what: object) -> None:
        super().__init__(f"{reason}: {what!r}")
        self.reason, self.what = reason, what


@dataclass(frozen=True, slots=True)
class Condition:
    """op: all | any | not (parts), exists | == != < <= > >= | in | has (name, value); `counts`: name is a group to be counted;
    `other`: the field whose answer stands in for the value."""

    op: str
    parts: tuple["Condition", ...] = ()
    name: str = ""
    value: Any = None
    counts: bool = False
    other: str = ""

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it is true of these answers; a question without an answer equals nothing and is neither less nor more."""
        match self.op:
            case "all":
                return all(part.holds(values) for part in self.parts)
            case "any":
                return any(part.holds(values) for part in self.parts)
            case "not":
                return not self.parts[0].holds(values)
        if self.other:
            return _between(self.op, values.get(self.name), values.get(self.other))
        return self._compares(len(values.get(self.name) or ()) if self.counts else values.get(self.name))

    def broken(self, values: Mapping[str, Any]) -> bool:
        """Whether it is untrue of answers that are all there; while one is missing nothing is broken."""
        return self.names() <= values.keys() and not self.holds(values)

    def _compares(self, found: Any) -> bool:
        match self.op:
            case "exists":
                return found not in (None, "", [], {})
            case "==":
                return bool(found == self.value)
            case "!=":
                return bool(found != self.value)
            case "in":
                return found in self.value
            case "has":
                return isinstance(found, list) and self.value in found
        return isinstance(found, int | float) and _ordered(self.op, found, self.value)

    def atoms(self) -> Iterator["Condition"]:
        """The comparisons in it, without all, any, not."""
        if self.op in ("all", "any", "not"):
            for part in self.parts:
                yield from part.atoms()
        else:
            yield self

    def names(self) -> set[str]:
        """The ids of the fields and groups it looks at."""
        return {name for atom in self.atoms() for name in (atom.name, atom.other) if name}


def _between(op: str, left: Any, right: Any) -> bool:
    """Of two answers. Days, months and years are put in order by the coarser of the two: no day of 2026 is later than 2026."""
    if op in ("==", "!="):
        return bool(left == right) is (op == "==")
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _ordered(op, left, right)
    one, two = str(left), str(right)
    known = min(len(one), len(two))
    return _ordered(op, one[:known], two[:known])


def _ordered(op: str, left: Ordered, right: Ordered) -> bool:
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
    return left >= right


def parse(raw: object, depth: int = 0, *, pairs: bool = False) -> Condition:
    """JSON to a condition; `pairs`: two fields may be compared. Malformed with the piece at fault for anything outside the subset."""
    if depth > DEPTH:
        raise Malformed("depth", "…")
    if not isinstance(raw, dict) or len(raw) != 1:
        raise Malformed("operator", raw)
    ((op, args),) = raw.items()
    if op in ("and", "or"):
        return _joined(op, args, depth, pairs)
    if op == "not":
        return Condition("not", parts=(parse(args, depth + 1, pairs=pairs),))
    if op == "exists":
        return Condition("exists", name=_name(args))
    if op == "in":
        return _membership(args)
    if op in COMPARISONS:
        return _comparison(op, args, pairs)
    raise Malformed("operator", op)


def _joined(op: str, args: object, depth: int, pairs: bool) -> Condition:
    if not isinstance(args, list) or not args:
        raise Malformed("empty", op)
    parts = tuple(parse(part, depth + 1, pairs=pairs) for part in args)
    return Condition("all" if op == "and" else "any", parts=parts)


def _name(raw: object) -> str:
    if not isinstance(raw, str) or not raw:
        raise Malformed("operands", raw)
    return raw


def _operand(raw: object) -> tuple[str, bool] | None:
    """(id, counted?) when it is a field or a group, None when it is a plain value."""
    if isinstance(raw, dict) and len(raw) == 1:
        ((kind, name),) = raw.items()
        if kind in ("var", "count"):
            return _name(name), kind == "count"
    return None


def _pair(args: object, op: str) -> tuple[object, object]:
    if not isinstance(args, list) or len(args) != 2:
        raise Malformed("arity", op)
    return args[0], args[1]


def _comparison(op: str, args: object, pairs: bool) -> Condition:
    left, right = _pair(args, op)
    if _operand(left) is None:  # 5 < x reads x > 5
        left, right, op = right, left, ORDERED.get(op, op)
    found, other = _operand(left), _operand(right)
    if pairs and found and other and not (found[1] or other[1]):
        return Condition(op, name=found[0], other=other[0])
    if found is None or not isinstance(right, Plain):
        raise Malformed("operands", args)
    return Condition(op, name=found[0], value=right, counts=found[1])


def _membership(args: object) -> Condition:
    left, right = _pair(args, "in")
    inside, around = _operand(left), _operand(right)
    if inside and not inside[1] and isinstance(right, list) and right and all(isinstance(v, Plain) for v in right):
        return Condition("in", name=inside[0], value=tuple(right))
    if around and not around[1] and isinstance(left, str):
        return Condition("has", name=around[0], value=left)
    raise Malformed("operands", args)
