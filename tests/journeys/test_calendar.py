"""A day off is decided: who keeps the calendar sees whom it touches, saves, and the resident reads the new day and why.
A commune gets hours of its own from a day on, by pages alone."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from city.agencies.models import Agency
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


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_commune_gets_its_own_hours_from_a_day_on(width: int, seat, city: City) -> None:  # type: ignore[no-untyped-def]
    dossier = Player("ninhkieu.motcua").accepts(city.dossier("tran.quoc.bao", "1.001193"))
    ward, common, on = dossier.agency, dossier.agency.calendar, dossier.due_at.astimezone(clock.ZONE).date()
    keeper = seat("cantho.cntt", width=width)
    keeper.goto(f"/desk/calendars/{common.pk}/")
    keeper.get_by_role("link", name="Lịch riêng cho cơ quan").click()
    rests(keeper)
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.get_by_role("alert")).to_contain_text("Cần chọn: Cơ quan")
    keeper.seen.clear()  # the browser notes that an answer said what is wrong
    rests(keeper)
    keeper.locator("[name=agency]").select_option(label=ward.name)
    keeper.locator("[name=source]").fill("QĐ 12/QĐ-UBND")
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.locator("#moves")).to_have_text("Không hồ sơ nào đổi ngày hẹn trả")
    rests(keeper)
    keeper.get_by_role("button", name="Sửa lại").click()
    expect(keeper.locator("[name=source]")).to_have_value("QĐ 12/QĐ-UBND")
    keeper.get_by_role("button", name="Xem trước").click()
    keeper.get_by_role("button", name="Lưu thay đổi").click()
    expect(keeper.locator("#flash")).to_contain_text("Đã lập lịch riêng")
    expect(keeper.locator(".page-head p").first).to_have_text(f"{ward.name} · 1 cơ quan làm việc theo lịch này")
    rests(keeper)
    worker_passes()
    moved = _no_work_from(keeper, on)
    worker_passes()
    keeper.get_by_role("link", name="Lịch sử thay đổi").click()
    expect(keeper.locator("tbody tr").nth(0)).to_contain_text(f"đã đổi {moved}")
    expect(keeper.locator("tbody tr").nth(1)).to_contain_text(f"{ward.name} theo lịch này")
    rests(keeper)
    dossier.refresh_from_db()
    ward.refresh_from_db()
    new = worktime.schedule_for(ward.calendar).next_working_day(on)
    assert (ward.calendar_id == common.pk, dossier.due_at.astimezone(clock.ZONE).date()) == (False, new)
    assert worktime.schedule_for(common).is_working(on)
    _goes_back(keeper, ward, common.name, moved)
    worker_passes()
    dossier.refresh_from_db()
    assert dossier.due_at.astimezone(clock.ZONE).date() == on


def _no_work_from(keeper: Page, on: datetime.date) -> int:
    """That weekday is off from this day on; gives how many dates the page says will move."""
    keeper.get_by_role("link", name="Đổi giờ").click()
    keeper.locator(f"[name=weekdays][value='{on.weekday()}']").check()
    for part, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        keeper.locator(f"[name=since_{part}]").fill(str(value))
    for half in ("morning_from", "morning_until", "afternoon_from", "afternoon_until"):
        keeper.locator(f"[name={half}]").fill("")
    keeper.locator("[name=source]").fill("QĐ 13/QĐ-UBND")
    keeper.get_by_role("button", name="Xem trước").click()
    said = re.match(r"(\d+) hồ sơ", keeper.locator("#moves").inner_text())
    assert said is not None and int(said[1]) > 0
    keeper.get_by_role("button", name="Lưu thay đổi").click()
    expect(keeper.locator("#flash")).to_contain_text("Đã lưu")
    return int(said[1])


def _goes_back(keeper: Page, ward: Agency, to: str, moved: int) -> None:
    """To the calendar of all: what that brings is shown before."""
    keeper.goto(f"/desk/calendars/{ward.calendar_id}/agency/")
    keeper.locator("[name=agency]").select_option(label=ward.name)
    keeper.get_by_label(to, exact=True).check()
    keeper.locator("[name=source]").fill("QĐ 14/QĐ-UBND")
    rests(keeper)
    keeper.get_by_role("button", name="Xem trước").click()
    expect(keeper.locator("#moves")).to_have_text(f"{moved} hồ sơ đổi ngày hẹn trả")
    rests(keeper)
    keeper.get_by_role("button", name="Lưu thay đổi").click()
    expect(keeper.locator("#flash")).to_contain_text("Đã đổi lịch")
    rests(keeper)
