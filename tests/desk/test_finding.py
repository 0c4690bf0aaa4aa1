"""Somebody without a slip asks where his dossier is: found by code however typed, name, number and telephone, among what one may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.accounts.models import Person
from city.services.models import Dossier
from city.services.queries import desk_finding
from tests.city import City
from tests.players import Player, actor

CLERK, WORKS, LIST = "ninhkieu.motcua", "sxd.chuyenvien", "/desk/dossiers/"
HOUSE = ("pham.ngoc.bich", "1.009994")


def asked(city: City, text: str, who: str = CLERK) -> list[Dossier]:
    browser = city.sign_in(who)
    at = browser.post(LIST, {"q": text})["Location"]
    return [at] if at != f"{LIST}?found" else [dossier for dossier, *_more in browser.get(at).context["rows"]]


def of(name: str) -> set[Dossier]:
    return {d for d in Dossier.objects.exclude(phase="draft") if d.parties.filter(person__name=name).exists()}


def readable(rows: set[Dossier], who: str = CLERK) -> set[Dossier]:
    return {d for d in rows if desk_finding.visible_to(actor(who)).filter(pk=d.pk).exists()}


@pytest.mark.parametrize("text", ["Phạm Ngọc Bích", "pham ngoc bich", "bích phạm", "NGỌC BÍCH"])
def test_by_name_with_and_without_accents(city: City, text: str) -> None:
    wanted = readable(of("Phạm Ngọc Bích"))
    assert set(asked(city, text)) == wanted != set()


def test_by_number_and_telephone(city: City) -> None:
    person = Person.objects.get(name="Phạm Ngọc Bích")
    wanted = readable(of("Phạm Ngọc Bích"))
    spaced = f"{person.number[:3]} {person.number[3:6]} {person.number[6:]}"
    assert [set(asked(city, text)) for text in (person.number, spaced, person.phone, f"+84{person.phone[1:]}")] == [
        wanted
    ] * 4


@pytest.mark.parametrize(
    "spoil", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "").replace(".", "")]
)
def test_by_code_however_it_was_typed(city: City, spoil) -> None:
    dossier = Player(CLERK).accepts(city.dossier("tran.quoc.bao", "1.001193"))
    at = [f"/desk/dossiers/{dossier.submission}/"]
    assert [asked(city, spoil(str(dossier.code))), asked(city, spoil(dossier.submission))] == [at, at]


def test_nothing_found_is_said_and_nothing_else_listed(city: City) -> None:
    page = city.sign_in(CLERK).post(LIST, {"q": "Không Có Ai"}, follow=True)
    assert page.context["rows"] == []
    assert "Không tìm thấy hồ sơ nào cho “Không Có Ai” mà bạn được xem" in page.content.decode()


def test_only_what_the_official_may_read(city: City) -> None:
    wanted = readable(of("Trần Quốc Bảo"), WORKS)
    assert set(asked(city, "tran quoc bao", WORKS)) == wanted
    assert len(of("Trần Quốc Bảo")) > len(wanted)


def test_a_phase_alone_leads_to_its_list(city: City) -> None:
    page = city.sign_in(CLERK).post(LIST, {"q": "", "phase": "accepted"})
    assert (page.status_code, page["Location"]) == (302, f"{LIST}?phase=accepted")


def test_how_far_a_name_was_looked_for_is_said(city: City, monkeypatch) -> None:
    monkeypatch.setattr(desk_finding, "LOOKED", 1)
    page = city.sign_in(CLERK).post(LIST, {"q": "Phạm Ngọc Bích"}, follow=True).content.decode()
    assert "được tìm trong 1 hồ sơ mới nhất" in page


def test_back_leads_to_what_was_found_and_no_number_is_kept(city: City) -> None:
    person = Person.objects.get(name="Phạm Ngọc Bích")
    browser = city.sign_in(CLERK)
    at = browser.post(LIST, {"q": person.number})["Location"]
    first, second = (browser.get(at) for _ in range(2))
    assert first.context["rows"] == second.context["rows"] != []
    assert first.context["q"] == "•" * 9 + person.number[-3:]
    assert person.number not in str(dict(browser.session.items()))
    assert city.sign_in("ninhkieu.vanthu").get(at).context["found"] is None


def test_a_code_that_is_none_is_not_sought_among_names(city: City) -> None:
    browser = city.sign_in(CLERK)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        at = browser.post(LIST, {"q": "H13.101-990101-0001"})["Location"]
    assert browser.get(at).context["rows"] == []
    assert [query["sql"] for query in asked if "accounts_person p" in query["sql"]] == []
