"""Two windows, one page: nobody's words are lost, and the second is told."""

from django.http import QueryDict
from django.utils.translation import override

from kernel.forms.tests.sample import ON, sample
from kernel.forms.visiting import Visit, visit
from kernel.forms.walk import Draft

NAMES = Draft({"owner": [{"owner_name": name, "owner_abroad": False} for name in ("An", "Bình", "Chi")]})
HOUSE = {"area": "85,5", "floors": "1", "cellar": "no", "built": "1999"}


def shown(draft: Draft) -> str:
    return visit(sample(), draft, "house", on=ON, query={}).mark


def sent(draft: Draft, mark: str | None, **typed: str) -> Visit:
    post = QueryDict(mutable=True)
    post.update(HOUSE | typed | ({} if mark is None else {"seen": mark}))
    with override("vi"):
        return visit(sample(), draft, "house", on=ON, query={}, post=post)


def test_the_second_window_is_told_what_differs_and_keeps_what_was_typed() -> None:
    old = shown(Draft())
    first = sent(Draft(), old, built="1999")
    second = sent(first.draft, old, built="2005")
    assert (first.moved, second.moved) == (True, False)
    assert "khác với những gì bạn gõ ở: " in second.error
    assert second.form is not None
    assert second.form["built"].value() == "2005"
    assert second.draft == first.draft


def test_sending_it_again_from_the_page_that_told_is_taken() -> None:
    old = shown(Draft())
    first = sent(Draft(), old)
    told = sent(first.draft, old, built="2005")
    again = sent(told.draft, told.mark, built="2005")
    assert (again.moved, again.draft.values["built"]) == (True, 2005)


def test_the_same_words_from_an_old_page_are_no_quarrel() -> None:
    old = shown(Draft())
    first = sent(Draft(), old)
    assert sent(first.draft, old).moved is True


def test_a_page_half_right_goes_on_from_what_it_kept() -> None:
    wrong = sent(Draft(), shown(Draft()), area="rộng")
    assert (wrong.moved, wrong.error) == (False, "")
    assert sent(wrong.draft, wrong.mark).moved is True


def test_posts_without_a_mark_are_taken_as_before() -> None:
    first = sent(Draft(), None)
    assert sent(first.draft, None, built="2005").draft.values["built"] == 2005


def removed(draft: Draft, index: int, mark: str) -> Visit:
    post = QueryDict(mutable=True)
    post.update({"remove": str(index), "seen": mark})
    with override("vi"):
        return visit(sample(), draft, "owners", on=ON, query={}, post=post)


def names(draft: Draft) -> list[str]:
    return [item["owner_name"] for item in draft.values["owner"]]


def test_an_old_list_removes_nothing_but_what_it_shows() -> None:
    an, binh, chi = visit(sample(), NAMES, "owners", on=ON, query={}).items
    first = removed(NAMES, an.index, an.mark)
    assert (names(first.draft), first.moved, first.to) == (["Bình", "Chi"], True, "owners")
    for item in (binh, chi):  # one place further up now; beyond the end
        told = removed(first.draft, item.index, item.mark)
        assert (told.moved, names(told.draft), told.error[:23]) == (False, ["Bình", "Chi"], "Danh sách đã thay đổi s")
        assert [one.line for one in told.items] == ["Bình", "Chi"]
        again = next(one for one in told.items if one.line == item.line)
        assert names(removed(told.draft, again.index, again.mark).draft) == [
            n for n in ("Bình", "Chi") if n != item.line
        ]
