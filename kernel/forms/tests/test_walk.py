"""The way through a form, and the draft that keeps everything."""

import json

import pytest
from django.http import QueryDict

from kernel.forms import walk
from kernel.forms.settling import settle, visible_pages
from kernel.forms.tests.sample import ANSWERS, ON, sample
from kernel.forms.visiting import visit
from kernel.forms.walk import Draft

DONE = Draft(dict(ANSWERS), ("who", "house", "begin", "more", "owners"))


def ids(values) -> list[str]:
    return [page.id for page in visible_pages(sample(), values)]


def go(draft, page, post=None, query=None, **more):
    data = None if post is None else QueryDict(post)
    return visit(sample(), draft, page, on=ON, query=query or {}, post=data, **more)


def test_pages_come_and_go_with_the_answers():
    assert ids(ANSWERS) == ["who", "house", "begin", "more", "owners"]
    assert ids({**ANSWERS, "floors": "2"}) == ["who", "house", "design", "begin", "more", "owners"]
    assert ids({**ANSWERS, "cellar": True, "depth": 4})[2] == "design"
    assert ids({**ANSWERS, "owner": [{"owner_name": "A"}, {"owner_name": "B"}]})[-1] == "signs"


def test_what_a_hidden_question_held_stays_in_the_draft_but_not_in_the_answers():
    draft = go(DONE, "house", "area=85,5&floors=2&cellar=yes&depth=4").draft
    draft = go(draft, "design", "firm=Công ty A&licence=AB-1234").draft
    back = go(draft, "house", "area=85,5&floors=1&cellar=no&depth=4").draft
    assert (back.values["firm"], back.values["depth"]) == ("Công ty A", 4)
    assert settle(sample(), back.values) == ANSWERS
    again = go(back, "house", "area=85,5&floors=2&cellar=yes&depth=4").draft
    assert settle(sample(), again.values)["firm"] == "Công ty A"


def test_a_hidden_number_decides_nothing():
    """depth is kept, but with no cellar it is not asked, so it must not bring up the designer's page."""
    assert "design" not in ids({**ANSWERS, "cellar": False, "depth": 9})


def test_a_draft_goes_through_json_and_resumes_where_it_was_left():
    draft = go(Draft(), "who", "name=Lê&number=092085000214&phone=0903000118").draft
    resumed = Draft.from_json(json.loads(json.dumps(draft.to_json())))
    assert (resumed, walk.first_open(sample(), resumed, ON).id) == (draft, "house")


def test_valid_answers_of_a_wrong_page_are_kept_and_the_page_stays_open():
    seen = go(Draft(), "who", "name=Lê&number=12&phone=0903000118")
    assert (seen.moved, seen.draft.values, seen.draft.done) == (False, {"name": "Lê", "phone": "0903000118"}, ())


def test_next_previous_and_progress():
    draft = Draft(dict(ANSWERS))
    order = [walk.next_page(sample(), draft, page) for page in ("who", "house", "begin", "more", "owners")]
    assert [page.id if page else None for page in order] == ["house", "begin", "more", "owners", None]
    assert walk.previous_page(sample(), draft, "begin").id == "house"
    assert walk.previous_page(sample(), draft, "who") is None
    assert [walk.progress(sample(), draft, page) for page in ("who", "owners", "design")] == [(1, 5), (5, 5), (0, 5)]


def test_a_complete_form_has_nothing_open_until_the_day_makes_an_answer_wrong():
    assert walk.first_open(sample(), DONE, ON) is None
    assert walk.first_open(sample(), DONE, ON.replace(year=2028)).id == "begin"


def test_a_page_brought_up_by_a_change_is_open():
    assert walk.first_open(sample(), Draft({**ANSWERS, "floors": "2"}, DONE.done), ON).id == "design"


