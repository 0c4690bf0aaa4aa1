"""The catalogue by agency and by online level: who offers something today, how much, and how far online."""

import dataclasses
import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from city.agencies.actions import establish
from city.services.actions.catalogue import take_in
from city.services.actions.offers import offer
from city.services.models.catalogue import CatalogueStamp, Offer, Procedure
from city.services.queries import catalogue
from city.services.queries.catalogue import Question
from city.services.tests.test_catalogue_pages import AT, ROWS
from city.services.views import catalogue_filters
from kernel import clock, worktime
from kernel.actors import SYSTEM
from kernel.journal import unguarded

pytestmark = pytest.mark.django_db
TODAY = AT.date()
BIRTH, WEDDING, HOUSE = "1.001193", "1.000894", "1.009994"
OPTION = re.compile(r'<option value="([^"]*)"( selected)?>([^<]*)</option>')
CHIP = re.compile(r'<a class="chip" href="([^"]*)"[^>]*>([^<]*)<')


@pytest.fixture
def agencies():
    """Two wards, a department, and a ward that begins to take something tomorrow."""
    with clock.at(AT):
        take_in(rows=ROWS, source_sha="", by=SYSTEM)
        with unguarded("a calendar for the test"):
            calendar = worktime.set_up(name="x", years=[2026], today=TODAY)
        called = {
            "north": "UBND phường Ninh Kiều",
            "an": "UBND phường An Bình",
            "works": "Sở Xây dựng",
            "east": "UBND phường Đông",
        }
        found = {
            key: establish(calendar=calendar, name=name, since=datetime.date(2026, 1, 1), by=SYSTEM)
            for key, name in called.items()
        }
        offers(found["an"], {BIRTH: "full", WEDDING: "partial"})
        offers(found["north"], {BIRTH: "information", WEDDING: "information"})
        offers(found["works"], {HOUSE: "partial"})
        offers(found["east"], {HOUSE: "full"}, since=TODAY + datetime.timedelta(days=1))
        yield found


def offers(agency, levels: dict[str, str], since: datetime.date = TODAY) -> None:
    for code, level in levels.items():
        procedure = Procedure.objects.get(national_code=code)
        offer(procedure=procedure, agency=agency, level=level, since=since, reason="thử", by=SYSTEM)


def codes(**asked) -> list[str]:
    return sorted(v.procedure.national_code for v in catalogue.find(Question(**asked)).versions)


