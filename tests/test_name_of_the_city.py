"""A city founded by its command bears its own name: in the head, title and foot of pages, and in letters."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from city.services.models import Dossier
from city.services.queries import notices
from kernel.notifications import texts
from kernel.web import preferences, site
from tests.city import City
from tests.test_settings import of_the_city

FOUND = {"agency": "Văn phòng UBND thành phố", "code": "H57.01", "place": "Huế", "admin": "quantri", "name": "Ngô Thị Dung",
         "password": "mot-cau-de-nho", "verbosity": 0}  # fmt: skip


def said(page: str) -> list[str]:
    """Brand, end of the title, and who answers for it, as a page shows them."""
    brand = re.search(r'<a class="brand".*?<b>(.*?)</b>', page, re.S)
    title = re.search(r"<title>(.*?)</title>", page, re.S)
    owner = re.search(r"<div><b>(.*?)</b><p>(.*?)<br>", page, re.S)
    assert brand and title and owner
    return [brand[1], title[1].split(" – ")[-1], owner[1], owner[2]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "name", "owner", "english", "english_owner"),
    [
        ("Huế", "Một cửa Huế", "Ủy ban nhân dân thành phố Huế chịu trách nhiệm nội dung.",
         "One Stop Huế", "The People&#x27;s Committee of Huế City is responsible for the content."),
        ("", "Một cửa", "Ủy ban nhân dân thành phố chịu trách nhiệm nội dung.",
         "One Stop", "The City People&#x27;s Committee is responsible for the content."),
    ],
)  # fmt: skip
def test_every_page_says_whose_it_is(
    settings, named: str, name: str, owner: str, english: str, english_owner: str
) -> None:  # type: ignore[no-untyped-def]
    settings.CITY = named
    client = Client()
    assert said(client.get("/help/").content.decode()) == [name, name, name, owner]
    client.cookies[preferences.LANGUAGE] = "en"
    assert said(client.get("/help/").content.decode()) == [english, english, english, english_owner]


@pytest.mark.django_db
def test_the_front_page_asks_the_database_nothing(settings, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    settings.CITY, client = "Huế", Client()
    client.get("/")
    with django_assert_num_queries(0):
        assert said(client.get("/").content.decode())[0] == "Một cửa Huế"


@pytest.mark.parametrize(("language", "line"), [
    ("vi", "Một cửa Huế. Thư này gửi tự động, bạn không cần trả lời."),
    ("en", "One Stop Huế. This letter is sent automatically; no answer is needed."),
])  # fmt: skip
def test_a_letter_ends_with_it_in_its_own_language(city: City, settings, language: str, line: str) -> None:  # type: ignore[no-untyped-def]
    settings.CITY = "Huế"
    facts = {**notices.facts(Dossier.objects.earliest("pk")), "channel": "email"}
    _subject, body = texts.written("services/DossierAccepted", facts, language)
    assert body.splitlines()[-1] == line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [({"city": "Huế"}, "Huế"), ({}, "Huế"), ({"city": "Thành  phố Hồ Chí Minh"}, "Hồ Chí Minh"), ({"place": "TP. Đà Nẵng"}, "Đà Nẵng")],
)  # fmt: skip
def test_found_city_keeps_the_name_it_is_given(settings, given: dict[str, str], kept: str) -> None:  # type: ignore[no-untyped-def]
    call_command("found_city", **{**FOUND, **given})
    assert settings.CITY_FILE.read_text(encoding="utf-8") == f"{kept}\n"


@pytest.mark.django_db
def test_a_city_without_a_name_is_not_founded(settings) -> None:  # type: ignore[no-untyped-def]
    settings.CITY_FILE.unlink(missing_ok=True)
    with pytest.raises(CommandError, match="needs a name"):
        call_command("found_city", **{**FOUND, "city": "TP. "})
    assert not settings.CITY_FILE.exists()


def test_the_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Said outside, else as founded on this machine, else the demo's; never the demo's name for another city."""
    cases = [("0", "", ""), ("1", "", ""), ("0", "", "Huế\n"), ("1", "", "Huế\n"), ("0", "Đà Nẵng", "Huế\n")]
    found = of_the_city(monkeypatch, tmp_path, "CITY", cases)
    assert found == ["", "Cần Thơ", "Huế", "Huế", "Đà Nẵng"]


def test_what_it_is_is_no_part_of_its_name() -> None:
    names = ("Thành phố Huế", "thành phố  Huế ", "TP Huế", "TP. Huế", "Huế", "Thành Nam", "Tpt")
    assert [site.bare(one) for one in names] == ["Huế", "Huế", "Huế", "Huế", "Huế", "Thành Nam", "Tpt"]


@pytest.mark.django_db
def test_a_second_founding_says_what_lies_here(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.CITY_FILE = tmp_path / "city"
    call_command("found_city", **FOUND)
    with pytest.raises(CommandError, match="its administrator adds agencies"):
        call_command("found_city", **FOUND)
    settings.CITY_FILE.unlink()
    with pytest.raises(CommandError, match="Ở đây đã có thành phố mẫu"):
        call_command("found_city", **FOUND)


@pytest.mark.django_db
def test_where_nobody_answers_the_founding_says_what_to_say(settings, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings.CITY_FILE = tmp_path / "city"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--agency --code --place --admin --name --password"):
        call_command("found_city", **{**FOUND, "name": None})
