"""Answers held against each other: on one page, across pages, inside an item; and nothing that contradicts itself gets through."""

import re
from itertools import permutations

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.forms import checking, loading, walk
from kernel.forms.reopening import open_fields, open_pages, refused
from kernel.forms.settling import settle
from kernel.forms.tests.sample import ANSWERS, ON, check, field, sample, t
from kernel.forms.visiting import visit
from kernel.forms.walk import Draft

DONE = Draft({**ANSWERS, "yard": 40}, ("who", "house", "begin", "more", "owners"))
YARD, BEGINS, SINCE = "Sân không thể rộng hơn nhà", "Khởi công không thể trước năm xây", "Sở hữu phải sau khi sinh"


def go(draft, page, post=None, query=None, **more):
    data = None if post is None else QueryDict(post)
    with override("vi"):
        return visit(sample(), draft, page, on=ON, query=query or {}, post=data, **more)


def said(seen) -> dict[str, str]:
    return {question.name: question.error for question in seen.form.wrong}


def test_two_answers_of_one_page_are_said_at_the_field_and_nothing_typed_is_lost():
    seen = go(DONE, "house", "area=80&floors=1&cellar=no&yard=90")
    assert (seen.moved, said(seen)) == (False, {"yard": YARD})
    assert (seen.form["yard"].anchor, seen.form["yard"].value(), seen.form["area"].value()) == ("q-yard", "90", "80")
    assert walk.first_open(sample(), seen.draft, ON).id == "house"
    assert go(DONE, "house", "area=80&floors=1&cellar=no&yard=80").moved


@pytest.mark.parametrize("post", ["area=80&floors=1&cellar=no", "area=x&floors=1&cellar=no&yard=90"])
def test_nothing_is_said_while_one_of_them_is_missing_or_cannot_be_read(post):
    assert "yard" not in said(go(Draft(), "house", post))


def test_what_an_earlier_page_says_now_reopens_the_later_one_with_the_sentence():
    changed = go(DONE, "house", "area=85,5&floors=1&cellar=no&built=2028", {"back": "check"})
    assert (changed.moved, changed.to) == (True, "begin")
    assert walk.first_open(sample(), changed.draft, ON).id == "begin"
    shown = go(changed.draft, "begin")
    assert (said(shown), shown.form["begins"].value()) == ({"begins": BEGINS}, ("1", "3", "2027"))
    again = go(changed.draft, "begin", "begins-day=1&begins-month=3&begins-year=2027")
    assert (again.moved, said(again)) == (False, {"begins": BEGINS})
    mended = go(changed.draft, "begin", "begins-day=1&begins-month=1&begins-year=2028")
    assert (mended.moved, walk.first_open(sample(), mended.draft, ON)) == (True, None)


def test_a_page_that_is_only_shown_does_not_blame_what_is_not_answered():
    assert said(go(Draft(), "house")) == {}
    assert said(go(DONE, "house")) == {}


def test_a_day_that_has_passed_is_said_too():
    with override("vi"):
        late = visit(sample(), DONE, "begin", on=ON.replace(year=2028), query={})
    assert said(late) == {"begins": "Khi nào khởi công phải từ ngày 24/11/2028 trở đi"}


def test_items_are_judged_one_by_one():
    born = "owner_born-day=1&owner_born-month=2&owner_born-year=1990"
    post = f"owner_name=A&owner_abroad=no&{born}&owner_since-month="
    seen = go(DONE, "owners", f"{post}2&owner_since-year=1990", {"item": "new"})
    assert (said(seen), "owner" in seen.draft.values) == ({"owner_since": SINCE}, False)
    assert go(DONE, "owners", f"{post}3&owner_since-year=1990", {"item": "new"}).moved


def test_answers_from_outside_are_judged_alike():
    wrong = {**ANSWERS, "yard": 90, "built": 2028}
    with override("vi"):
        found = [(f.path, f.page, f.say) for f in checking.findings(sample(), wrong, ON)]
    assert found == [("yard", "house", YARD), ("begins", "begin", BEGINS)]


def test_at_a_closed_field_it_is_said_at_the_open_one():
    seen = go(DONE, "house", "area=30", open_ids=frozenset({"area"}))
    assert said(seen) == {"area": YARD}


