"""Filing as it goes: found without accents, one date wrong, begun on a telephone and ended on another device, sent twice by an
impatient finger."""

import re

import pytest
from playwright.sync_api import Page, expect

from city.services.models import Dossier
from tests.journeys.conftest import DESK, arrives, days_ago, file, pdf, photo, rests
from tests.journeys.forms import onward

pytestmark = pytest.mark.journey
CHILD = "Huỳnh Ngọc Ánh"


@pytest.mark.parametrize("script", [True, False])
def test_from_search_to_one_dossier(script: bool, seat, city) -> None:  # type: ignore[no-untyped-def]
    """Also where no script runs: an old telephone, a strict firewall."""
    owner = seat("huynh.cong.danh", script=script)
    finds(owner)
    begins(owner)
    names_the_child(owner)
    mistakes_the_date(owner)
    owner = goes_on_elsewhere(owner, seat("huynh.cong.danh", width=DESK, script=script))
    ends_the_form(owner)
    attaches(owner)
    submits_twice(owner)


def finds(page: Page) -> None:
    """Without accents, as one types on a telephone."""
    page.goto("/")
    rests(page)
    page.get_by_role("searchbox").fill("khai sinh cho con")
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
    expect(
        page.get_by_role("link", name="Nộp hồ sơ trực tuyến")
    ).to_be_in_viewport()  # what he came for, without scrolling
    rests(page)


def begins(page: Page) -> None:
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    page.get_by_label("Không thuộc trường hợp nào dưới đây").check()
    page.get_by_label("Nộp đến cơ quan nào?").select_option(label="Ủy ban nhân dân phường Ninh Kiều")
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_label("Họ và tên")).to_have_value("Huỳnh Công Danh")


def names_the_child(page: Page) -> None:
    onward(page)
    page.get_by_label("Cha", exact=True).check()
    onward(page)
    page.get_by_label("Họ, chữ đệm, tên của em bé").fill(CHILD)
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label("Dân tộc").fill("Kinh")
    onward(page)


def mistakes_the_date(page: Page) -> None:
    """The date is wrong, and nothing typed is lost."""
    born = days_ago(9)
    page.get_by_label("Ngày", exact=True).fill("31")
    page.get_by_label("Tháng").fill("2")
    page.get_by_label("Năm", exact=True).fill(str(born.year))
    page.get_by_label("Nơi sinh").fill("Bệnh viện Đa khoa Trung ương Cần Thơ")
    page.get_by_label("Có giấy chứng sinh của cơ sở y tế").check()
    onward(page)
    expect(page.get_by_role("alert")).to_contain_text("Có 1 chỗ cần sửa")
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.get_by_label("Ngày", exact=True)).to_have_value("31")
    expect(page.get_by_label("Nơi sinh")).to_have_value("Bệnh viện Đa khoa Trung ương Cần Thơ")
    expect(page.get_by_label("Có giấy chứng sinh của cơ sở y tế")).to_be_checked()
    page.seen[:] = [line for line in page.seen if "422" not in line]  # the browser notes the answer 422 itself
    rests(page)
    page.get_by_label("Ngày", exact=True).fill(str(born.day))
    page.get_by_label("Tháng").fill(str(born.month))
    onward(page)
    expect(page.get_by_label("Họ tên mẹ")).to_be_visible()
    if page.scripted:
        looks_back(page)


def looks_back(page: Page) -> None:
    """The page that had the error is there again, with what was put right."""
    page.go_back()
    expect(page.get_by_label("Ngày", exact=True)).to_have_value(str(days_ago(9).day))
    page.go_forward()
    expect(page.get_by_label("Họ tên mẹ")).to_be_visible()


def goes_on_elsewhere(page: Page, other: Page) -> Page:
    """The draft lies in the city, not in the telephone; it opens at the first question without an answer."""
    page.get_by_role("link", name="Để sau, giữ bản nháp").click()
    other.goto("/my/dossiers/")
    rests(other)
    other.get_by_role("link", name="Viết tiếp").click()
    expect(other.get_by_label("Họ tên mẹ")).to_have_value("")
    return other


def ends_the_form(page: Page) -> None:
    page.get_by_label("Họ tên mẹ").fill("Trương Thị Ngọc Hân")
    page.get_by_label("Năm sinh").fill("1994")
    page.get_by_label("Nơi cư trú").fill("45 Trần Hưng Đạo, phường Cái Răng, Cần Thơ")
    onward(page)
    page.get_by_label("Có", exact=True).check()
    onward(page)
    finds_himself(page)
    page.get_by_label("Bản điện tử").check()
    onward(page)
    page.get_by_role("checkbox").or_(page.get_by_role("radio")).first.check()
    onward(page)


def finds_himself(page: Page) -> None:
    """He said that he is the father: he does not write his own name again."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Cha của em bé")
    expect(page.locator("main")).to_contain_text("Lấy từ dữ liệu đã có. Sửa chỗ nào chưa đúng.")
    expect(page.get_by_label("Họ tên cha")).to_have_value("Huỳnh Công Danh")
    expect(page.get_by_label("Năm sinh")).to_have_value("1978")
    expect(page.get_by_label("Số định danh")).to_have_value("092078005678")
    expect(page.get_by_label("Nơi cư trú")).to_have_value("45 Trần Hưng Đạo, phường Cái Răng, Cần Thơ")
    rests(page)
    onward(page)


def attaches(page: Page) -> None:
    """A photo and a PDF, each to its paper."""
    for name, content in (("chung-sinh.jpg", photo()), ("can-cuoc.pdf", pdf("Căn cước"))):
        wanted = page.get_by_role("region").filter(has=page.locator("input[type=file]"))
        free = wanted.filter(has_not_text=re.compile(r"\.(jpg|pdf)")).first
        free.locator("input[type=file]").set_input_files(file(name, content))
        free.get_by_role("button", name="Gửi tệp này").click()
        expect(page.locator("main")).to_contain_text(name)


def submits_twice(page: Page) -> None:
    """An impatient finger presses twice; there is one dossier."""
    before = Dossier.objects.exclude(phase="draft").count()
    page.get_by_role("button", name="Xem lại và nộp").click()
    for words in (CHILD, "chung-sinh.jpg", "can-cuoc.pdf"):
        expect(page.locator("main")).to_contain_text(words)
    rests(page)
    page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    arrives(page, "/submitted/$")
    rests(page)
    assert Dossier.objects.exclude(phase="draft").count() == before + 1
