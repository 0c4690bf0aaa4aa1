"""THE journey: a father registers his daughter from his telephone, the ward signs, and the paper proves itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from city.documents.models import Document
from city.services.models import Dossier
from tests.journeys.conftest import days_ago, file, onward, opens, pdf, photo, rests, worker_passes

pytestmark = pytest.mark.journey
CHILD = "Huỳnh Ngọc Ánh"


def test_from_search_to_signed_paper(seat, city, tmp_path) -> None:  # type: ignore[no-untyped-def]
    owner = seat("huynh.cong.danh")
    finds(owner)
    begins(owner)
    answers(owner)
    attaches(owner)
    submission = submits(owner)
    clerk = seat("ninhkieu.motcua")
    accepts(clerk, submission)
    examines(seat("ninhkieu.hotich"), submission)
    signs(seat("ninhkieu.chutich"), submission)
    paper, token = downloads(owner, submission)
    verifies(seat(), paper, token)
    returns(clerk, submission)
    owner.reload()
    expect(owner.locator("main")).to_contain_text("Đã trả kết quả")
    rests(owner)


def finds(page: Page) -> None:
    """Without accents, as one types on a telephone."""
    page.goto("/")
    rests(page)
    page.get_by_role("searchbox").fill("khai sinh cho con")
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
    rests(page)


def begins(page: Page) -> None:
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    page.get_by_label("Không thuộc trường hợp nào dưới đây").check()
    page.get_by_label("Nộp đến cơ quan nào?").select_option(label="Ủy ban nhân dân phường Ninh Kiều")
    rests(page)
    page.get_by_role("button", name="Bắt đầu").click()


def answers(page: Page) -> None:
    """Page by page; one date is wrong first, and nothing typed is lost."""
    expect(page.get_by_label("Họ và tên")).to_have_value("Huỳnh Công Danh")
    rests(page)
    onward(page)
    page.get_by_label("Cha", exact=True).check()
    onward(page)
    page.get_by_label("Họ, chữ đệm, tên của em bé").fill(CHILD)
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label("Dân tộc").fill("Kinh")
    onward(page)
    _mistakes_the_date(page)
    page.get_by_label("Họ tên mẹ").fill("Trương Thị Ngọc Hân")
    page.get_by_label("Năm sinh").fill("1994")
    page.get_by_label("Nơi cư trú").fill("45 Trần Hưng Đạo, phường Cái Răng, Cần Thơ")
    onward(page)
    page.get_by_label("Không", exact=True).check()
    onward(page)
    page.get_by_label("Bản điện tử").check()
    onward(page)
    page.get_by_role("checkbox").or_(page.get_by_role("radio")).first.check()
    rests(page)
    onward(page)


def _mistakes_the_date(page: Page) -> None:
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
    said = [line for line in page.seen if "422" not in line]  # the browser notes the answer 422 itself
    page.seen[:] = said
    rests(page)
    page.get_by_label("Ngày", exact=True).fill(str(born.day))
    page.get_by_label("Tháng").fill(str(born.month))
    onward(page)


def attaches(page: Page) -> None:
    """A photo and a PDF, each to its paper."""
    for name, content in (("chung-sinh.jpg", photo()), ("can-cuoc.pdf", pdf("Căn cước"))):
        free = (
            page.locator("section.panel")
            .filter(has_not_text=re.compile(r"\.(jpg|pdf)"))
            .filter(has=page.locator("input[type=file]"))
        )
        free.first.locator("input[type=file]").set_input_files(file(name, content))
        free.first.get_by_role("button", name="Gửi tệp này").click()
        expect(page.locator("main")).to_contain_text(name)
    rests(page)


def submits(page: Page) -> str:
    """An impatient finger presses twice; there is one dossier."""
    before = Dossier.objects.exclude(phase="draft").count()
    page.get_by_role("link", name="Xem lại và nộp").click()
    for words in (CHILD, "chung-sinh.jpg", "can-cuoc.pdf"):
        expect(page.locator("main")).to_contain_text(words)
    rests(page)
    page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    page.wait_for_url("**/submitted/")
    rests(page)
    assert Dossier.objects.exclude(phase="draft").count() == before + 1
    return str(page.locator("main code").inner_text())


def accepts(page: Page, submission: str) -> None:
    opens(page, submission)
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")
    rests(page)


def examines(page: Page, submission: str) -> None:
    """Looks at each paper as a picture, finds it valid, proposes."""
    opens(page, submission)
    page.locator(f"a[href*='/desk/dossiers/{submission}/papers/']").first.click()
    for _paper in range(2):
        picture = page.locator("figure img").first
        expect(picture).to_be_visible()
        page.wait_for_function("image => image.complete && image.naturalWidth >= 800", arg=picture.element_handle())
        rests(page)
        page.get_by_role("button", name="Lưu, xem giấy tiếp").click()
    page.wait_for_url(f"**/desk/dossiers/{submission}/")
    page.get_by_label("Đồng ý").or_(page.locator("input[name=outcome][value=granted]")).first.check()
    page.locator("form[action$='/proposal/'] textarea").fill("Giấy chứng sinh hợp lệ, nội dung khai khớp.")
    page.locator("form[action$='/proposal/'] button").click()
    expect(page.locator("main")).to_contain_text("Đã trình")
    rests(page)


def signs(page: Page, submission: str) -> None:
    opens(page, submission)
    page.locator("form[action$='/approval/'] button").click()
    expect(page.locator("main")).to_contain_text("Đang ký và đóng dấu")
    worker_passes()
    page.reload()
    expect(page.get_by_role("heading", name="Kết quả", exact=True)).to_be_visible()
    rests(page)


def downloads(page: Page, submission: str) -> tuple[bytes, str]:
    page.goto(f"/my/dossiers/{submission}/")
    rests(page)
    address = page.get_by_role("link", name="Tải về").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body(), _document(submission).token


def _document(submission: str) -> Document:
    return Dossier.objects.get(submission=submission).decisions.get().document


def verifies(page: Page, paper: bytes, token: str) -> None:
    """A stranger: the code says whole; the true file too; a copy with one changed byte does not."""
    page.goto(f"/verify/{token}/")
    expect(page.locator("main")).to_contain_text("còn hiệu lực, không bị sửa sau khi ký")
    rests(page)
    assert CHILD not in page.content() and "Huỳnh Công Danh" not in page.content()
    _checks(page, paper)
    expect(page.locator("main")).to_contain_text("còn hiệu lực, không bị sửa sau khi ký")
    middle = len(paper) // 3
    changed = paper[:middle] + bytes([paper[middle] ^ 1]) + paper[middle + 1 :]
    _checks(page, changed)
    expect(page.locator("main")).not_to_contain_text("còn hiệu lực, không bị sửa sau khi ký")
    expect(page.locator("main")).to_contain_text("Khác với bản đã ký")


def _checks(page: Page, content: bytes) -> None:
    page.goto("/verify/")
    page.get_by_label("Tệp PDF").set_input_files(file("ket-qua.pdf", content))
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_url("**/verify/file/")


def returns(page: Page, submission: str) -> None:
    opens(page, submission)
    page.locator("form[action$='/return/'] button").click()
    expect(page.locator("main")).to_contain_text("Đã trả kết quả")
    rests(page)
