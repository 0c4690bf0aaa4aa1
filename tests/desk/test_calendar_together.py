"""A day decided for the whole city is entered once, in all calendars that are ticked, or in none."""

import re

import pytest
from django.test import Client

from city.agencies import actions as agencies
from city.agencies.models import Agency
from city.services.queries import recounts
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import entries_about
from kernel.worktime import actions
from kernel.worktime.changes import DayChange, HoursChange
from kernel.worktime.models import Calendar, Day
from kernel.worktime.schedule import SpecialDay
from tests.city import City
from tests.desk.test_calendar_pages import DAY, IT
from tests.players import Player

SWAP = {"off_day": "4", "off_month": "3", "off_year": "2027", "work_day": "6", "work_month": "3", "work_year": "2027", "source": "TB 1"}  # fmt: skip


@pytest.fixture
def own(city: City) -> Calendar:
    """Ninh Kiều's; Cái Răng and all others stay with the common one."""
    ward = city.dossier("tran.quoc.bao", "1.001193").agency
    return agencies.give_own_calendar(agency=ward, source="QĐ 12/QĐ-UBND", by=SYSTEM)


@pytest.fixture
def common(own: Calendar) -> Calendar:
    return Agency.objects.earliest("pk").calendar


def home(calendar: Calendar) -> str:
    return f"/desk/calendars/{calendar.pk}/"


def ticked(html: str) -> list[tuple[str, bool]]:
    return [(pk, bool(on)) for pk, on in re.findall(r'name="also" value="(\d+)"[^>]*?( checked)?>', html)]


def shown(client: Client, path: str, values: dict[str, object]) -> dict[str, list[str]]:
    """What the preview's button sends."""
    answer = client.post(path, values)
    assert answer.status_code == 200
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode()):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def days() -> list[tuple[int, str]]:
    rows = Day.objects.filter(on__range=("2027-03-01", "2027-03-07")).order_by("calendar", "on")
    return list(rows.values_list("calendar", "kind"))


def told(calendar: Calendar) -> list[tuple[str, str]]:
    rows = entries_about(calendar).filter(verb__startswith="worktime.")
    return [(entry.verb, entry.fact["source"]) for entry in rows]


def test_the_other_calendars_are_listed_and_ticked(city: City, own: Calendar, common: Calendar) -> None:
    client = city.sign_in(IT)
    for kind in ("day", "swap"):
        assert ticked(client.get(f"{home(common)}{kind}/").content.decode()) == [(str(own.pk), True)]
        assert ticked(client.get(f"{home(own)}{kind}/").content.decode()) == [(str(common.pk), True)]
    for kind in ("removal", "hours"):
        assert ticked(client.get(f"{home(common)}{kind}/").content.decode()) == []
    again = client.post(f"{home(common)}day/", {**DAY, "name": ""})  # unticked: stays so
    assert (again.status_code, ticked(again.content.decode())) == (422, [(str(own.pk), False)])


@pytest.mark.parametrize("both", [True, False])
def test_a_day_goes_into_all_that_are_ticked(both: bool, city: City, own: Calendar, common: Calendar) -> None:
    client = city.sign_in(IT)
    sent = shown(client, f"{home(common)}day/", {**DAY, "also": [own.pk] if both else []})
    assert (sent.get("also", []), len(sent["seen"][0].split())) == ([str(own.pk)] if both else [], 2 if both else 1)
    assert days() == []
    assert client.post(f"{home(common)}day/saving/", sent).status_code == 302
    into = sorted([common.pk, own.pk] if both else [common.pk])
    assert days() == [(pk, "off") for pk in into]
    entry = [("worktime.calendar_day_set", "Công điện 7")]
    assert (told(common), told(own)) == (entry, entry if both else [])


def test_a_swap_goes_into_both(city: City, own: Calendar, common: Calendar) -> None:
    client = city.sign_in(IT)
    sent = shown(client, f"{home(own)}swap/", {**SWAP, "also": [common.pk]})
    assert client.post(f"{home(own)}swap/saving/", sent).status_code == 302
    assert days() == [(pk, kind) for pk in sorted([common.pk, own.pk]) for kind in ("off", "work")]
    assert told(own) == told(common) == [("worktime.calendar_days_swapped", "TB 1")]


def test_where_it_makes_no_sense_the_calendar_is_named(city: City, own: Calendar, common: Calendar) -> None:
    """The commune works on that Saturday anyway."""
    saturdays = HoursChange((5,), ((450, 690),), clock.today(), True)
    actions.set_working_hours(calendar=own, change=saturdays, source="QĐ 3", by=SYSTEM)
    client = city.sign_in(IT)
    refused = client.post(f"{home(common)}swap/", {**SWAP, "also": [own.pk]})
    words = f"Lịch “{own.name}”: Ngày này vốn đã làm việc. Chọn một ngày đang là ngày nghỉ. Hoặc bỏ đánh dấu lịch này."
    assert (refused.status_code, words in refused.content.decode()) == (422, True)
    alone = client.post(f"{home(own)}swap/", {**SWAP, "also": [common.pk]}).content.decode()
    assert "Ngày này vốn đã làm việc." in alone and "Lịch “" not in alone
    assert client.post(f"{home(common)}swap/saving/", shown(client, f"{home(common)}swap/", SWAP)).status_code == 302
    assert {pk for pk, _kind in days()} == {common.pk}


def test_all_or_none_and_only_what_was_shown(city: City, own: Calendar, common: Calendar) -> None:
    client = city.sign_in(IT)
    sent = shown(client, f"{home(common)}day/", {**DAY, "also": [own.pk]})
    alone = shown(client, f"{home(common)}day/", DAY)
    assert client.post(f"{home(common)}day/saving/", {**alone, "also": [own.pk]}).status_code == 409
    day = DayChange(clock.today(), SpecialDay("off", "Nghỉ", "", "QĐ 9"))
    actions.declare_day(calendar=own, change=day, by=SYSTEM)
    assert client.post(f"{home(common)}day/saving/", sent).status_code == 409  # the other has changed since
    assert days() == []
    assert client.post(f"{home(common)}day/saving/", alone).status_code == 302


def test_the_preview_counts_what_moves_in_all(city: City, own: Calendar, common: Calendar) -> None:
    dossier = Player("ninhkieu.motcua").accepts(city.dossier("tran.quoc.bao", "1.001193"))
    due = dossier.due_at.astimezone(clock.ZONE).date()
    change = DayChange(due, SpecialDay("off", "Nghỉ tránh bão", "", "Công điện 7"))
    here, there = (recounts.preview(one, [change]).total for one in (common, own))
    assert there > 0
    values = {**DAY, "on_day": due.day, "on_month": due.month, "on_year": due.year}
    client = city.sign_in(IT)

    def said(also: list[int]) -> int:
        html = client.post(f"{home(common)}day/", {**values, "also": also}).content.decode()
        (words,) = re.findall(r'<h2 id="moves">(.*?)</h2>', html)
        return int(words.split()[0]) if words[0].isdigit() else 0

    assert (said([]), said([own.pk])) == (here, here + there)
