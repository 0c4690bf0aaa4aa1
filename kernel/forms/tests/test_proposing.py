"""What follows from an answer is filled in, and goes with it while nobody typed it over."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.forms import loading, walk
from kernel.forms.reading import DefinitionError
from kernel.forms.tests.sample import ON, field, t
from kernel.forms.visiting import visit
from kernel.forms.walk import Draft

FACTS = {"person.name": "Lê Thị Hoa", "person.birth_year": 1994}
SAID = "Lấy từ dữ liệu đã có. Sửa chỗ nào chưa đúng."


def own(source, who):
    return {"prefill": source, "prefill_when": {"==": [{"var": "relation"}, who]}}


def parents():
    """I, what I am, the mother and, for whom it concerns, the father."""
    names = [("mother", {}), ("father", {"when": {"==": [{"var": "entered"}, True]}})]
    return {
        "form": "parents", "engine": 1, "title": t("Cha mẹ"),
        "lists": {"relations": {"codes": [{"code": c, "text": t(c)} for c in ("mother", "father", "other")]}},
        "pages": [
            {"id": "me", "title": t("Tôi"), "fields": [field("name", "text", "Họ tên", prefill="person.name"), field("tax", "tax_code", "Mã số thuế", required=False)]},
            {"id": "relation", "title": t("Là gì"), "fields": [field("relation", "choice", "Quan hệ", list="relations"), field("entered", "yes_no", "Có cha")]},
            *({"id": who, "title": t(who), **more, "fields": [
                field(f"{who}_name", "text", "Họ tên", **own("answers.name", who)),
                field(f"{who}_year", "year", "Năm sinh", required=False, max=2020, **own("person.birth_year", who)),
                field(f"{who}_place", "text", "Nơi ở", required=False),
            ]} for who, more in names),
        ],
    }  # fmt: skip


def go(draft, page, post=None, facts=lambda: FACTS, **more):
    data = None if post is None else QueryDict(post)
    with override("vi"):
        return visit(loading.load(parents()), draft, page, on=ON, query={}, post=data, facts=facts, **more)


def told(relation="mother", entered="yes"):
    begun = walk.prefill(loading.load(parents()), Draft(), FACTS, ON)
    return go(go(begun, "me", "name=Lê Thị Hoa").draft, "relation", f"relation={relation}&entered={entered}").draft


def of(draft, who):
    return {key: value for key, value in draft.values.items() if key.startswith(f"{who}_")}


HOA = {"mother_name": "Lê Thị Hoa", "mother_year": 1994}


def test_at_the_beginning_only_what_depends_on_nothing_is_filled_in():
    assert walk.prefill(loading.load(parents()), Draft(), FACTS, ON).values == {"name": "Lê Thị Hoa"}


@pytest.mark.parametrize(
    ("relation", "mother", "father"),
    [("mother", HOA, {}), ("father", {}, {"father_name": "Lê Thị Hoa", "father_year": 1994}), ("other", {}, {})],
)
def test_who_says_what_he_is_finds_himself_filled_in(relation, mother, father):
    draft = told(relation)
    assert (of(draft, "mother"), of(draft, "father")) == (mother, father)
    assert walk.first_open(loading.load(parents()), draft, ON).id == "mother"  # shown before it counts


def test_the_page_says_that_it_was_filled_in_and_only_then():
    for relation, times in (("mother", 1), ("father", 0)):
        with override("vi"):
            html = render_to_string("kernel/forms/page.html", {"visit": go(told(relation), "mother")})
        assert html.count(SAID) == times
    typed = go(told(), "mother", "mother_name=Trần A&mother_year=").draft
    assert go(typed, "mother").proposed is False


def test_what_the_person_wrote_of_himself_on_this_form_is_taken_not_what_was_known():
    draft = go(told(), "me", "name=Lê Thị Hoà").draft
    assert draft.values["mother_name"] == "Lê Thị Hoà"


def test_when_he_changes_his_mind_only_what_nobody_typed_goes():
    asked = go(told(), "mother", "mother_name=Lê Thị Hoa&mother_year=1993&mother_place=Ô Môn").draft
    other = go(asked, "relation", "relation=other&entered=no").draft
    assert (of(other, "mother"), "mother" in other.done) == ({"mother_year": 1993, "mother_place": "Ô Môn"}, False)
    assert walk.first_open(loading.load(parents()), other, ON).id == "mother"
    again = go(other, "relation", "relation=mother&entered=no").draft
    assert of(again, "mother") == {"mother_name": "Lê Thị Hoa", "mother_year": 1993, "mother_place": "Ô Môn"}


def test_the_way_back_to_the_check_leads_over_the_page_that_changed():
    done = go(told(entered="no"), "mother", "mother_name=Lê Thị Hoa&mother_year=1994").draft
    assert walk.first_open(loading.load(parents()), done, ON) is None
    definition, post = loading.load(parents()), QueryDict("relation=other&entered=no")
    seen = visit(definition, done, "relation", on=ON, query={"back": "check"}, post=post, facts=lambda: FACTS)
    assert (seen.to, of(seen.draft, "mother")) == ("mother", {})


def test_what_was_emptied_stays_empty():
    emptied = go(told(), "mother", "mother_name=Lê Thị Hoa&mother_year=").draft
    later = go(emptied, "me", "name=Lê Thị Hoà").draft
    assert of(later, "mother") == {"mother_name": "Lê Thị Hoà"}
    assert of(go(later, "mother", "mother_name=Lê Thị Hoà&mother_year=1990").draft, "mother")["mother_year"] == 1990


def test_a_page_that_was_answered_is_not_added_to():
    """She wrote the mother's name herself and left the year blank; then she says that she is the mother."""
    written = go(told("other"), "mother", "mother_name=Trần A&mother_year=").draft
    assert of(go(written, "relation", "relation=mother&entered=no").draft, "mother") == {"mother_name": "Trần A"}