def test_data_fill_what_is_blank_where_they_fit():
    facts = {"person.name": "Lê Văn Phước", "person.identity_number": "12", "person.phone": "0903000118"}
    draft = walk.prefill(sample(), Draft({"phone": "0939000000"}), facts, ON)
    assert (draft.values, draft.filled) == ({"phone": "0939000000", "name": "Lê Văn Phước"}, ("name",))


def test_a_fixed_answer_from_data_cannot_be_typed_over():
    draft = walk.prefill(sample(), Draft(), {"person.name": "Lê Văn Phước"}, ON)
    seen = go(draft, "who", "name=Kẻ Khác&number=092085000214&phone=0903000118")
    assert (seen.to, seen.draft.values["name"]) == ("house", "Lê Văn Phước")
    assert next(row.kind for row in go(draft, "who").form.rows) == "shown"


def test_a_group_grows_changes_and_shrinks_without_script():
    draft = go(DONE, "owners", "owner_name=Trần A&owner_abroad=no&owner_land=Nhật", {"item": "new"}).draft
    seen = go(
        draft,
        "owners",
        "owner_name=Trần B&owner_abroad=yes&owner_land=Nhật&owner_born-day=1&owner_born-month=2&owner_born-year=1990",
        {"item": "new"},
    )
    assert (seen.to, "owners" in seen.draft.done) == ("owners", False)
    assert [item.line for item in go(seen.draft, "owners").items] == ["Trần A", "Trần B, 01/02/1990"]
    changed = go(seen.draft, "owners", "owner_name=Trần C&owner_abroad=no", {"item": "0"}).draft
    assert settle(sample(), changed.values)["owner"][0] == {"owner_name": "Trần C", "owner_abroad": False}
    shrunk = go(changed, "owners", "remove=0")
    assert ([item["owner_name"] for item in shrunk.draft.values["owner"]], shrunk.to) == (["Trần B"], "owners")
    assert (go(shrunk.draft, "owners", "").to, "owners" in go(shrunk.draft, "owners", "").draft.done) == (None, True)


def test_a_group_keeps_its_limits():
    three = Draft({**ANSWERS, "owner": [{"owner_name": n, "owner_abroad": False} for n in "ABC"]}, DONE.done)
    assert go(three, "owners").may_add is False
    with pytest.raises(IndexError):
        go(three, "owners", query={"item": "new"})
    listed = go(three, "signs", "")
    assert (listed.moved, listed.error) == (False, "Thêm ít nhất 1 mục: người ký")


@pytest.mark.parametrize("item", ["7", "-1", "x", "99999999", "²"])
def test_an_item_that_is_not_there_is_not_found(item):
    with pytest.raises(IndexError):
        go(DONE, "owners", query={"item": item})


@pytest.mark.parametrize("page", ["design", "nowhere"])
def test_a_page_that_is_not_asked_is_not_found(page):
    with pytest.raises(KeyError):
        go(DONE, page)


def test_changing_one_answer_from_the_check_returns_to_it_unless_something_opened():
    assert go(DONE, "house", "area=90&floors=1&cellar=no", {"back": "check"}).to is None
    assert go(DONE, "house", "area=90&floors=2&cellar=no", {"back": "check"}).to == "design"


def test_papers_go_to_the_keeper_and_what_it_refuses_is_said(rf):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils.datastructures import MultiValueDict

    def keep(field_id, upload):
        if upload.name.endswith(".exe"):
            raise ValueError("Tệp này không mở được")
        return {"ref": f"blob:{upload.size}", "name": upload.name}

    files = MultiValueDict({"plan": [SimpleUploadedFile("a.pdf", b"abc"), SimpleUploadedFile("b.exe", b"x")]})
    post = "address-street=1 A&address-ward=31120"
    seen = go(DONE, "more", post, files=files, keep=keep)
    assert (seen.moved, seen.form["plan"].error, seen.draft.values["plan"]) == (
        False,
        "Tệp này không mở được",
        [{"ref": "blob:3", "name": "a.pdf"}],
    )
