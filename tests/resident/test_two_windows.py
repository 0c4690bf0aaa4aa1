"""Two windows on one draft: pages saved at the same moment are both kept, and an old list removes only what it shows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from city.services.actions.reception import Lack
from city.services.models import Dossier
from city.services.views import apply, supplements
from kernel.forms.visiting import Visit
from stories.cast import agency_named
from stories.plays import WARD
from tests.city import City
from tests.desk.test_supplements import HOUSE, NAME, OWNER, asks, at_home, fills
from tests.players import Player


def meanwhile(monkeypatch: pytest.MonkeyPatch, views: Any, act: Callable[[], object]) -> None:
    """Once, between the reading of the draft for a page and its saving, something else is done."""
    seen = views.visit

    def visit(*given: Any, **more: Any) -> Visit:
        monkeypatch.setattr(views, "visit", seen)
        found = seen(*given, **more)
        act()
        return found

    monkeypatch.setattr(views, "visit", visit)


@pytest.fixture
def draft(city: City) -> Dossier:
    return Player(OWNER).drafts("1.009994", agency_named(WARD), {})


def form(draft: Dossier, page: str) -> str:
    return f"/drafts/{draft.submission}/form/{page}/"


def kept(draft: Dossier) -> dict[str, Any]:
    draft.refresh_from_db()
    return draft.draft["values"]


def test_two_pages_saved_at_the_same_moment_are_both_kept(
    city: City, draft: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = city.sign_in(OWNER), city.sign_in(OWNER)
    meanwhile(monkeypatch, apply, lambda: other.post(form(draft, "plot"), {"plot_number": "57"}))
    assert one.post(form(draft, "plan"), {"months_to_build": "6"}).status_code == 302
    assert (kept(draft)["months_to_build"], kept(draft)["plot_number"]) == (6, "57")


def test_one_page_saved_twice_at_the_same_moment_is_told(
    city: City, draft: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, path = city.sign_in(OWNER), city.sign_in(OWNER), form(draft, "plan")
    mark = re.findall(r'name="seen" value="(\w+)"', one.get(path).content.decode())[0]
    meanwhile(monkeypatch, apply, lambda: other.post(path, {"months_to_build": "9"}))
    told = one.post(path, {"months_to_build": "6", "seen": mark})
    assert (told.status_code, kept(draft)["months_to_build"]) == (422, 9)
    assert "Trang này vừa được lưu ở một cửa sổ khác" in told.content.decode()


def test_what_is_known_is_not_filled_in_over_what_was_just_typed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two windows open a draft that is still empty; one is quick."""
    one, other = city.sign_in(OWNER), city.sign_in(OWNER)
    begun = one.post("/apply/1.009994/", began(one))["Location"]
    draft = Dossier.objects.get(submission=begun.split("/")[2])
    known = apply.residents.prefill_of

    def prefill(*given: Any) -> dict[str, Any]:
        monkeypatch.setattr(apply.residents, "prefill_of", known)
        other.post(form(draft, "plan"), {"months_to_build": "9"})
        return known(*given)

    monkeypatch.setattr(apply.residents, "prefill_of", prefill)
    assert one.get(begun).status_code == 302
    assert kept(draft)["months_to_build"] == 9


def began(client: Client) -> dict[str, str]:
    office = re.findall(
        r'<option value="(\d+)"[^>]*>' + re.escape(WARD), client.get("/apply/1.009994/").content.decode()
    )
    return {"agency": office[0], "case": "0"}


def test_two_pages_of_a_supplement_saved_at_the_same_moment(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    lacks = [Lack("mismatch", field="designer_name"), Lack("mismatch", field="months_to_build")]
    dossier = asks(city.dossier(*HOUSE), *lacks)
    one, other = city.sign_in(OWNER), city.sign_in(OWNER)
    typed = dossier.answers | {"designer_name": NAME}
    meanwhile(monkeypatch, supplements, lambda: fills(other, at_home(dossier, "plan/"), months_to_build="9"))
    shown = {name: typed[name] for name in ("designer_name", "designer_certificate")}
    assert one.post(at_home(dossier, "designer/"), shown).status_code == 302
    assert (kept(dossier)["designer_name"], kept(dossier)["months_to_build"]) == (NAME, 9)


def test_an_old_list_removes_only_what_it_shows(city: City) -> None:
    originals = [{"original_name": f"Bằng {name}", "original_pages": 1, "original_copies": 1} for name in "ABC"]
    draft = Player(OWNER).drafts("2.000815", agency_named(WARD), {"originals": originals})
    client, path = city.sign_in(OWNER), form(draft, "copies")
    rows = re.findall(r'name="seen" value="(\w+)"><button[^>]*value="(\d)">', client.get(path).content.decode())
    first, second, _third = ({"seen": mark, "remove": index} for mark, index in rows)
    answers = [client.post(path, row) for row in (first, second)]
    assert [one.status_code for one in answers] == [302, 422]
    assert "nên chưa bỏ mục nào" in answers[1].content.decode()
    assert [one["original_name"] for one in kept(draft)["originals"]] == ["Bằng B", "Bằng C"]