def test_data_that_do_not_fit_are_asked():
    begun = go(Draft(), "me", "name=Lê Thị Hoa").draft
    late = go(begun, "relation", "relation=mother&entered=no", facts=lambda: {"person.birth_year": 2021}).draft
    assert of(late, "mother") == {"mother_name": "Lê Thị Hoa"}


def test_a_correction_fills_in_nothing():
    seen = go(told("other"), "relation", "relation=mother&entered=no", facts=None, open_ids=frozenset({"relation"}))
    assert of(seen.draft, "mother") == {}


def test_the_data_are_not_asked_for_where_no_form_wants_them():
    from kernel.forms.tests.sample import sample

    def never():
        raise AssertionError("nobody needs them")

    post = QueryDict("name=Lê&number=092085000214&phone=0903000118")
    assert visit(sample(), Draft(), "who", on=ON, query={}, post=post, facts=never).moved


WRONG = [
    ({"prefill": "answers.tax"}, "pages[2].fields[0].prefill: tax phải là một ô cùng loại ở trang trước."),
    ({"prefill": "answers.father_name"}, "pages[2].fields[0].prefill: father_name phải là một ô cùng loại ở trang trước."),
    ({"prefill": "answers.mother_name"}, "pages[2].fields[0].prefill: mother_name phải là một ô cùng loại ở trang trước."),
    ({"prefill": ""}, 'pages[2].fields[0].prefill_when: Chỉ đi cùng "prefill", không cùng "fixed".'),
    ({"fixed": True}, 'pages[2].fields[0].prefill_when: Chỉ đi cùng "prefill", không cùng "fixed".'),
    ({"prefill_when": {"==": [{"var": "relation"}, "uncle"]}}, "pages[2].fields[0].prefill_when: relation không bao giờ có giá trị 'uncle'."),
    ({"prefill_when": {"exists": "mother_year"}},
     "pages[2].fields[0].prefill_when: mother_year phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_a_source_that_cannot_be_known_is_refused(changes, message):
    spoilt = parents()
    spoilt["pages"][2]["fields"][0].update(changes)
    with override("vi"), pytest.raises(DefinitionError) as caught:
        loading.load(spoilt)
    assert [str(wrong) for wrong in caught.value.wrongs] == [message]


POSTS = st.one_of(
    st.tuples(st.just("me"), st.sampled_from(["name=Hoa", "name=Hoà"])),
    st.tuples(st.just("relation"), st.sampled_from([f"relation={r}&entered={e}" for r in ("mother", "father", "other") for e in ("yes", "no")])),
    st.tuples(st.just("mother"), st.sampled_from(["mother_name=Typed&mother_year=1950", "mother_name=Typed&mother_year=", "untouched"])),
)  # fmt: skip


@given(st.lists(POSTS, max_size=10))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_typed_is_ever_lost_and_what_was_filled_in_is_what_is_known_now(posts):
    draft, typed = Draft(), {}
    for page, post in posts:
        if post == "untouched":
            post = "&".join(f"{key}={draft.values.get(key, '')}" for key in ("mother_name", "mother_year"))
        if page == "mother":
            given = dict(QueryDict(post).items())
            typed = {k: v for k, v in given.items() if v and v != str(draft.values.get(k, ""))} | {
                k: v for k, v in typed.items() if given.get(k) == v
            }
        draft = go(draft, page, post).draft
        assert {k: str(draft.values.get(k)) for k in typed} == typed
        filled = {k: v for k, v in of(draft, "mother").items() if k in draft.filled}
        assert filled.items() <= {"mother_name": draft.values.get("name"), "mother_year": 1994}.items()
        assert not filled or draft.values["relation"] == "mother"
