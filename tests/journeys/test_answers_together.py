"""Two answers that cannot both be true: said at once on their page, and again where the first of them is changed afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from stories.cast import agency_named
from stories.plays import HOUSE, WARD
from tests.city import City
from tests.journeys.conftest import arrives, rests
from tests.journeys.forms import onward
from tests.players import Player

pytestmark = pytest.mark.journey
WHO = "huynh.cong.danh"
TOTAL, GROUND = "Tổng diện tích sàn", "Diện tích xây dựng tầng 1"


@pytest.mark.parametrize("script", [True, False])
def test_a_house_larger_than_its_plot(script: bool, seat, city: City) -> None:  # type: ignore[no-untyped-def]
    draft = Player(WHO).drafts("1.009994", agency_named(WARD), HOUSE)
    page, where = seat(WHO, script=script), f"/drafts/{draft.submission}/form"
    page.goto(f"{where}/house/")
    page.get_by_label(TOTAL).fill("25,6")
    onward(page)
    is_told(page, TOTAL, "25,6", "Tổng diện tích sàn không thể nhỏ hơn diện tích xây dựng tầng 1")
    page.get_by_label(TOTAL).fill("256,5")
    onward(page)
    page.goto(f"{where}/plot/")
    page.get_by_label("Diện tích thửa đất").fill("69,5")
    onward(page)
    page.goto(f"/drafts/{draft.submission}/papers/")
    page.get_by_role("button", name="Xem lại và nộp").click()
    arrives(page, "/form/house/$")
    is_told(page, GROUND, "85,5", "Diện tích xây dựng tầng 1 không thể lớn hơn diện tích thửa đất")
    page.get_by_label(GROUND).fill("65,5")
    onward(page)
    page.goto(f"/drafts/{draft.submission}/check/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi nộp")


def is_told(page: Page, label: str, typed: str, words: str) -> None:
    """Above, with a link to the box; at the box, where what was typed still stands."""
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_label(label)).to_have_value(typed)
    expect(page.get_by_label(label)).to_have_accessible_description(re.compile(words))
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label(label)).to_be_focused()
    page.seen[:] = [line for line in page.seen if "422" not in line]  # type: ignore[attr-defined]  # the browser notes the answer 422 itself
    rests(page)
