"""From the command to the first clerk: the administrator builds a commune by pages alone, the clerk comes to his desk."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from city.agencies.models import Agency, Appointment
from city.agencies.queries import code_of, office_of
from tests.journeys.conftest import DESK, PATIENCE, PHONE, rests

pytestmark = pytest.mark.journey
PASSWORD, OWN = "mot-cau-de-nho", "con-meo-den-ngu"
COMMUNE, DIVISION, POST = "Ủy ban nhân dân xã Phong Điền", "Bộ phận Một cửa", "Công chức tiếp nhận"


@pytest.fixture
def a_new_city(transactional_db) -> None:  # type: ignore[no-untyped-def]
    call_command(
        "found_city", agency="Văn phòng Ủy ban nhân dân thành phố", code="H13.01", place="Cần Thơ", admin="quantri",
        name="Ngô Thị Mỹ Dung", password=PASSWORD, verbosity=0,
    )  # fmt: skip


def signs_in(page: Page, username: str, password: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/sign-in/?next=/desk/")
    if not page.locator("[name=username]").is_visible():
        page.get_by_text("Cán bộ, công chức").click()
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("details").get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_commune_with_a_clerk(width: int, a_new_city: None, watched: Callable[..., Page]) -> None:
    expect.set_options(timeout=PATIENCE)
    admin = watched(width=width)
    signs_in(admin, "quantri", PASSWORD)
    admin.get_by_role("link", name="Quản trị").first.click()
    rests(admin)
    _establishes(admin)
    secret = _appoints(admin)
    clerk = watched(width=DESK)
    signs_in(clerk, "phongdien.motcua", secret)
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Chọn mật khẩu của bạn")
    rests(clerk)
    clerk.locator("[name=password]").fill(OWN)
    clerk.locator("[name=password_again]").fill(OWN)
    clerk.get_by_role("button", name="Lưu mật khẩu mới").click()
    clerk.goto("/desk/")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Hộp việc")
    expect(clerk.locator("header")).to_contain_text(COMMUNE)
    clerk.get_by_role("link", name="Nhận tại quầy").click()
    rests(clerk)
    held = Appointment.objects.get(user__username="phongdien.motcua")
    assert (office_of(held.post.agency).name, code_of(office_of(held.post.agency))) == (COMMUNE, "H13.950")


def _establishes(page: Page) -> None:
    """The commune under the first agency, its code, its division."""
    page.get_by_role("link", name="Lập cơ quan").click()
    rests(page)
    page.locator("[name=name]").fill(COMMUNE)
    page.locator("[name=parent]").select_option(label="Văn phòng Ủy ban nhân dân thành phố")
    page.locator("[name=short_name]").fill("UBND")
    page.locator("[name=place]").fill("Phong Điền")
    page.get_by_role("button", name="Lập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMMUNE)
    rests(page)
    page.get_by_role("link", name="Giao mã").click()
    page.locator("[name=value]").fill("H13.01")
    page.get_by_role("button", name="Giao mã").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã H13.01 thuộc về “Văn phòng Ủy ban nhân dân thành phố”")
    page.seen.clear()  # type: ignore[attr-defined]  # the browser's note that the answer was 422
    rests(page)
    page.locator("[name=value]").fill("H13.950")
    page.get_by_role("button", name="Giao mã").click()
    page.get_by_role("link", name="Lập đơn vị").click()
    page.locator("[name=name]").fill(DIVISION)
    page.get_by_role("button", name="Lập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DIVISION)
    assert Agency.objects.count() == 3


def _appoints(page: Page) -> str:
    """A post, a new person in it; gives the password that the page shows."""
    page.get_by_role("link", name="Tạo chức vụ").click()
    page.locator("[name=title]").fill(POST)
    for power in ("Tiếp nhận hồ sơ", "Trả kết quả", "Xem hồ sơ của cả cơ quan"):
        page.get_by_label(power).check()
    rests(page)
    page.get_by_role("button", name="Tạo chức vụ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(POST)
    rests(page)
    page.get_by_role("link", name="Bổ nhiệm").click()
    rests(page)
    page.get_by_role("link", name="Mở tài khoản mới").click()
    page.locator("[name=name]").fill("Lê Thị Hồng")
    page.locator("[name=username]").fill("phongdien.motcua")
    page.get_by_role("button", name="Mở tài khoản và bổ nhiệm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mật khẩu dùng một lần")
    rests(page)
    found = re.search(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", page.locator("main").inner_text())
    assert found is not None
    page.get_by_role("link", name="Đã trao, xong").click()
    expect(page.get_by_role("table")).to_contain_text("Lê Thị Hồng")
    return found[0]
