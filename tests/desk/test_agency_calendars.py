"""An agency gets a calendar of its own, changes its hours from a day on, and goes back: who moves, who does not, who may."""

import datetime
import re

import pytest
from django.test import Client

from city.agencies import actions as agencies
from city.agencies.models import Agency
from city.agencies.queries import units_of
from city.services.models import Dossier, StepRun
from city.services.queries import recounts
from city.services.queries.deadlines import deadline_of
from city.work.queries import open_items
from kernel import clock, jobs, worktime
from kernel.actors import Actor
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.journal import entries_about
from kernel.notifications.models import Message
from kernel.refs import ref
from kernel.web import say
from kernel.worktime import actions
from kernel.worktime.changes import Exchange, HoursChange
from kernel.worktime.models import Calendar, Day, Hours
from tests.city import City
from tests.desk.test_left_behind import OTHER, birth
from tests.players import Player

HOUSE = ("pham.ngoc.bich", "1.009994")
IT, ADMIN, CLERK, RESIDENT = "cantho.cntt", "quantri", "ninhkieu.motcua", "le.van.phuoc"
KEEPER = Actor(kind="official", powers=frozenset({"calendar.manage"}))
DUTY = ((450, 690),)  # 7:30 to 11:30


def day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.ZONE).date()


def saturday(after: datetime.date) -> datetime.date:
    return after + datetime.timedelta(days=(5 - after.weekday()) % 7 or 7)


@pytest.fixture
def house(city: City) -> Dossier:
    return city.dossier(*HOUSE)


@pytest.fixture
def common(house: Dossier) -> Calendar:
    return house.agency.calendar


def give_own(agency: Agency, **more: object) -> Calendar:
    return agencies.give_own_calendar(agency=agency, source="QĐ 12/QĐ-UBND", by=KEEPER, **more)  # type: ignore[arg-type]


def dates() -> dict[int, datetime.datetime | None]:
    return dict(Dossier.objects.values_list("pk", "due_at"))


def said_of(rows: object) -> list[tuple[object, ...]]:
    return sorted(tuple(v for k, v in row.items() if k not in ("id", "calendar_id")) for row in rows.values())  # type: ignore[attr-defined]


def test_a_copy_says_the_same_of_every_day_and_moves_nothing(house: Dossier, common: Calendar) -> None:
    before, office = dates(), house.agency
    own = give_own(office)
    jobs.run_due()
    assert said_of(Hours.objects.filter(calendar=own)) == said_of(Hours.objects.filter(calendar=common))
    assert len(said_of(Day.objects.filter(calendar=own))) == Day.objects.filter(calendar=common).count() > 50
    assert worktime.schedule_for(own) == worktime.schedule_for(common)
    assert (own.name, dates()) == (office.name, before)
    along = {unit.pk for unit in units_of(office)}
    assert len(along) > 1 and set(Agency.objects.filter(calendar=own).values_list("pk", flat=True)) == along
    assert [e.verb for e in entries_about(own)] == ["services.recount_done", "agencies.calendar_given"]
    given = entries_about(own).get(verb="agencies.calendar_given").fact
    assert given == {"calendar": own.pk, "before": common.pk, "agencies": [office.pk, *sorted(along - {office.pk})], "since": None, "source": "QĐ 12/QĐ-UBND"}  # fmt: skip
    for unit in along:
        assert entries_about(Agency.objects.get(pk=unit)).first().verb == "agencies.agency_calendar_changed"  # type: ignore[union-attr]


