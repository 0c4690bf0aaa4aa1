"""The inbox by keyboard and by thumb: several items ticked, taken, given to a colleague, printed as one list."""

import pytest
from playwright.sync_api import expect

from city.work.models import Item
from kernel import clock
from kernel.actors import principal
from tests.city import City
from tests.desk.test_inbox import lay, post_of
from tests.desk.test_several import colleague
from tests.journeys.conftest import DESK, PHONE, aside, rests

pytestmark = pytest.mark.journey
OFFICER = "ninhkieu.hotich"


def _laid(city: City) -> None:
    """Three items for the unit, and a colleague in it."""
    unit = post_of(OFFICER).agency
    colleague(unit, "hai", ["dossiers.examine"])
    dossier = city.dossier("pham.ngoc.bich", "1.009994")
    for n in range(3):
        lay(dossier=dossier, due=clock.now(), holder=principal("unit", unit.pk), title=f"Việc chung {n}", round=70 + n)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_three_are_taken_two_are_given_on_and_a_list_is_printed(width: int, seat, city: City) -> None:  # type: ignore[no-untyped-def]
    aside(lambda: _laid(city))
    page = seat(OFFICER, width=width)
    page.goto("/desk/?q=Vi%E1%BB%87c+chung")
    rests(page)
    if width == DESK:
        for key in ("j", "x", "j", "x", "j", "x"):
            page.keyboard.press(key)
    else:
        page.get_by_role("link", name="Chọn cả trang").click()
    expect(page.locator("input[name=item]:checked")).to_have_count(3)
    page.get_by_role("button", name="Nhận việc", exact=True).click()
    expect(page.locator("body")).to_contain_text("Đã nhận 3 việc.")
    expect(page.get_by_label("Tìm trong hộp việc")).to_have_value("Việc chung")  # the same words are still sought
    assert (
        aside(lambda: Item.objects.filter(title__startswith="Việc chung", holder=post_of(OFFICER).principal).count())
        == 3
    )
    rests(page)
    for box in page.locator("input[name=item]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Chuyển", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chuyển 2 việc")
    page.locator("form[data-main] .btn-main").click()  # nobody chosen yet
    expect(page.get_by_role("alert")).to_contain_text("Người nhận việc")
    page.seen[:] = [line for line in page.seen if "422" not in line]  # the browser notes the answer itself
    rests(page)
    page.get_by_label("Phạm Hai, Công chức thứ hai").check()
    page.locator("form[data-main] .btn-main").click()
    expect(page.locator("body")).to_contain_text("Đã chuyển 2 việc cho Phạm Hai, Công chức thứ hai.")
    page.get_by_role("link", name="Chọn cả trang").click()
    page.get_by_role("button", name="In", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danh sách việc")
    expect(page.get_by_role("link", name="Phiếu kiểm soát của 1 hồ sơ (PDF)")).to_be_visible()
    rests(page)
    page.get_by_role("link", name="Về hộp việc").click()
    expect(page.locator("input[name=item]:checked")).to_have_count(1)  # what was chosen is chosen still
