"""The other looks: dark, and in English. The same four pages as README shows, with the same demands; and pictures of the desk
and the home page for README (tests/journeys/shots.py)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.city import City
from tests.journeys import shots
from tests.journeys.conftest import DESK, PHONE, rests

pytestmark = pytest.mark.journey
OWNER, OFFICER = "tran.quoc.bao", "ninhkieu.hotich"


def pages(city: City) -> list[tuple[str, int, str, str]]:
    """(who, width, path, what stands there in English)."""
    mine, late = city.dossier(OWNER, "1.009994"), city.dossier("pham.ngoc.bich", "1.009994")
    return [
        ("", DESK, "/", "Procedures"),
        (OWNER, PHONE, f"/my/dossiers/{mine.submission}/", "Result"),
        (OFFICER, DESK, "/desk/", "Inbox"),
        (OFFICER, DESK, f"/desk/dossiers/{late.submission}/", "Examination"),
    ]


def test_in_the_dark(seat: Callable[..., Page], city: City) -> None:
    for who, width, path, _words in pages(city):
        page = seat(who, width=width)
        page.emulate_media(color_scheme="dark")
        page.goto(path)
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        rests(page)
        page.context.close()


def test_in_english(seat: Callable[..., Page], city: City) -> None:
    for who, width, path, words in pages(city):
        page = seat(who, width=width)
        page.goto(path)
        page.get_by_role("button", name="English").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("body")).to_contain_text(words)
        rests(page)
        # The language is kept with the person, who sits down here again.
        page.get_by_role("button", name="Tiếng Việt").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        page.context.close()


def test_pictures_of_readme(seat: Callable[..., Page], city: City) -> None:
    """The others are taken while a play runs (tests/journeys/cast.py)."""
    if shots.folder() is None:
        pytest.skip("MOTCUA_SHOTS names no folder: no pictures are wanted")
    (_, _, home, _), *_, (_, _, desk, _) = pages(city)
    for who, path, name in (("", home, "home"), (OFFICER, desk, "desk")):
        page = seat(who, width=DESK)
        page.goto(path)
        rests(page)
        shots.take(page, name)
