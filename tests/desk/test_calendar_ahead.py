"""A calendar says how far it knows its holidays, is loaded further by a button, and a due date beyond it says so."""

import datetime

from city.agencies.models import Agency
from city.desk.queries import calendars
from city.services.models import Due
from city.services.queries.deadlines import deadline_of
from kernel import clock, worktime
from kernel.journal import entries_about, unguarded
from kernel.worktime.models import Calendar, Day
from tests.city import City

IT, CLERK = "cantho.cntt", "ninhkieu.motcua"


def shorten(calendar: Calendar, last: int) -> None:
    """As if nobody had loaded anything after that year."""
    Day.objects.filter(calendar=calendar, on__year__gt=last).delete()


def the_calendar() -> Calendar:
    return Calendar.objects.get(pk=Agency.objects.earliest("pk").calendar_id)


def test_it_knows_whole_years_in_a_row(city: City) -> None:
    calendar, year = the_calendar(), clock.today().year
    shorten(calendar, year)
    Day.objects.create(
        calendar=calendar, on=datetime.date(year + 2, 1, 1), kind="off", name="Tết", name_en="New Year", source="thử"
    )
    Day.objects.create(
        calendar=calendar, on=datetime.date(year + 1, 5, 4), kind="off", name="Bù", name_en="In lieu", source="thử"
    )
    assert worktime.known_until(worktime.schedule_for(calendar), clock.today()) == datetime.date(year, 12, 31)


def test_who_keeps_it_is_warned_and_loads_the_next_year(city: City) -> None:
    calendar, year = the_calendar(), clock.today().year
    home = f"/desk/calendars/{calendar.pk}/"
    shorten(calendar, year)
    it = city.sign_in(IT)
    with clock.at(datetime.datetime(year, 6, 1, 9)):
        assert "Lịch nghỉ sắp hết" not in it.get("/desk/operations/").content.decode()
    with clock.at(datetime.datetime(year, 7, 2, 9)):
        for path in (home, "/desk/operations/"):
            assert "Lịch nghỉ sắp hết" in it.get(path).content.decode()
        assert f"Nạp lịch năm {year + 1}" in it.get(home).content.decode()
        assert it.post(f"{home}loading/", {"year": str(year + 1)}).status_code == 302
        assert Day.objects.filter(calendar=calendar, on__year=year + 1).count() > 8
        for path in (home, "/desk/operations/"):
            assert "Lịch nghỉ sắp hết" not in it.get(path).content.decode()
    assert entries_about(calendar).first().verb == "worktime.calendar_seeded"
    assert calendars.outlook(calendar).next == year + 2


def test_only_who_keeps_it_and_only_years_to_come(city: City) -> None:
    calendar, year = the_calendar(), clock.today().year
    days, home = Day.objects.count(), f"/desk/calendars/{calendar.pk}/loading/"
    assert "Nạp lịch năm" not in city.sign_in(CLERK).get(f"/desk/calendars/{calendar.pk}/").content.decode()
    assert city.sign_in(CLERK).post(home, {"year": str(year + 3)}).status_code == 403
    for wrong in ("", "x", "٢٠٢٧", str(year - 1), str(year + 11)):
        assert city.sign_in(IT).post(home, {"year": wrong}).status_code == 409
    assert Day.objects.count() == days


def test_a_due_date_beyond_the_calendar_says_so(city: City) -> None:
    dossier, year = city.dossier("pham.ngoc.bich", "1.009994"), clock.today().year
    words = f"Ngày nghỉ lễ mới có đến hết 31/12/{year}"
    last = Due.objects.filter(dossier=dossier).latest("no")
    shorten(the_calendar(), year)
    dossier.agency.calendar.refresh_from_db()
    for due, said in (
        (datetime.datetime(year, 12, 31, 17, tzinfo=clock.ZONE), False),
        (datetime.datetime(year + 1, 1, 4, 17, tzinfo=clock.ZONE), True),
    ):
        last.pk, last.no, last.due_at = None, last.no + 1, due
        with unguarded("a long term"):
            last.save(force_insert=True)
        found = deadline_of(dossier)
        assert found is not None
        assert any(rule.startswith(words) for rule in found.rules) is said
        assert (words in city.sign_in(CLERK).get(f"/desk/dossiers/{dossier.submission}/").content.decode()) is said
