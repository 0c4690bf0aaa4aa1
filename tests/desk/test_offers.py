"""Which agencies take a procedure: on a page, many at once, by command and by file; dated, and in the journal."""

import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from city.agencies.models import Agency
from city.agencies.queries import by_code
from city.services.models.catalogue import Offer, Procedure
from city.services.queries.offers import may_take
from city.services.states.catalogue import Group
from kernel import clock
from kernel.journal import entries_about
from tests.city import City

ADMIN, CODE = "quantri", "1.001193"
URL = f"/procedures/{CODE}/offers/"


def procedure() -> Procedure:
    return Procedure.objects.get(national_code=CODE)


def takes(day: datetime.date) -> dict[int, str]:
    return dict(Offer.objects.filter(procedure=procedure(), valid__contains=day).values_list("agency", "level"))


def given(agency: object, level: str, day: datetime.date, **more: str) -> dict[str, object]:
    parts = {"since_day": day.day, "since_month": day.month, "since_year": day.year}
    return {"agency": agency, "level": level, "reason": "", **parts, **more}


def communes() -> list[int]:
    return [pk for pk, _name in may_take(clock.today())["communes"]]


def test_one_agency_from_a_day_to_come(city: City) -> None:
    browser, today = city.sign_in(ADMIN), clock.today()
    tomorrow, ward = today + datetime.timedelta(days=1), communes()[0]
    before = takes(today)
    assert browser.post(URL, given(ward, "partial", tomorrow)).status_code == 422  # a partial one says why
    answer = browser.post(URL, given(ward, "partial", tomorrow, reason="Cần đối chiếu bản chính"))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    assert (takes(today), takes(tomorrow)) == (before, before | {ward: "partial"})
    rows = [one for one in browser.get(URL).context["takers"] if one.offer.agency_id == ward]
    assert [(one.offer.level, one.ahead) for one in rows] == [(before[ward], False), ("partial", True)]
    entry = entries_about(procedure())[0]
    assert (entry.verb, entry.fact["agency"], entry.fact["since"]) == (
        "services.procedure_offered",
        ward,
        tomorrow.isoformat(),
    )


def test_many_are_looked_at_before(city: City) -> None:
    browser, today = city.sign_in(ADMIN), clock.today()
    all_of_them = communes()
    page = browser.post(URL, given("communes", "none", today))
    assert (page.status_code, len(page.context["names"])) == (200, len(all_of_them))
    assert set(takes(today)) & set(all_of_them) != set()  # nothing was done yet
    sent = [(name, value) for name, value in page.context["given"]]
    again = browser.post(URL, dict(sent) | {"edit": "1"})
    assert (again.status_code, again.context["form"]["agency"].value()) == (200, "communes")
    assert browser.post(URL, dict(sent) | {"sure": "1"}).status_code == 302
    assert set(takes(today)) & set(all_of_them) == set()
    assert browser.post(URL, dict(sent) | {"sure": "1"}).status_code == 422  # there is nothing left to end
    browser.post(URL, given("communes", "full", today) | {"sure": "1"})
    assert {pk: level for pk, level in takes(today).items() if pk in all_of_them} == dict.fromkeys(all_of_them, "full")


def test_only_who_keeps_the_catalogue_finds_the_page(city: City) -> None:
    assert city.sign_in("ninhkieu.motcua").get(URL).status_code == 404
    assert b"/offers/" not in city.sign_in("ninhkieu.motcua").get(f"/procedures/{CODE}/").content
    assert URL.encode() in city.sign_in(ADMIN).get(f"/procedures/{CODE}/").content
    other = Procedure.objects.exclude(group=Group.OURS).first()
    assert other is not None
    assert city.sign_in(ADMIN).get(f"/procedures/{other.national_code}/offers/").status_code == 404


def test_by_command_for_all_communes(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    today = clock.today()
    call_command("offer", CODE, "communes", "none")
    assert set(takes(today)) & set(communes()) == set()
    call_command("offer", CODE, "H13.101", "full")
    ward = by_code("QD20", "H13.101")
    assert isinstance(ward, Agency)
    assert {pk for pk in takes(today) if pk in communes()} == {ward.pk}
    assert capsys.readouterr().out.splitlines()[-1] == f"{CODE} is offered by {ward.name} (full) from {today} on."


def test_a_file_is_written_whole_or_not_at_all(city: City, tmp_path: Path) -> None:
    file, today = tmp_path / "offers.csv", clock.today()
    good = (
        f"procedure,agency,level,since,reason\n{CODE},communes,none,,\n{CODE},H13.101,partial,{today},Cần bản chính\n"
    )
    file.write_text(f"\ufeff{good}9.999999,H13.101,full,,\n{CODE},H13.101,full,hôm nay,\n", encoding="utf-8")
    before = takes(today)
    with pytest.raises(
        CommandError, match=r"(?s)line 4: No such procedure.*line 5: “hôm nay” is no day.*Nothing was written"
    ):
        call_command("offer", file=file)
    assert takes(today) == before
    file.write_text(good, encoding="utf-8")
    call_command("offer", file=file)
    assert [level for pk, level in takes(today).items() if pk in communes()] == ["partial"]
    file.write_text("code,agency\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="missing: procedure, level"):
        call_command("offer", file=file)


def test_a_level_that_the_system_assigned_is_confirmed(city: City) -> None:
    """The page says that it waits for the agency: sent as it stands, it stands as the agency's own; a second time nothing changes."""
    browser, ward = city.sign_in(ADMIN), communes()[0]
    now = Offer.objects.filter(procedure=procedure(), agency=ward, valid__contains=clock.today())
    assert now.get().provenance == "assigned"
    as_it_stands = given(ward, now.get().level, clock.today(), reason=now.get().reason)
    assert (browser.post(URL, as_it_stands).status_code, now.get().provenance) == (302, "source")
    assert browser.post(URL, as_it_stands).status_code == 422
