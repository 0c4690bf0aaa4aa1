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


def test_nothing_is_nested_without_end():
    raw = {"exists": "a"}
    for _ in range(2_000):
        raw = {"not": raw}
    with pytest.raises(Malformed) as caught:
        parse(raw)
    assert caught.value.reason == "depth"
