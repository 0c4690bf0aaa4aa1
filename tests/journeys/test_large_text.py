"""On a phone with letters twice as large, and with a file whose name never ends: nothing leaves its card or the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stories.papers import paper
from tests.city import City
from tests.journeys.test_pages import DRAFT, HOUSE, begun

pytestmark = pytest.mark.journey

LONG = "CamOn_ChupManHinh_" + "x" * 170
OUT = """() => {
  const end = document.documentElement.clientWidth + 1;
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
  return [...document.querySelectorAll("main *, header *, footer *")].filter((e) => {
    const box = e.getBoundingClientRect(), card = e.parentElement.closest(".panel");
    return box.width && e.checkVisibility() && !e.closest(".sr") && !scrolls(e.parentElement)
      && (box.right > end || (card && box.right > card.getBoundingClientRect().right + 1));
  }).map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`).slice(0, 12);
}"""


def test_letters_twice_as_large(city: City, seat: Callable[..., Page]) -> None:
    page, dossier = seat(HOUSE[0], width=390), city.dossier(*HOUSE)
    mine = f"/my/dossiers/{dossier.submission}/"
    for path in ("/", "/my/dossiers/", mine, "/procedures/?q=khai+sinh", "/procedures/1.009994/"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert (path, page.evaluate(OUT)) == (path, [])


def test_a_file_name_without_end(city: City, seat: Callable[..., Page]) -> None:
    draft, page = begun(city), seat(DRAFT[0], width=390)
    page.goto(f"/drafts/{draft.submission}/papers/")
    content = paper("Giấy chứng sinh")
    page.locator("input[type=file]").first.set_input_files(
        {"name": f"{LONG}.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Xem lại và nộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi nộp")
    assert page.evaluate(OUT) == []
    page.goto(f"/drafts/{draft.submission}/papers/")
    expect(page.locator("main")).to_contain_text("xxx.pdf")
    assert page.evaluate(OUT) == []