def test_its_hours_change_from_a_day_and_nobody_elses_dates(house: Dossier, common: Calendar) -> None:
    office, old = house.agency, house.due_at
    own, before, shared = give_own(office), dates(), worktime.schedule_for(common)
    jobs.run_due()
    change = HoursChange((day(old).weekday(),), (), day(old))
    moving = recounts.preview(own, [change]).total
    actions.set_working_hours(calendar=own, change=change, source="QĐ 13/QĐ-UBND", by=KEEPER)
    jobs.run_due()
    after = dates()
    moved = {pk for pk in after if after[pk] != before[pk]}
    assert house.pk in moved and len(moved) == moving
    assert set(Dossier.objects.filter(pk__in=moved).values_list("agency", flat=True)) == {office.pk}
    assert day(after[house.pk]) == worktime.schedule_for(own).next_working_day(day(old))  # type: ignore[arg-type]
    assert worktime.schedule_for(common) == shared
    yesterday = day(old) - datetime.timedelta(days=7)
    assert worktime.schedule_for(own).periods(yesterday) == shared.periods(yesterday)


def test_a_saturday_morning_on_duty_at_one_commune(city: City, common: Calendar) -> None:
    ward = city.dossier("le.van.phuoc", "1.001193").agency
    own, first = give_own(ward, name="Lịch các phường trực thứ Bảy"), saturday(clock.today())
    actions.set_working_hours(calendar=own, change=HoursChange((5,), DUTY, first, counts=False), source="QĐ 14", by=KEEPER)  # fmt: skip
    here, there = worktime.schedule_for(own), worktime.schedule_for(common)
    assert (here.opening(first), here.is_working(first), here.opening(first - datetime.timedelta(days=7))) == ([*DUTY], False, [])  # fmt: skip
    assert there.opening(first) == []


def test_back_to_the_common_calendar_counts_again_and_says_why(house: Dossier, common: Calendar) -> None:
    office, old = house.agency, house.due_at
    own, before = give_own(office), dates()
    actions.set_working_hours(calendar=own, change=HoursChange((day(old).weekday(),), (), day(old)), source="QĐ 13", by=KEEPER)  # fmt: skip
    jobs.run_due()
    exchange = Exchange(worktime.schedule_for(common), day(old))
    shown = recounts.preview(own, [exchange], [office.pk])
    office.refresh_from_db()
    agencies.give_calendar(agency=office, calendar=common, source="QĐ 15/QĐ-UBND", by=KEEPER)
    jobs.run_due()
    assert (dates(), shown.total) == (
        before,
        entries_about(common).filter(verb="services.recount_done").first().fact["moved"],
    )  # type: ignore[union-attr]
    assert shown.total > 0 and not Agency.objects.filter(calendar=own).exists()
    house.refresh_from_db()
    deadline = deadline_of(house)
    assert deadline is not None
    assert deadline.moves[0].why == [f"Cơ quan theo lịch làm việc “{common.name}”, khác lịch trước từ {say.weekday(day(old))}. Căn cứ: QĐ 15/QĐ-UBND"]  # fmt: skip
    told = Message.objects.filter(about_id=house.pk, channel="inbox").latest("pk")
    assert told.body.count("QĐ 15/QĐ-UBND") == 1


def test_two_share_one_and_only_who_leaves_is_counted(city: City, house: Dossier, common: Calendar) -> None:
    """What is shown, and what is done, are the leaver's dates alone."""
    neighbours = Player("cairang.motcua").accepts(birth("huynh.cong.danh", OTHER))
    office, other = house.agency, neighbours.agency
    own, first = give_own(office, name="Chung hai cơ quan"), clock.today() + datetime.timedelta(days=1)
    agencies.give_calendar(agency=other, calendar=own, source="QĐ 12", by=KEEPER)
    actions.set_working_hours(calendar=own, change=HoursChange((0, 1, 2, 3), (), first), source="QĐ 13", by=KEEPER)
    jobs.run_due()
    before = dates()
    exchange = Exchange(worktime.schedule_for(common), first)
    both, alone = recounts.preview(own, [exchange]), recounts.preview(own, [exchange], [office.pk])
    office.refresh_from_db()
    agencies.give_calendar(agency=office, calendar=common, source="QĐ 14", by=KEEPER)
    jobs.run_due()
    moved = {pk for pk, at in dates().items() if at != before[pk]}
    assert set(Dossier.objects.filter(pk__in=moved).values_list("agency", flat=True)) == {office.pk}
    assert (alone.total, alone.running < both.running, alone.total < both.total) == (len(moved), True, True)


