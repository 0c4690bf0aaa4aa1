"""The demo's catalogue: as many procedures as the city has, in force and offered."""

import datetime
import pathlib
from typing import Any

import pytest

from city.agencies.actions import dissolve, establish
from city.agencies.models import Agency
from city.agencies.states import Level
from city.services.actions.catalogue import take_in
from city.services.actions.demo_catalogue import load_demo_catalogue
from city.services.engine import demo_catalogue
from city.services.models.catalogue import Offer, Procedure, ProcedureVersion
from city.services.states.catalogue import OnlineLevel
from kernel import clock, worktime
from kernel.actors import STRANGER, SYSTEM
from kernel.errors import NotAllowed
from kernel.journal import action
from kernel.journal.models import JournalEntry

ON = datetime.date(2026, 1, 1)


@action()
def offices(*, by) -> dict[str, Any]:
    """Two wards, the departments of today and those of 2020, as load_demo_catalogue takes them."""
    calendar = worktime.set_up(name="Cần Thơ", years=range(2025, 2028), today=clock.today())

    def agency(name: str, level: str, since: datetime.date = ON) -> Agency:
        return establish(calendar=calendar, name=name, place="Cần Thơ", level=level, since=since, by=by)

    departments = {}
    for facts in reversed(demo_catalogue.agencies()):  # those of 2020 first: they end before their namesakes begin
        departments[facts.key] = agency(facts.name, Level.CITY, facts.since)
        if facts.until:
            dissolve(agency=departments[facts.key], on=facts.until, by=by)
    return {
        "communes": [agency("UBND phường Ninh Kiều", Level.COMMUNE), agency("UBND phường Cái Răng", Level.COMMUNE)],
        "departments": departments,
    }


def test_the_file_holds_what_the_city_publishes():
    rows = list(demo_catalogue.rows())
    assert len({r.sheet.code for r in rows}) == len(rows) == 1865
    assert sum(r.online != OnlineLevel.INFORMATION for r in rows) == 808
    assert (pathlib.Path(demo_catalogue.__file__).parent / "procedures.tsv").stat().st_size <= 700_000


@pytest.mark.django_db
def test_loading_publishes_and_offers():
    agencies = offices(by=SYSTEM)
    assert load_demo_catalogue(**agencies, on=ON, by=SYSTEM) == 1865
    assert ProcedureVersion.objects.filter(state="published", valid__startswith=ON).count() == 1865
    assert set(Offer.objects.values_list("provenance", flat=True)) == {"assigned"}
    assert Offer.objects.filter(procedure__group="mirrored").count() == 0
    building = Procedure.objects.get(national_code="1.009994")
    assert {o.agency.name for o in building.offers.all()} == {"UBND phường Ninh Kiều", "UBND phường Cái Răng"}
    version = building.versions.get()
    assert (version.terms.count(), version.terms.first().amount, version.fees.get().amount) == (3, 15, 75000)
    assert (version.cases.count(), version.papers.count()) == (3, 6)
    assert JournalEntry.objects.filter(verb="services.procedure_published").count() == 1865
    assert load_demo_catalogue(**agencies, on=ON, by=SYSTEM) == 0


@pytest.mark.django_db
def test_city_procedures_go_to_the_office_of_the_subject():
    load_demo_catalogue(**offices(by=SYSTEM), on=ON, by=SYSTEM)
    rows = Offer.objects.filter(procedure__versions__levels=["city"], procedure__field__ministry="Bộ Xây dựng")
    assert {o.agency.name for o in rows.select_related("agency")} == {"Sở Xây dựng"}


@pytest.mark.django_db
def test_a_stranger_publishes_nothing():
    with pytest.raises(NotAllowed):
        load_demo_catalogue(communes=[], departments={}, on=ON, by=STRANGER)
    with pytest.raises(NotAllowed):
        take_in(rows=[], source_sha="", by=STRANGER)
    assert Procedure.objects.count() == 0
