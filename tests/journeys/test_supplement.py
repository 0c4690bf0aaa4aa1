"""A paper cannot be read and an answer does not match: asked for once, given from the telephone, looked at again."""

import pytest
from playwright.sync_api import Page, expect

from city.services.models import Dossier
from tests.city import City
from tests.journeys.conftest import file, onward, opens, photo, rests, worker_passes

pytestmark = pytest.mark.journey
DESIGNER = "Công ty Cổ phần Kiến trúc Tây Đô"


def test_what_was_asked_is_given(seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = city.dossier("pham.ngoc.bich", "1.009994")
    officer = seat("ninhkieu.hotich")
    asks(officer, dossier)
    gives(seat("pham.ngoc.bich"), dossier)
    opens(officer, dossier.submission)
    expect(officer.locator("main")).to_contain_text(DESIGNER)
    expect(officer.locator("main")).to_contain_text("bổ sung lần 1")
    dossier.refresh_from_db()
    assert dossier.phase == "processing"
    assert dossier.papers.exclude(replaced_by=None).count() == 1


def asks(page: Page, dossier: Dossier) -> None:
    opens(page, dossier.submission)
    form = page.locator("form[action$='/supplement/']")
    paper = dossier.papers.earliest("pk")
    page.locator("summary", has_text="bổ sung").first.click()
    form.locator(f"[value=paper-{paper.pk}]").check()
    form.locator(f"[name=reason-paper-{paper.pk}]").select_option("unreadable")
    form.locator("summary").click()
    form.locator("[value=field-designer_name]").check()
    form.locator("[name=reason-field-designer_name]").select_option("mismatch")
    form.locator("textarea").fill("Chụp lại cho rõ, và ghi đúng tên đơn vị thiết kế.")
    form.locator("button").click()
    expect(page.locator("main")).to_contain_text("Đã gửi yêu cầu bổ sung")
    rests(page)
    worker_passes()


def gives(page: Page, dossier: Dossier) -> None:
    page.goto("/my/dossiers/")
    rests(page)
    page.locator(f"a[href='/my/dossiers/{dossier.submission}/']").first.click()
    expect(page.locator("main")).to_contain_text("Có 2 chỗ cần bổ sung")
    rests(page)
    page.get_by_role("link", name="Gửi bổ sung").click()
    page.locator("input[type=file]").set_input_files(file("chup-lai.jpg", photo()))
    page.get_by_role("button", name="Gửi tệp này").click()
    expect(page.locator("main")).to_contain_text("Đã có tệp mới")
    page.get_by_role("link", name="Sửa nội dung").click()
    expect(page.locator("input[type=text]:not([disabled])")).to_have_count(1)
    rests(page)
    page.locator("[name=designer_name]").fill(DESIGNER)
    onward(page)
    expect(page.locator("main")).to_contain_text("Đã sửa")
    rests(page)
    page.get_by_role("button", name="Đã đủ, gửi cho cơ quan").click()
    expect(page.locator("main")).to_contain_text("Đã gửi bổ sung")
    rests(page)
