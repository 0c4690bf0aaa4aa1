"""The catalogue in a real browser: typed search, filters without script, phone and dark."""

import os
import pathlib

import pytest

from city.services.actions.catalogue import take_in
from city.services.tests.test_catalogue_pages import AT, ROWS
from kernel import clock
from kernel.actors import SYSTEM
from kernel.web.tests.browser import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SHOTS = os.environ.get("MOTCUA_SHOTS", "")


@pytest.fixture
def seven():
    with clock.at(AT):
        take_in(rows=ROWS, source_sha="", by=SYSTEM)


def shot(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=pathlib.Path(SHOTS) / f"{name}.png", full_page=True)


def test_search_while_typing(watched, seven):
    page = watched()
    page.goto("/procedures/")
    assert page.locator(".entry").count() == 7
    assert faults(page) == []
    page.get_by_role("searchbox").press_sequentially("lam giay khai sinh", delay=5)
    page.wait_for_url("**q=lam*sinh*")
    assert page.locator(".entry-title").all_inner_texts() == ["Thủ tục đăng ký khai sinh"]
    assert page.locator("#catalogue-said").inner_text() == "1 thủ tục phù hợp"
    shot(page, "catalogue")
    assert faults(page) == []
    page.locator(".entry-title a").click()
    page.wait_for_url("**/procedures/1.001193/")
    shot(page, "procedure")
    assert faults(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_without_script(watched, seven, dark):
    page = watched(width=390, dark=dark, script=False)
    page.goto("/procedures/?q=khai+sinh")
    page.locator(".filter-open").click()
    page.locator("label", has_text="UBND phường, xã").or_(page.locator("label", has_text="Phường, xã")).first.click()
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_url("**level=commune**")
    assert page.locator(".entry").count() == 2
    shot(page, f"phone-{dark}")
    page.goto("/procedures/1.001193/")
    page.get_by_label("Trường hợp của tôi").select_option("1")
    page.get_by_label("Trực tiếp").check()
    page.get_by_role("button", name="Xem giấy tờ cần có").click()
    page.wait_for_url("**channel=counter**")
    assert page.locator(".needs h3").all_inner_texts() == ["Tờ khai chung", "Văn bản làm chứng"]
    shot(page, f"phone-procedure-{dark}")


def test_a_phone_has_no_faults(watched, seven):
    page = watched(width=390, dark=True)
    for address in ("/procedures/", "/procedures/1.001193/?case=1&channel=online", "/procedures/1.004222/"):
        page.goto(address)
        assert faults(page) == []
