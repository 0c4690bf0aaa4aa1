"""Sa Ry has no smartphone: the clerk files for her, has seen her papers, takes the fee and gives a receipt and a slip."""

import pytest
from playwright.sync_api import Page, expect

from city.payments.models import Receipt
from city.services.models import Dossier
from tests.journeys.conftest import onward, rests, worker_passes

pytestmark = pytest.mark.journey


def test_filed_paid_and_slip_in_hand(seat, city) -> None:  # type: ignore[no-untyped-def]
    receipts = Receipt.objects.count()
    page = seat("cairang.motcua")
    begins(page)
    answers(page)
    shows_papers(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.wait_for_url("**/desk/dossiers/**")
    rests(page)
    dossier = Dossier.objects.get(submission=page.url.rstrip("/").rpartition("/")[2])
    assert (dossier.channel, dossier.phase) == ("counter", "submitted")
    worker_passes()
    accepts_and_takes_cash(page)
    assert Receipt.objects.count() == receipts + 1
    for link in ("In biên lai", "In giấy hẹn"):
        answer = page.request.get(str(page.get_by_role("link", name=link).get_attribute("href")))
        assert (answer.headers["content-type"], answer.body()[:5]) == ("application/pdf", b"%PDF-")


def begins(page: Page) -> None:
    page.get_by_role("link", name="Nhận tại quầy", exact=True).click()
    page.get_by_label("Số định danh").fill("0941880045")
    page.get_by_label("Mã thủ tục").fill("2.000815")
    page.get_by_label("Họ và tên").fill("Thạch Thị Sa Ry")
    page.get_by_label("Nơi ở").fill("Khu vực 3, phường Cái Răng, Cần Thơ")
    page.get_by_label("Số điện thoại").fill("0912000111")
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("Số định danh có đúng 12 chữ số")
    expect(page.get_by_label("Họ và tên")).to_have_value("Thạch Thị Sa Ry")
    page.seen[:] = [line for line in page.seen if "422" not in line]  # the browser notes the answer itself
    rests(page)
    page.get_by_label("Số định danh").fill("094188004567")
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()


def answers(page: Page) -> None:
    expect(page.get_by_label("Họ và tên")).to_have_value("Thạch Thị Sa Ry")
    rests(page)
    onward(page)
    if page.get_by_role("link", name="Thêm giấy tờ").count():
        page.get_by_role("link", name="Thêm giấy tờ").click()
    page.get_by_label("Tên giấy tờ").fill("Bằng tốt nghiệp đại học")
    page.get_by_label("Số trang của bản chính").fill("2")
    page.get_by_label("Số bản sao cần").fill("3")
    onward(page)
    expect(page.locator("main")).to_contain_text("Bằng tốt nghiệp đại học, 3 bản")
    rests(page)
    onward(page)
    page.get_by_label("Đến nhận tại bộ phận một cửa").check()
    onward(page)
    page.get_by_role("checkbox").or_(page.get_by_role("radio")).first.check()
    onward(page)


def shows_papers(page: Page) -> None:
    seen = page.get_by_role("button", name="Đã xem bản giấy, không lưu")
    expect(seen).to_have_count(2)
    seen.first.click()
    expect(seen).to_have_count(1)
    seen.first.click()
    expect(seen).to_have_count(0)
    rests(page)
    page.get_by_role("link", name="Xem lại và nộp").click()
    rests(page)


def accepts_and_takes_cash(page: Page) -> None:
    page.reload()
    page.locator("form[action$='/acceptance/'] button").click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")
    rests(page)
    expect(page.get_by_label("Người nộp tiền")).to_have_value("Thạch Thị Sa Ry")
    page.get_by_role("button", name="Đã thu tiền mặt").click()
    expect(page.locator("main")).to_contain_text("Đã thu tiền, biên lai số")
    rests(page)