def test_what_a_correction_contradicts_may_be_corrected_too():
    """The officer asked for the year alone; the beginning no longer goes with it."""
    filed = {**DONE.values, "built": 1999}
    asked = frozenset({"built"})
    for values, opened in (({"built": 2026}, {"built"}), ({"built": 2028}, {"built", "begins"})):
        found = open_fields(sample(), asked, filed, {**filed, **values})
        assert found == opened
    both = {**filed, "built": 2028, "begins": "2028-01-01"}
    found = open_fields(sample(), asked, filed, both)
    assert (found, [p.id for p in open_pages(sample(), both, found)]) == ({"built", "begins"}, ["house", "begin"])
    assert refused(sample(), filed, both, found) == []
    assert refused(sample(), filed, {**both, "area": 90}, found) == ["area"]


def test_the_sentence_is_spoken_in_english():
    with override("en"):
        seen = visit(sample(), DONE, "house", on=ON, query={}, post=QueryDict("area=1&floors=1&cellar=no&yard=2"))
    assert seen.form["yard"].error == f"{YARD} (en)"


NUMBER, DAY = st.sampled_from(["1", "2,5", "7"]), st.sampled_from(["2025-12-31", "2026-01-01", "2026-06-30"])
YEAR = st.sampled_from(["2025", "2026"])


def three_pages():
    """A number and a year, then one against the first, then a day against both."""
    return loading.load({
        "form": "three", "engine": 1, "title": t("Ba trang"),
        "pages": [
            {"id": "one", "title": t("Một"), "fields": [field("small", "number", "Nhỏ", decimals=1), field("year", "year", "Năm")]},
            {"id": "two", "title": t("Hai"), "fields": [field("large", "number", "Lớn", decimals=1)],
             "checks": [check({"<=": [{"var": "small"}, {"var": "large"}]}, "large", "Phải lớn hơn")]},
            {"id": "three", "title": t("Ba"), "fields": [field("day", "date", "Ngày")],
             "checks": [check({"<": [{"var": "year"}, {"var": "day"}]}, "day", "Phải sau năm đó")]},
        ],
    })  # fmt: skip


PAGES = {
    "one": st.tuples(NUMBER, YEAR).map(lambda typed: f"small={typed[0]}&year={typed[1]}"),
    "two": NUMBER.map(lambda typed: f"large={typed}"),
    "three": DAY.map(lambda day: "&".join(f"day-{name}={part}" for name, part in zip(("year", "month", "day"), day.split("-"), strict=True))),
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(PAGES)).flatmap(lambda page: st.tuples(st.just(page), PAGES[page])), max_size=8))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_whatever_order_pages_are_saved_a_complete_form_contradicts_nothing(saved):
    definition, draft = three_pages(), Draft()
    for page, post in saved:
        draft = visit(definition, draft, page, on=ON, query={}, post=QueryDict(post)).draft
    answers, first = settle(definition, draft.values), walk.first_open(definition, draft, ON)
    whole = set(answers) == {"small", "year", "large", "day"}
    right = whole and answers["small"] <= answers["large"] and answers["year"] < int(answers["day"][:4])
    assert (first is None) == (right and set(draft.done) == set(PAGES))
    if whole:
        assert (checking.findings(definition, answers, ON) == []) is right


def test_the_order_in_which_pages_are_answered_decides_nothing():
    posts = {"one": "small=7&year=2025", "two": "large=2", "three": "day-day=1&day-month=1&day-year=2025"}
    for order in permutations(posts):
        draft = Draft()
        for page in order:
            draft = visit(three_pages(), draft, page, on=ON, query={}, post=QueryDict(posts[page])).draft
        assert [page.id for page in three_pages().pages if walk.untrue(three_pages(), page, draft, ON)] == [
            "two",
            "three",
        ]


def test_the_error_leads_to_its_box(settings):
    from django.template.loader import render_to_string

    seen = go(DONE, "house", "area=80&floors=1&cellar=no&yard=90")
    with override("vi"):
        html = render_to_string("kernel/forms/page.html", {"visit": seen, "about": "Mẫu thử"})
    assert re.findall(r'<li><a href="#(q-[a-z]+)">([^<]+)</a>', html) == [("q-yard", YARD)]
    assert re.search(r'<input[^>]*id="q-yard"[^>]*aria-invalid="true"[^>]*>', html)
