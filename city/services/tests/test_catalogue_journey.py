"""The catalogue in a real browser: typed search, filters without script, phone and dark."""

import os
import pathlib

import pytest

from city.agencies.actions import establish
from city.agencies.models import Agency
from city.services.actions.catalogue import take_in
from city.services.actions.offers import offer
from city.services.models.catalogue import Procedure
from city.services.tests.test_catalogue_pages import AT, ROWS
from kernel import clock, worktime
from kernel.actors import SYSTEM
from kernel.journal import unguarded
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


@pytest.mark.parametrize(("width", "script"), [(390, False), (1366, True)])
def test_an_agency_is_chosen_with_the_keyboard(watched, seven, width, script):
    ward = wards()
    page = watched(width=width, script=script)
    page.goto("/procedures/?q=khai+sinh&level=commune")
    if width < 960:
        page.locator(".filter-open").press("Enter")
    select = page.get_by_label("Cơ quan nhận hồ sơ")
    select.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert select.evaluate("e => e.selectedOptions[0].textContent") == "UBND phường Cái Răng (1)"
    assert select.evaluate("e => e.getBoundingClientRect().right <= e.closest('.filter').getBoundingClientRect().right")
    page.get_by_role("button", name="Lọc", exact=True).press("Enter")
    page.wait_for_url(f"**agency={ward.pk}**")
    assert page.locator(".entry-title").all_inner_texts() == ["Thủ tục đăng ký khai sinh"]
    shot(page, f"agency-{width}")
    assert faults(page) == []
    page.locator(".chip", has_text="UBND phường Cái Răng").press("Enter")
    page.wait_for_url("**/procedures/?q=khai+sinh&level=commune*")
    assert page.locator(".entry").count() == 2


def wards() -> Agency:
    """Two wards that take births; the second is given."""
    with unguarded("a calendar for the test"):
        calendar = worktime.set_up(name="x", years=[clock.today().year], today=clock.today())
    for name in ("UBND phường An Bình", "UBND phường Cái Răng"):
        ward = establish(calendar=calendar, name=name, since=clock.today(), by=SYSTEM)
        offer(procedure=Procedure.objects.get(national_code="1.001193"), agency=ward, level="full", since=clock.today(), by=SYSTEM)  # fmt: skip
    return ward


def test_a_phone_has_no_faults(watched, seven):
    page = watched(width=390, dark=True)
    for address in ("/procedures/", "/procedures/1.001193/?case=1&channel=online", "/procedures/1.004222/"):
        page.goto(address)
        assert faults(page) == []
