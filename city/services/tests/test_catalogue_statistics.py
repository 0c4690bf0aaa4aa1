"""How many were online on a day: the demo's assigned history gives the report's sum, and every number its list."""

import datetime
import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.services.actions.demo_catalogue import load_demo_catalogue, load_demo_history
from city.services.engine.demo_catalogue import history, rows
from city.services.models.catalogue import Offer
from city.services.queries import online_levels
from city.services.states.catalogue import OnlineLevel
from city.services.states.online import FOUR_LEVELS, is_online, scheme_on
from city.services.tests.test_catalogue_demo import offices
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import unguarded
from kernel.web.tests.undefined import strict_templates  # noqa: F401 (a fixture for all tests here)

pytestmark = pytest.mark.django_db
REPORT, BEFORE, AFTER = datetime.date(2020, 6, 30), datetime.date(2022, 8, 14), datetime.date(2022, 8, 15)
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)


@pytest.fixture(scope="module")
def catalogue(database_server, django_db_blocker):
    """Loaded once, kept as a database to copy: the name of it, and its agencies."""
    with django_db_blocker.unblock(), clock.at(NOW):
        database_server.renew_copy()
        agencies = offices(by=SYSTEM)
        load_demo_catalogue(**agencies, on=datetime.date(2026, 1, 1), by=SYSTEM)
        load_demo_history(**agencies, by=SYSTEM)
        name = database_server.keep("catalogue")
    yield name, agencies
    database_server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture
def loaded(catalogue, database_server, transactional_db):
    name, agencies = catalogue
    database_server.renew_copy(name)
    with clock.at(NOW):
        yield agencies


def test_schemes_follow_the_law():
    assert [getattr(scheme_on(day), "code", None) for day in (datetime.date(2011, 9, 30), REPORT, BEFORE, AFTER)] == [
        None,
        "four-levels",
        "four-levels",
        "extent",
    ]
    assert [level for level in OnlineLevel.values if is_online(level)] == ["3", "4", "full", "partial"]


def test_the_history_of_each_procedure_has_no_gap():
    for row in rows():
        parts = history(row.sheet.code, row.online)
        assert all(a.until == b.since for a, b in itertools.pairwise(parts))
        assert all(p.level in scheme_on(p.since).levels for p in parts)
        assert (parts[-1].level, parts[-1].until) == (row.online, datetime.date(2025, 7, 1))


def test_808_of_1865_on_30_june_2020(loaded):
    found = online_levels.statistics(REPORT)
    assert (found.all.value, found.online.value, found.scheme) == (1865, 808, FOUR_LEVELS)
    levels = {line.label: line.all.value for line in found.levels}
    assert levels["Mức độ 3"] + levels["Mức độ 4"] == 808
    assert sum(levels.values()) == sum(line.all.value for line in found.fields) == 1865
    assert found.assigned == 1865
    assert sum(line.online.value for line in found.fields) == 808
    assert {"Sở Giao thông vận tải", "Công an thành phố Cần Thơ"} <= {line.label for line in found.agencies}


def test_fewer_before_and_new_words_after(loaded):
    year_before = online_levels.statistics(datetime.date(2019, 6, 30))
    assert 0 < year_before.online.value < 808
    old, new = online_levels.statistics(BEFORE), online_levels.statistics(AFTER)
    assert (old.online.value, new.online.value) == (808, 808)
    assert [line.label for line in new.levels] == [
        "Trực tuyến toàn trình",
        "Trực tuyến một phần",
        "Cung cấp thông tin trực tuyến",
    ]
    today = online_levels.statistics(clock.today())
    assert (today.all.value, today.online.value, today.levels[-1].label) == (1865, 808, "")
    assert online_levels.statistics(datetime.date(2000, 1, 1)) is None


def test_every_number_leads_to_as_many_procedures(client, loaded):
    found = online_levels.statistics(REPORT)
    lines = [found.all, found.online, *(line.all for line in found.levels)]
    lines += [f for line in (*found.fields[::9], *found.agencies[::5]) for f in (line.all, line.online)]
    for figure in lines:
        page = client.get(figure.records)
        assert (page.status_code, page.context["found"].total) == (200, figure.value)


def test_the_page(client, loaded):
    page = client.get("/procedures/statistics/", {"on": "2020-06-30"}).content.decode()
    assert re.search(r'<b>808</b>.*level=online">', page)
    assert "43,3%" in page
    assert "do hệ thống gán" in page
    records = client.get("/procedures/statistics/records/", {"on": "2020-06-30", "level": "4", "page": "2"})
    assert len(records.context["found"].rows) == 50
    assert "do hệ thống gán" in records.content.decode()


def test_odd_questions_are_answered(client, loaded):
    for query in ("on=x", "on=2999-01-01", "on=1990-01-01", "on=0001-01-01", "level=9&field=x&agency=-1&page=x"):
        for page in ("/procedures/statistics/", "/procedures/statistics/records/"):
            assert (client.get(f"{page}?{query}").status_code, query) == (200, query)


def test_a_few_queries_however_many_rows(client, loaded):
    with CaptureQueriesContext(connection) as seen:
        client.get("/procedures/statistics/", {"on": "2020-06-30"})
    assert len(seen) <= 8


def test_history_is_loaded_once(loaded):
    before = Offer.objects.count()
    assert load_demo_history(communes=[], departments={}, by=SYSTEM) == 0
    assert load_demo_history(**loaded, by=SYSTEM) == 0
    assert Offer.objects.count() == before


def test_the_page_of_a_procedure_tells_its_levels_over_time(loaded, client):
    procedure = Offer.objects.filter(level=OnlineLevel.FULL, valid__contains=NOW.date()).first().procedure
    told = online_levels.periods(procedure.pk)
    offers = list(Offer.objects.filter(procedure=procedure))
    assert sum(one.agencies for one in told) == len(offers)
    assert [one.since for one in told] == sorted((one.since for one in told), reverse=True)
    assert {(str(one.level), one.since, one.until) for one in told} == {
        (OnlineLevel(o.level).label, o.valid.lower, o.valid.upper) for o in offers
    }
    assert {one.basis for one in told if one.since < AFTER} == {FOUR_LEVELS.basis}
    page = client.get(f"/procedures/{procedure.national_code}/").content.decode()
    history = page[page.index("Mức trực tuyến qua các thời kỳ") :]
    assert history.count("Do hệ thống gán, chờ cơ quan xác nhận.") == len(told) > 2
    assert FOUR_LEVELS.basis in history


def test_an_assigned_level_is_marked_until_an_agency_confirms_it(loaded, client):
    offer = Offer.objects.filter(level=OnlineLevel.FULL, valid__contains=NOW.date()).order_by("procedure").first()
    code = offer.procedure.national_code
    pages = (f"/procedures/{code}/", f"/procedures/?q={code}")

    def marks() -> list[int]:
        return [client.get(path).content.decode().count("tạm gán, cơ quan chưa xác nhận") for path in pages]

    assert marks() == [1, 1]
    with unguarded("one agency says that it is so"):
        Offer.objects.filter(pk=offer.pk).update(provenance="source")
    assert marks() == [0, 0]