def page(client, **asked) -> str:
    answer = client.get("/procedures/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def choice(html: str) -> list[tuple[str, bool, str]]:
    """(value, selected, words) of the list of agencies."""
    (select,) = re.findall(r'<select class="input" id="agency" name="agency">(.*?)</select>', html, re.DOTALL)
    return [(value, bool(chosen), words) for value, chosen, words in OPTION.findall(select)]


def chips(html: str) -> list[tuple[str, str]]:
    return [(words.strip(), url) for url, words in CHIP.findall(html)]


def test_agencies_that_offer_something_today_by_name(client, agencies):
    assert choice(page(client)) == [
        ("", False, "Mọi cơ quan"),
        (str(agencies["works"].pk), False, "Sở Xây dựng (1)"),
        (str(agencies["an"].pk), False, "UBND phường An Bình (2)"),
        (str(agencies["north"].pk), False, "UBND phường Ninh Kiều (2)"),
    ]
    with clock.at(AT + datetime.timedelta(days=1)):
        assert [words for _value, _chosen, words in choice(page(client))][2:4] == ["UBND phường An Bình (2)", "UBND phường Đông (1)"]  # fmt: skip


def test_an_agency_and_its_own_levels(agencies):
    an, north = agencies["an"].pk, agencies["north"].pk
    assert codes(agency=an) == codes(agency=north) == [WEDDING, BIRTH]
    assert codes(online=frozenset({"full"})) == codes(agency=an, online=frozenset({"full"})) == [BIRTH]
    assert codes(agency=north, online=frozenset({"full"})) == []
    assert codes(agency=north, online=frozenset({"information"})) == [WEDDING, BIRTH]
    assert codes(online=frozenset({"information"})) == []  # another agency goes further
    assert codes(online=frozenset({"full", "partial"})) == [WEDDING, BIRTH, HOUSE]
    assert catalogue.find(Question()).counts["online"] == {"full": 1, "partial": 2}
    assert catalogue.find(Question(agency=north)).counts["online"] == {"information": 2}


def test_every_count_is_what_choosing_it_finds(agencies):
    an, north = agencies["an"].pk, agencies["north"].pk
    asked = [Question(), Question(agency=an), Question(agency=north, online=frozenset({"full"})), Question(online=frozenset({"partial"})),
             Question(text="dang ky", levels=frozenset({"commune"}), agency=an), Question(agency=an, fields=frozenset({1}))]  # fmt: skip
    wrong = []
    for question in asked:
        counts = catalogue.find(question).counts
        for agency in (an, north, agencies["works"].pk):
            found = catalogue.find(dataclasses.replace(question, agency=agency)).total
            wrong += [(question, agency)] if counts["agency"][agency] != found else []
        for level in catalogue_filters.online_labels():
            found = catalogue.find(dataclasses.replace(question, online=frozenset({level}))).total
            wrong += [(question, level)] if counts["online"][level] != found else []
    assert wrong == []


def test_the_page_keeps_words_and_filters_and_each_can_be_taken_away(client, agencies):
    an = str(agencies["an"].pk)
    html = page(client, q="ket hon", level="commune", online=["partial", "odd"], agency=an, page="1")
    assert re.findall(r'entry-title"><a href="([^"]+)"', html) == [f"/procedures/{WEDDING}/"]
    assert [value for value, chosen, _words in choice(html) if chosen] == [an]
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', html) == [("online", "partial"), ("level", "commune")]
    assert 'value="ket hon"' in html
    kept = f"?q=ket+hon&level=commune&online=partial&online=odd&agency={an}"
    assert chips(html) == [
        ("UBND phường An Bình", escape(kept.replace(f"&agency={an}", ""))),
        ("Trực tuyến một phần", escape(kept.replace("&online=partial", ""))),
        ("Phường, xã", escape(kept.replace("&level=commune", ""))),
    ]


def test_the_list_says_how_far_the_chosen_agency_goes(client, agencies):
    def tags(html: str) -> list[str]:
        return re.findall(r'class="tag[^"]*">([^<]+)</span>', html)

    asked = {"q": "khai sinh", "level": "commune", "online": ["full", "information"]}
    assert tags(page(client, **asked)) == ["Toàn trình"]
    assert tags(page(client, **asked, agency=agencies["north"].pk)) == ["Tại quầy"]


def test_nothing_there_says_where_else_to_look(client, agencies):
    html = page(client, q="khai sinh", agency=agencies["works"].pk)
    assert re.findall(
        r'Sở Xây dựng hiện không nhận thủ tục nào như vậy. <a class="link" href="([^"]+)">([^<]+)<', html
    ) == [("?q=khai+sinh", "Tìm ở mọi cơ quan")]
    later = page(client, agency=agencies["east"].pk)
    assert [words for _value, chosen, words in choice(later) if chosen] == ["UBND phường Đông (0)"]
    assert "UBND phường Đông hiện không nhận thủ tục nào như vậy." in later
    for told in ({"q": "khai sinh", "agency": agencies["an"].pk}, {"q": "zzzqqq", "agency": agencies["an"].pk}):
        assert "hiện không nhận" not in page(client, **told)  # found, or found nowhere


@pytest.mark.parametrize("odd", ["999999999", "x", "-1", "1" * 40, "\u0663"])
def test_an_agency_that_nobody_knows_is_not_asked_for(client, agencies, odd):
    html = page(client, agency=odd)
    assert (chips(html), [chosen for _value, chosen, _words in choice(html)]) == ([], [False] * 4)
    assert f'<h2 id="found">{len(ROWS)} thủ tục</h2>' in html


def test_a_change_of_offers_is_found_at_once_and_leaves_the_rest_in_memory(agencies):
    def stamps() -> list:
        return [CatalogueStamp.objects.get(pk=pk).token for pk in (CatalogueStamp.VERSIONS, CatalogueStamp.OFFERS)]

    works, before = agencies["works"].pk, stamps()
    assert codes(agency=works) == [HOUSE]
    offers(agencies["works"], {BIRTH: "full"})
    assert codes(agency=works) == [BIRTH, HOUSE]
    assert [a == b for a, b in zip(before, stamps(), strict=True)] == [True, False]
    with unguarded("a test of the trigger"):
        Offer.objects.filter(agency=works, procedure__national_code=HOUSE).delete()
    assert codes(agency=works) == [BIRTH]
    with unguarded("a test of the trigger"):
        Offer.objects.filter(agency=works).update(level="information")
    assert codes(agency=works, online=frozenset({"information"})) == [BIRTH]


def test_few_statements_whatever_is_asked(client, agencies):
    asked = (
        {},
        {"q": "khai sinh"},
        {"agency": agencies["an"].pk},
        {"agency": agencies["an"].pk, "online": "full", "q": "khai"},
    )
    numbers = []
    for one in asked:
        page(client, **one)
        with CaptureQueriesContext(connection) as seen:
            page(client, **one)
        numbers.append(len(seen))
    assert numbers == [6] * 4