def test_the_work_on_the_desks_follows(city: City) -> None:
    """A step with a time of its own, due on a day that is now off at this agency."""
    run = StepRun.objects.get(dossier=Player(CLERK).accepts(city.dossier("tran.quoc.bao", "1.001193")), ended=None)
    on = day(run.due_at)
    own = give_own(run.agency)
    actions.set_working_hours(calendar=own, change=HoursChange((on.weekday(),), (), on), source="QĐ", by=KEEPER)
    jobs.run_due()
    run.refresh_from_db()
    assert day(run.due_at) == worktime.schedule_for(own).next_working_day(on)
    assert open_items(ref(run.dossier)).get().due_at == run.due_at


def test_what_makes_no_sense_is_refused(house: Dossier, common: Calendar) -> None:
    office = house.agency
    division = next(unit for unit in units_of(office) if unit != office)
    for field, act in {
        "agency": lambda: give_own(division),
        "source": lambda: agencies.give_own_calendar(agency=office, source=" ", by=KEEPER),
        "name": lambda: give_own(office, name=common.name),
        "calendar": lambda: agencies.give_calendar(agency=office, calendar=common, source="QĐ", by=KEEPER),
    }.items():
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == field
    with pytest.raises(WrongMove):
        give_own(office, seen="x")
    for powers in (frozenset[str](), frozenset({"agencies.manage"})):
        with pytest.raises(NotAllowed):
            agencies.give_own_calendar(agency=office, source="QĐ", by=Actor(kind="official", powers=powers))
    assert Calendar.objects.count() == 1


def look(client: Client, path: str, values: dict[str, str]) -> dict[str, str]:
    answer = client.post(path, values)
    assert answer.status_code == 200
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: value for name, value in found if name not in ("csrfmiddlewaretoken", "next")}


def test_by_pages_looked_at_first(city: City, house: Dossier, common: Calendar) -> None:
    client, page = city.sign_in(IT), f"/desk/calendars/{common.pk}/agency/"
    values = {"agency": str(house.agency_id), "calendar": "own", "name": "", "source": "QĐ 12"}
    shown = look(client, page, values)
    assert shown == {**values, "seen": str(common.version)} and Calendar.objects.count() == 1
    assert client.post(f"{page}saving/", values).status_code == 409  # not looked at
    answer = client.post(f"{page}saving/", shown)
    own = Agency.objects.get(pk=house.agency_id).calendar
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/calendars/{own.pk}/") and own != common
    assert client.post(f"{page}saving/", shown).status_code == 422  # no longer among those that go by this calendar
    jobs.run_due()
    history = client.get(f"/desk/calendars/{own.pk}/history/").content.decode()
    row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", history, re.S)
    assert row is not None
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row[1], re.S)]
    assert cells[1:3] == [f"{house.agency.name} theo lịch này", "QĐ 12"] and cells[4] == "đã đổi 0"
    back = look(client, f"/desk/calendars/{own.pk}/agency/", {**values, "calendar": str(common.pk)})
    own.refresh_from_db()
    assert back["seen"] == f"{own.version} {common.version}"


def test_to_all_others_the_page_does_not_exist(city: City, house: Dossier, common: Calendar) -> None:
    page = f"/desk/calendars/{common.pk}/agency/"
    values = {"agency": str(house.agency_id), "calendar": "own", "source": "QĐ 12", "seen": str(common.version)}
    for who in (ADMIN, CLERK, RESIDENT):
        client = city.sign_in(who)
        tries = [client.get(page), client.post(page, values), client.post(f"{page}saving/", values)]
        assert [one.status_code for one in tries] == [404] * 3, who
        assert page not in client.get(f"/desk/calendars/{common.pk}/").content.decode()
    assert city.sign_in(IT).get("/desk/calendars/9999/agency/").status_code == 404
    assert city.sign_in(IT).get(page).status_code == 200
    assert Calendar.objects.count() == 1
