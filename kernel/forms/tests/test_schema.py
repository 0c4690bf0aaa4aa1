"""The exported JSON Schema and the pages judge alike: what one accepts the other accepts."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kernel.forms import schema, schema_check
from kernel.forms.checking import findings, tidy
from kernel.forms.conditions import parse
from kernel.forms.tests.sample import ANSWERS, ON, sample

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.just([]), st.just({}), st.lists(st.text(max_size=3), max_size=3)
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=130), st.sampled_from(["Lê", " a ", "\u202e", "x" * 60, "x" * 61, "x\ny", "é"]))
REFS = st.fixed_dictionaries(
    {"ref": st.sampled_from(["blob:a", "blob:b", "x", "blob:c\n"]), "name": WORDS}, optional={"pages": ODD}
)
OWNER = st.fixed_dictionaries(
    {"owner_name": WORDS, "owner_abroad": st.booleans()},
    optional={
        "owner_land": WORDS,
        "owner_born": st.sampled_from(["1990-02-01", "2026-11-25", "1990-02-30"]),
        "x": ODD,
        "owner_since": st.sampled_from(["1990-02", "1990-03", "1985-13"]),
    },
)
LIKELY = {
    "name": WORDS, "number": st.sampled_from(["092085000214", "92085000214", "092 085 000 214", "٠92085000214"]),
    "phone": st.sampled_from(["0903000118", "+84 903 000 118", "12", "+14155550100", "0903000118\n"]),
    "email": st.sampled_from(["a@b.vn", "A@B.VN", "a@b", "a b@c.vn", "@"]), "tax": st.sampled_from(["1800278630", "1800278630001", "12", "1800278630-001"]),
    "area": st.sampled_from([85.5, 85, 85.0, 85.55, 0, 1, 10_000, 10_000.1, -1, 1e300, 1e-9, float("nan"), float("inf"), True, "85,5"]),
    "floors": st.sampled_from(["1", "2", "old", "3", 1]), "built": st.sampled_from([1999, 1999.0, 1999.5, 1899, 2027, 2028, 2031, True]),
    "yard": st.sampled_from([85.5, 85.6, 84, 90, "85,5", -1, 1e300, True]),
    "cost": st.sampled_from([0, 75_000, -1, 10**15 - 1, 10**15, 0.5]), "cellar": st.sampled_from([True, False, 0, "yes"]),
    "depth": st.sampled_from([1, 3, 4, 51, 2.5]), "firm": WORDS, "licence": st.sampled_from(["AB-1234", "ab-1234", "AB-12345", "AB-1234\n", "AB-١٢٣٤"]),
    "begins": st.sampled_from(["2026-11-24", "2026-11-23", "2028-11-24", "2028-11-25", "2027-02-29", "27/3/2027", "2027-3-1", "2027-02-31"]),
    "born": st.sampled_from(["1985-07", "1985-13", "0999-01", "1985-7"]),
    "needs": st.lists(st.sampled_from(["a", "b", "c", "z"]), max_size=4), "story": st.one_of(WORDS, st.just("x" * 501)),
    "address": st.fixed_dictionaries({"street": WORDS, "ward": st.sampled_from(["31117", "0"])}, optional={"x": ODD}),
    "plan": st.lists(REFS, max_size=4), "owner": st.lists(st.one_of(OWNER, OWNER, ODD), max_size=4),
    "signer": st.lists(st.fixed_dictionaries({"signer_name": WORDS}), max_size=3), "intro": ODD, "surplus": ODD,
}  # fmt: skip
CHANGES = st.dictionaries(st.sampled_from(sorted(LIKELY)), st.none(), max_size=6).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.one_of(LIKELY[name], LIKELY[name], ODD, st.just("(gone)")) for name in names}
    )
)


def both(answers) -> tuple[bool, bool]:
    tidied = tidy(sample(), answers)
    return not findings(sample(), tidied, ON), not schema.accepts(sample(), tidied, ON)


@given(CHANGES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example({"cellar": True, "depth": 4, "firm": "A", "licence": "AB-1234"})
@example({"plan": [{"ref": "blob:c\n", "name": "0"}]})
@example({"area": 1e27})
@example({"cost": 10**15})
@example(
    {
        "owner": [
            {"owner_name": "A", "owner_abroad": True, "owner_land": "Nhật"},
            {"owner_name": "B", "owner_abroad": False},
        ]
    }
)
def test_pages_and_schema_judge_alike(changes):
    answers = {key: value for key, value in {**ANSWERS, **changes}.items() if value != "(gone)"}
    pages, exported = both(answers)
    assert pages is exported


def test_both_accept_what_is_right():
    full = {
        **ANSWERS, "floors": "2", "cellar": True, "depth": 4, "firm": "A", "licence": "AB-1234", "needs": ["c", "a"],
        "owner": [{"owner_name": n, "owner_abroad": False} for n in "AB"], "signer": [{"signer_name": "A"}],
    }  # fmt: skip
    assert (both(ANSWERS), both(full)) == ((True, True), (True, True))


@pytest.mark.parametrize(
    ("change", "pages", "exported"),
    [
        ({"area": "85,5"}, [("area", "house")], [("area", "type")]),
        ({"firm": "A"}, [("firm", "design")], [("firm", "false")]),
        ({"floors": "2"}, [("firm", "design"), ("licence", "design")], [("", "required"), ("", "required")]),
        ({"owner": [{"owner_name": "A"}]}, [("owner[0].owner_abroad", "owners")], [("owner[0]", "required")]),
        ({"x": 1}, [("x", "")], [("x", "additionalProperties")]),
        ({"yard": 85.6}, [("yard", "house")], [("yard", "x-checks")]),
        ({"built": 2028}, [("begins", "begin")], [("begins", "x-checks")]),
        (
            {
                "owner": [
                    {"owner_name": "A", "owner_abroad": False, "owner_born": "1990-02-01", "owner_since": "1990-02"}
                ]
            },
            [("owner[0].owner_since", "owners")],
            [("owner[0].owner_since", "x-checks")],
        ),
    ],
)
def test_both_say_where(change, pages, exported):
    answers = tidy(sample(), {**ANSWERS, **change})
    assert [(finding.path, finding.page) for finding in findings(sample(), answers, ON)] == pages
    assert schema.accepts(sample(), answers, ON) == exported


def test_the_export_is_json_and_names_the_definition():
    exported = json.loads(json.dumps(schema.export(sample(), ON, "en")))
    assert (exported["$schema"], exported["$id"]) == (schema.DIALECT, f"urn:motcua:form:{sample().digest}")
    assert exported["properties"]["floors"] == {"title": "Storeys", "enum": ["1", "2"]}
    assert exported["properties"]["begins"]["formatMaximum"] == "2028-11-24"


def test_what_the_schema_cannot_say_stands_beside_it():
    exported = schema.export(sample(), ON, "en")
    yard = {
        "if_not": {"<=": [{"var": "yard"}, {"var": "area"}]},
        "at": "yard",
        "message": "Sân không thể rộng hơn nhà (en)",
    }
    assert [check["at"] for check in exported["x-checks"]] == ["yard", "begins"]
    assert exported["x-checks"][0] == yard
    assert [check["at"] for check in exported["properties"]["owner"]["items"]["x-checks"]] == ["owner_since"]
    assert "x-checks" not in exported["properties"]["signer"]["items"]


NUMBERS = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(0, 4),
        "s": st.sampled_from(["a", "b"]),
        "g": st.lists(st.just({}), min_size=1, max_size=3),
    },
)
ATOMS = st.one_of(
    st.tuples(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.just({"var": "n"}), st.integers(0, 4)),
    st.tuples(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.just({"count": "g"}), st.integers(-1, 4)),
    st.tuples(st.sampled_from(["==", "!="]), st.just({"var": "s"}), st.sampled_from(["a", "b"])),
).map(lambda atom: {atom[0]: [atom[1], atom[2]]})
TREES = st.recursive(
    st.one_of(ATOMS, st.sampled_from([{"exists": "n"}, {"exists": "g"}, {"in": [{"var": "s"}, ["a"]]}])),
    lambda part: st.one_of(
        part.map(lambda p: {"not": p}),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(part, min_size=1, max_size=3)).map(lambda p: {p[0]: p[1]}),
    ),
    max_leaves=5,
)


@given(TREES, NUMBERS)
@settings(max_examples=200)
def test_a_condition_means_the_same_as_its_schema(raw, values):
    condition = parse(raw)
    assert condition.holds(values) is (schema_check.faults(schema.translate(condition), values) == [])


def test_a_keyword_the_checker_does_not_know_is_never_passed_over():
    with pytest.raises(KeyError):
        schema_check.faults({"prefixItems": []}, [])
