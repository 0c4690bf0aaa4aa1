"""The closed subset of JsonLogic."""

import pytest

from kernel.forms.conditions import Malformed, parse

V = {"n": 5, "s": "a", "yes": True, "many": ["a", "b"], "kids": [{}, {}]}


@pytest.mark.parametrize(
    ("raw", "holds"),
    [
        ({"==": [{"var": "n"}, 5]}, True), ({"!=": [{"var": "n"}, 5]}, False), ({"!=": [{"var": "gone"}, 5]}, True),
        ({"<": [{"var": "n"}, 6]}, True), ({"<": [{"var": "gone"}, 6]}, False), ({"<": [4, {"var": "n"}]}, True),
        ({">=": [{"var": "n"}, 5]}, True), ({"in": [{"var": "s"}, ["a", "b"]]}, True), ({"in": ["b", {"var": "many"}]}, True),
        ({"in": ["c", {"var": "many"}]}, False), ({"in": ["a", {"var": "gone"}]}, False), ({"exists": "s"}, True), ({"exists": "gone"}, False),
        ({">": [{"count": "kids"}, 1]}, True), ({"==": [{"count": "gone"}, 0]}, True), ({"not": {"exists": "gone"}}, True),
        ({"and": [{"exists": "s"}, {"==": [{"var": "yes"}, True]}]}, True), ({"or": [{"exists": "gone"}, {"exists": "x"}]}, False),
    ],
)  # fmt: skip
def test_it_holds_or_not(raw, holds):
    assert parse(raw).holds(V) is holds


def test_a_question_answered_no_has_an_answer():
    assert parse({"exists": "x"}).holds({"x": False}) is True


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"var": "x"}, "operator"), ({"if": [1, 2, 3]}, "operator"), ({"==": [1, 2]}, "operands"), ({"==": [{"var": "a"}, {"var": "b"}]}, "operands"),
        ({"==": [{"var": "a"}]}, "arity"), ({"and": []}, "empty"), ({"exists": 3}, "operands"), ({"==": [{"var": "a"}, None]}, "operands"),
        ({"in": [{"var": "a"}, []]}, "operands"), ({"a": 1, "b": 2}, "operator"), ("x", "operator"),
    ],
)  # fmt: skip
def test_everything_else_is_refused(raw, reason):
    with pytest.raises(Malformed) as caught:
        parse(raw)
    assert caught.value.reason == reason


PAIR = {
    "n": 5,
    "m": 6.5,
    "year": 2026,
    "month": "2026-03",
    "day": "2026-03-27",
    "later": "2027-01-01",
    "s": "a",
    "z": "ab",
}


@pytest.mark.parametrize(
    ("op", "one", "other", "holds"),
    [
        ("<=", "n", "m", True), (">", "n", "m", False), ("<", "n", "n", False), ("<", "day", "later", True),
        ("<", "year", "day", False), ("<=", "year", "day", True), (">=", "year", "day", True), ("<", "year", "later", True),
        ("<", "month", "day", False), (">=", "month", "day", True), (">", "later", "month", True), ("<", "later", "year", False),
        ("==", "s", "s", True), ("==", "s", "z", False), ("!=", "s", "z", True), ("!=", "n", "n", False),
    ],
)  # fmt: skip
def test_answers_are_compared_with_each_other(op, one, other, holds):
    condition = parse({op: [{"var": one}, {"var": other}]}, pairs=True)
    assert (condition.holds(PAIR), condition.broken(PAIR), condition.names()) == (holds, not holds, {one, other})


@pytest.mark.parametrize("missing", [{}, {"n": 5}, {"m": 1}])
def test_nothing_is_broken_while_an_answer_is_missing(missing):
    condition = parse({"or": [{"<": [{"var": "n"}, {"var": "m"}]}, {"==": [{"var": "n"}, 9]}]}, pairs=True)
    assert condition.broken(missing) is False
    assert condition.broken({"n": 2, "m": 1}) is True
    assert condition.broken({"n": 9, "m": 1}) is False


@pytest.mark.parametrize("raw", [{"==": [{"var": "a"}, {"count": "b"}]}, {"in": [{"var": "a"}, {"var": "b"}]}])
def test_only_fields_are_compared_with_each_other(raw):
    with pytest.raises(Malformed) as caught:
        parse(raw, pairs=True)
    assert caught.value.reason == "operands"


def test_nothing_is_nested_without_end():
    raw = {"exists": "a"}
    for _ in range(2_000):
        raw = {"not": raw}
    with pytest.raises(Malformed) as caught:
        parse(raw)
    assert caught.value.reason == "depth"
