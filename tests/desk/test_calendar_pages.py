"""The calendar's pages through the HTTP client: who may look, who may change, and that nothing is saved unseen."""

import datetime
import re

import pytest
from django.test import Client

from city.agencies.models import Agency
from kernel.journal import entries_about
from kernel.worktime import schedule_for
from kernel.worktime.models import Calendar, Day
from stories.city import IT as KEEPER
from tests.city import City

IT, CLERK, RESIDENT = "cantho.cntt", "ninhkieu.motcua", "le.van.phuoc"
FUTURE = {"on_day": "3", "on_month": "3", "on_year": "2027"}
DAY = {**FUTURE, "kind": "holiday", "like": "4", "name": "Nghỉ tránh bão", "name_en": "", "source": "Công điện 7"}


@pytest.fixture
def home(city: City) -> str:
    return f"/desk/calendars/{Agency.objects.earliest('pk').calendar_id}/"


def look(client: Client, path: str, values: dict[str, str]) -> dict[str, str]:
    """The preview, as the hidden fields that its button sends."""
    answer = client.post(path, values)
    assert answer.status_code == 200
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_looking_saves_nothing_and_saving_saves_what_was_shown(city: City, home: str) -> None:
    client = city.sign_in(IT)
    shown = look(client, f"{home}day/", DAY)
    assert {k: shown[k] for k in DAY} == DAY
    assert not Day.objects.filter(on="2027-03-03").exists()
    assert client.post(f"{home}day/saving/", shown).status_code == 302
    day = Day.objects.get(on="2027-03-03")
    assert (day.kind, day.cause, day.name, day.source, day.estimate) == ("off", "holiday", "Nghỉ tránh bão", "Công điện 7", False)  # fmt: skip
    page = client.get(f"{home}?year=2027").content.decode()
    assert f"{KEEPER.name}, {KEEPER.title}" in page and "Công điện 7" in page


def test_what_was_not_looked_at_is_not_saved(city: City, home: str) -> None:
    client = city.sign_in(IT)
    assert client.post(f"{home}day/saving/", DAY).status_code == 409
    shown = look(client, f"{home}day/", DAY)
    other = look(client, f"{home}day/", {**DAY, "on_day": "4"})
    assert client.post(f"{home}day/saving/", other).status_code == 302
    assert client.post(f"{home}day/saving/", shown).status_code == 409  # the calendar has changed since
    assert list(Day.objects.filter(on__range=("2027-03-01", "2027-03-05")).values_list("on__day", flat=True)) == [4]


