"""When the hotline answers is what the city says: on every page, in its help, in letters; where it says nothing, no hours are claimed."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from city.services.models import Dossier
from city.services.queries import notices
from kernel.notifications import texts
from kernel.web import preferences, site
from tests.city import City
from tests.test_name_of_the_city import FOUND
from tests.test_settings import of_the_city

CASES = [
    ("7:00-21:00", "Tổng đài 1022, 7 giờ đến 21 giờ hằng ngày.", "Hotline 1022, 7 am to 9 pm every day."),
    ("7:30-12:05 workdays", "Tổng đài 1022, 7 giờ 30 đến 12 giờ 05 ngày làm việc.", "Hotline 1022, 7:30 am to 12:05 pm on working days."),
    ("0:00-23:59", "Tổng đài 1022, 0 giờ đến 23 giờ 59 hằng ngày.", "Hotline 1022, 12 am to 11:59 pm every day."),
    ("", "Tổng đài 1022.", "Hotline 1022."),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "said", "english"), CASES)
def test_the_foot_of_a_page_and_its_help_say_what_the_city_said(
    settings: Any, given: str, said: str, english: str
) -> None:
    settings.HOTLINE_HOURS, client = given, Client()
    hours = said.removeprefix("Tổng đài 1022").removeprefix(", ").removesuffix(".")
    page = unescape(client.get("/help/").content.decode())
    asked = f"hoặc gọi 1022, {hours}." if hours else "hoặc gọi 1022."
    assert (said in page, asked in page, page.count("21 giờ") > 0) == (True, True, "21:00" in given)
    client.cookies[preferences.LANGUAGE] = "en"
    assert english in unescape(client.get("/help/").content.decode())


@pytest.mark.parametrize(("given", "line"), [
    ("7:30-17:00 workdays", "Cần người giúp: gọi 1022, 7 giờ 30 đến 17 giờ ngày làm việc, hoặc đến bộ phận một cửa phường, xã."),
    ("", "Cần người giúp: gọi 1022, hoặc đến bộ phận một cửa phường, xã."),
])  # fmt: skip
def test_a_letter_says_it_too(city: City, settings: Any, given: str, line: str) -> None:
    settings.HOTLINE_HOURS = given
    facts = {**notices.facts(Dossier.objects.earliest("pk")), "channel": "email"}
    assert texts.written("services/DossierAccepted", facts, "vi")[1].splitlines()[-2] == line


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["7-21", "21:00-7:00", "7:00-25:00", "7:00-21:00 sundays", "bảy giờ", "٧:00-21:00"])
def test_what_cannot_be_read_is_told_when_a_process_starts_and_never_breaks_a_page(settings: Any, given: str) -> None:
    settings.HOTLINE_HOURS = given
    assert [one.id for one in run_checks() if one.id == "web.E001"] == ["web.E001"]
    assert "Tổng đài 1022.<" in Client().get("/help/").content.decode()
    with pytest.raises(CommandError, match="hotline"):
        call_command("found_city", **FOUND, hotline=given)


def test_the_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Said outside, else as founded on this machine, else the demo's; another city's pages never claim the demo's hours."""
    cases = [("0", "", ""), ("1", "", ""), ("0", "", "8:00-17:00\n"), ("0", "7:00-19:00", "8:00-17:00\n")]
    found = of_the_city(monkeypatch, tmp_path, "HOTLINE_HOURS", cases)
    assert found == ["", "7:00-21:00", "8:00-17:00", "7:00-19:00"]
    assert [site.read_hours(one) is None for one in found] == [True, False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["7:30-17:00 workdays", ""])
def test_found_city_keeps_what_it_is_told(settings: Any, given: str) -> None:
    call_command("found_city", **FOUND, **({"hotline": given} if given else {}))
    assert settings.CITY_FILE.with_name("hotline").read_text(encoding="utf-8").strip() == given
