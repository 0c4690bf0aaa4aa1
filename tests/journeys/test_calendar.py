"""A day off is decided: who keeps the calendar sees whom it touches, saves, and the resident reads the new day and why."""

import pytest
from playwright.sync_api import expect

from city.services.queries import recounts
from kernel import clock, worktime
from kernel.web import say
from kernel.worktime.changes import DayChange
from kernel.worktime.schedule import SpecialDay
from tests.city import City
from tests.journeys.conftest import DESK, PHONE, rests, worker_passes
from tests.players import Player

pytestmark = pytest.mark.journey
NAME, SOURCE = "Nghỉ tránh bão số 9", "Công điện 15/CĐ-UBND"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_day_off_moves_dates_and_says_so(width: int, seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = Player("ninhkieu.motcua").accepts(city.dossier("tran.quoc.bao", "1.001193"))
    old = dossier.due_at.astimezone(clock.ZONE).date()
    calendar = dossier.agency.calendar
    new = worktime.schedule_for(calendar).next_working_day(old)
    touched = recounts.preview(calendar, [DayChange(old, SpecialDay("off", NAME, "", SOURCE))]).total

    keeper = seat("cantho.cntt", width=width)
    keeper.get_by_role("navigation", name="Điều hướng chính").get_by_role("link", name="Lịch làm việc").click()
    expect(keeper.get_by_role("heading", level=1)).to_contain_text("Lịch làm việc")
    rests(keeper)
    keeper.get_by_role("link", name="Ghi một ngày").click()
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.get_by_role("alert")).to_contain_text("Cần điền: Tên của ngày")
    keeper.seen.clear()  # the browser notes that an answer said what is wrong
    for part, value in (("day", old.day), ("month", old.month), ("year", old.year)):
        keeper.locator(f"[name=on_{part}]").fill(str(value))
    keeper.locator("[name=name]").fill(NAME)
    keeper.locator("[name=source]").fill(SOURCE)
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.get_by_role("heading", level=1)).to_have_text("Xem trước khi lưu")
    expect(keeper.locator("#moves")).to_have_text(f"{touched} hồ sơ đổi ngày hẹn trả")
    expect(keeper.locator("tbody tr", has_text=say.weekday(old))).to_contain_text(say.weekday(new))
    keeper.get_by_role("button", name="Sửa lại").click()
    expect(keeper.locator("[name=name]")).to_have_value(NAME)
    keeper.get_by_role("button", name="Xem trước").click()
    keeper.get_by_role("button", name="Lưu thay đổi").click()
    expect(keeper.locator("#flash")).to_contain_text("Đã lưu")
    rests(keeper)
    worker_passes()
    keeper.get_by_role("link", name="Lịch sử thay đổi").click()
    expect(keeper.locator("tbody tr")).to_contain_text(f"đã đổi {touched}")
    rests(keeper)

    owner = seat("tran.quoc.bao", width=width)
    owner.goto("/my/notices/")
    expect(owner.locator("li.entry", has_text="ngày hẹn trả đổi sang")).to_contain_text(SOURCE)
    owner.goto(f"/my/dossiers/{dossier.submission}/")
    due = owner.get_by_role("region", name="Ai đang giữ và hẹn trả khi nào")
    expect(due.locator("p.deadline").first).to_contain_text(f"{new:%d/%m/%Y}")
    expect(due).to_contain_text(f"Ngày hẹn trả đổi từ {old:%d/%m/%Y} sang {new:%d/%m/%Y}.")
    expect(due).to_contain_text(f"{say.weekday(old)} được nghỉ: {NAME}. Căn cứ: {SOURCE}")
    rests(owner)