def test_swap_hours_and_removal(city: City, home: str) -> None:
    client, calendar = city.sign_in(IT), Calendar.objects.get(pk=home.split("/")[3])
    swap = {"off_day": "4", "off_month": "3", "off_year": "2027", "work_day": "6", "work_month": "3", "work_year": "2027", "source": "TB 1"}  # fmt: skip
    assert client.post(f"{home}swap/saving/", look(client, f"{home}swap/", swap)).status_code == 302
    rows = Day.objects.filter(on__range=("2027-03-01", "2027-03-07")).order_by("on")
    assert [(d.on.day, d.kind, d.like, d.name, d.name_en) for d in rows] == [
        (4, "off", None, "Nghỉ, làm bù ngày 06/03/2027", "Day off, worked on 6 Mar 2027 instead"),
        (6, "work", 3, "Làm bù cho ngày 04/03/2027", "Worked in place of 4 Mar 2027"),
    ]
    removal = {"on_day": "6", "on_month": "3", "on_year": "2027", "source": "TB 2"}
    assert client.post(f"{home}removal/saving/", look(client, f"{home}removal/", removal)).status_code == 302
    assert not Day.objects.filter(on="2027-03-06").exists()
    hours = {"weekdays": "5", "since_day": "1", "since_month": "3", "since_year": "2027", "morning_from": "7h30", "morning_until": "11:30", "counts": "duty", "source": "QĐ 3"}  # fmt: skip
    assert client.post(f"{home}hours/saving/", look(client, f"{home}hours/", hours)).status_code == 302
    saturday = datetime.date(2027, 3, 13)
    schedule = schedule_for(calendar)
    assert (schedule.opening(saturday), schedule.is_working(saturday)) == ([(450, 690)], False)
    said = [(e.verb, e.fact["source"]) for e in entries_about(calendar).filter(verb__startswith="worktime.")]
    assert said == [("worktime.calendar_week_set", "QĐ 3"), ("worktime.calendar_day_dropped", "TB 2"), ("worktime.calendar_days_swapped", "TB 1")]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("day", {**DAY, "source": ""}, "Cần điền: Căn cứ"),
        ("day", {**DAY, "on_month": "2", "on_day": "30"}, "Không có ngày này trong lịch"),
        ("day", {**DAY, "on_year": "0001"}, "Ngày phải từ 02/09/1945 trở đi"),
        ("day", {**DAY, "on_year": "9999"}, "trở về trước"),
        ("hours", {"weekdays": "0", "since_day": "31", "since_month": "12", "since_year": "9999", "morning_from": "7:00", "morning_until": "11:00", "counts": "work", "source": "QĐ"}, "trở về trước"),
        ("day", {**DAY, "kind": "work", "like": "6"}, "Thứ đã chọn không có giờ làm việc"),
        ("removal", {**FUTURE, "source": "QĐ"}, "vốn là ngày thường"),
        ("swap", {"off_day": "6", "off_month": "3", "off_year": "2027", "work_day": "7", "work_month": "3", "work_year": "2027", "source": "QĐ"}, "vốn đã nghỉ"),
        ("hours", {"weekdays": "0", "since_day": "1", "since_month": "3", "since_year": "2027", "morning_from": "7:30", "counts": "work", "source": "QĐ"}, "Ghi cả giờ bắt đầu"),
        ("hours", {"weekdays": "0", "since_day": "1", "since_month": "3", "since_year": "2027", "morning_from": "25:00", "morning_until": "26:00", "counts": "work", "source": "QĐ"}, "Viết giờ như 7:30"),
        ("hours", {"weekdays": "0", "since_day": "1", "since_month": "3", "since_year": "2027", "morning_from": "11:30", "morning_until": "7:30", "counts": "work", "source": "QĐ"}, "Giờ phải nối tiếp nhau"),
    ],
)  # fmt: skip
def test_wrong_answers_are_said_and_kept(city: City, home: str, kind: str, values: dict[str, str], words: str) -> None:
    answer = city.sign_in(IT).post(f"{home}{kind}/", values)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert f'value="{values["source"]}"' in answer.content.decode() or not values["source"]


def test_officials_look_only_the_keeper_changes_and_residents_find_nothing(city: City, home: str) -> None:
    clerk, resident = city.sign_in(CLERK), city.sign_in(RESIDENT)
    assert clerk.get("/desk/calendars/", follow=True).status_code == 200
    page = clerk.get(home).content.decode()
    assert "Ngày khác thường" in page and f"{home}day/" not in page
    assert [clerk.get(f"{home}{kind}/").status_code for kind in ("day", "removal", "swap", "hours")] == [403] * 4
    assert clerk.post(f"{home}day/saving/", DAY).status_code == 403
    assert [resident.get(path).status_code for path in ("/desk/calendars/", home, f"{home}history/", f"{home}day/")] == [404] * 4  # fmt: skip
    assert city.sign_in(IT).get("/desk/calendars/9999/").status_code == 404


def test_a_year_is_twelve_tables_of_real_days(city: City, home: str) -> None:
    html = city.sign_in(CLERK).get(f"{home}?year=2026").content.decode()
    months = re.findall(r'<table class="month">.*?</table>', html, re.S)
    days = [len(re.findall(r"<td[^>]*>\d+", month)) for month in months]
    assert days == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert 'class="day-work"' in months[0] and "làm bù: Làm bù cho ngày 02/01/2026" in months[0]
    assert "nghỉ: Tết Nguyên Đán" in months[1]
    client = city.sign_in(CLERK)
    assert [client.get(f"{home}?year={year}").status_code for year in ("1990", "abcd", "2027")] == [404, 200, 200]
