"""At the counter: one digit too few is said at its box and nothing typed is lost; receipt and slip come out as papers to print."""

import pytest
from playwright.sync_api import expect

from tests.city import City
from tests.journeys.conftest import rests

pytestmark = pytest.mark.journey


def test_a_number_typed_wrongly(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    page = seat("cairang.motcua")
    page.get_by_role("link", name="Nhận tại quầy", exact=True).click()
    given = {
        "Số định danh": "0941880045",
        "Họ và tên": "Thạch Thị Sa Ry",
        "Nơi ở": "Khu vực 3, phường Cái Răng, Cần Thơ",
    }
    for label, words in (*given.items(), ("Mã thủ tục", "2.000815")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("Số định danh có đúng 12 chữ số")
    for label, words in given.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(words)
    page.seen[:] = [line for line in page.seen if "422" not in line]  # the browser notes the answer itself
    rests(page)
    page.get_by_label("Số định danh", exact=True).fill("094188004567")
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()
    expect(page.get_by_label("Họ và tên", exact=True)).to_have_value("Thạch Thị Sa Ry")
    page.wait_for_url("**/drafts/**")


def test_receipt_and_slip_to_print(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    page = seat("cairang.motcua")
    page.goto(f"/desk/dossiers/{city.dossier('thach.thi.sa.ry', '2.000815').submission}/")
    rests(page)
    for link in ("In biên lai", "In giấy hẹn"):
        answer = page.request.get(str(page.get_by_role("link", name=link).get_attribute("href")))
        assert (answer.headers["content-type"], answer.body()[:5]) == ("application/pdf", b"%PDF-")
