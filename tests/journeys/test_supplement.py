"""A paper cannot be read and an answer does not match: asked for once, given from the telephone with only these open, and looked
at again."""

import pytest
from playwright.sync_api import Page, expect

from stories.script import Lacking
from tests.city import City
from tests.journeys.cast import Sitter
from tests.journeys.conftest import DESK, file, pdf, rests, worker_passes

pytestmark = pytest.mark.journey
DESIGNER = "Công ty Cổ phần Kiến trúc Tây Đô"
OFFICER, OWNER = "ninhkieu.hotich", "pham.ngoc.bich"


def test_what_was_asked_is_given(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = city.dossier(OWNER, "1.009994")
    officer, owner = (Sitter(lambda name=name: seat(name), name) for name in (OFFICER, OWNER))
    lacks = [
        Lacking("unreadable", paper=dossier.papers.earliest("pk").title),
        Lacking("mismatch", answer="designer_name"),
    ]
    officer.asks(dossier.submission, lacks, "Chụp lại cho rõ, và ghi đúng tên đơn vị thiết kế.")
    worker_passes()
    only_these_are_open(owner.page, dossier.submission)
    owner.supplies(dossier.submission, {"designer_name": DESIGNER})
    officer.looks(dossier.submission)
    expect(officer.page.locator("main")).to_contain_text(DESIGNER)
    expect(officer.page.locator("main")).to_contain_text("bổ sung lần 1")
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers["designer_name"]) == ("processing", DESIGNER)
    assert dossier.papers.exclude(replaced_by=None).count() == 1


def test_the_owner_brings_it_to_the_counter(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    """Whoever has no telephone: the clerk scans, types and sends; a file taken by mistake goes out again before."""
    dossier = city.dossier(OWNER, "1.009994")
    officer, clerk = Sitter(lambda: seat(OFFICER), OFFICER), seat("ninhkieu.motcua", width=DESK)
    title = dossier.papers.earliest("pk").title
    lacks = [Lacking("unreadable", paper=title), Lacking("mismatch", answer="designer_name")]
    officer.asks(dossier.submission, lacks, "Chụp lại cho rõ, và ghi đúng tên đơn vị thiết kế.")
    worker_passes()
    clerk.goto(f"/desk/dossiers/{dossier.submission}/")
    rests(clerk)
    clerk.get_by_role("link", name="Nhận bổ sung tại quầy").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Gửi bổ sung")
    expect(clerk.get_by_role("button", name="Đã đủ, gửi cho cơ quan")).to_have_count(0)
    place = clerk.get_by_role("region", name=title, exact=True)
    for name in ("nham.pdf", "dung.pdf"):
        place.locator("input[type=file]").set_input_files(file(name, pdf(name)))
        place.get_by_role("button", name="Gửi tệp này").click()
        expect(place).to_contain_text(name)
    rests(clerk)
    wrong = place.get_by_role("button", name="Bỏ tệp này nham.pdf")
    wrong.click()
    expect(place).to_contain_text("Đã bỏ “nham.pdf”.")
    rests(clerk)
    place.get_by_role("button", name="Hoàn tác").click()
    expect(wrong).to_have_count(1)
    wrong.click()
    expect(wrong).to_have_count(0)
    clerk.get_by_role("link", name="Sửa nội dung").click()
    expect(clerk.locator("input[type=text]:not([disabled])")).to_have_count(1)
    clerk.locator("input[type=text]:not([disabled])").fill(DESIGNER)
    rests(clerk)
    clerk.get_by_role("button", name="Lưu và tiếp tục").click()
    clerk.get_by_role("button", name="Đã đủ, gửi cho cơ quan").click()
    expect(clerk.locator("main")).to_contain_text("Đã gửi bổ sung. Thời hạn được tính lại từ đầu.")
    rests(clerk)
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers["designer_name"]) == ("processing", DESIGNER)
    assert list(dossier.papers.filter(round=1).values_list("name", flat=True)) == ["dung.pdf"]


def only_these_are_open(page: Page, submission: str) -> None:
    page.goto(f"/my/dossiers/{submission}/")
    expect(page.locator("main")).to_contain_text("Có 2 chỗ cần bổ sung")
    page.get_by_role("link", name="Gửi bổ sung").click()
    expect(page.locator("input[type=file]")).to_have_count(1)
    page.get_by_role("link", name="Sửa nội dung").click()
    expect(page.locator("input[type=text]:not([disabled])")).to_have_count(1)
