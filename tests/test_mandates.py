"""A resident lets somebody act for him: by number and name, until a day, and not a click longer."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from city.accounts import actions
from city.accounts.models import Mandate, User
from city.agencies.models import Agency
from city.services.models import Dossier
from city.services.queries import notices
from city.services.states.dossiers import Role
from kernel import clock, jobs
from kernel.errors import Refused
from kernel.notifications.models import Message
from stories.cast import agency_named
from stories.city import person
from stories.plays import CHILD
from tests.players import Player

OWNER, AGENT, NUMBER = "tran.quoc.bao", "nguyen.thi.lan", "092196002345"
CODE = "1.001193"


def _values(**more: str) -> dict[str, str]:
    last = clock.today() + datetime.timedelta(days=10)
    return {"number": NUMBER, "name": "nguyễn thị LAN", "last_day": f"{last.day}", "last_month": f"{last.month}", "last_year": f"{last.year}"} | more  # fmt: skip


def _give(city) -> Mandate:  # type: ignore[no-untyped-def]
    assert city.sign_in(OWNER).post(reverse("accounts:new_mandate"), _values()).status_code == 302
    return Mandate.objects.get()


def _ward() -> Agency:
    return agency_named("Ủy ban nhân dân phường Ninh Kiều")


def _files(agent: str, owner: str) -> Dossier:
    birth = {**CHILD, "birth_on": (clock.today() - datetime.timedelta(days=20)).isoformat(), "applicant_phone": "0919887766"}  # fmt: skip
    return Player(agent).drafts(CODE, _ward(), birth, owner=owner)


def test_given_by_number_and_name_until_the_end_of_a_day(city):
    made = _give(city)
    assert (made.principal, made.agent) == (person(OWNER), person(AGENT))
    assert (made.valid.lower, made.last) == (clock.today(), clock.today() + datetime.timedelta(days=10))
    assert "Nguyễn Thị Lan" in city.sign_in(OWNER).get("/account/mandates/").content.decode()
    assert "Trần Quốc Bảo" in city.sign_in(AGENT).get("/account/mandates/").content.decode()


def test_whether_a_number_is_known_is_not_told(city):
    """A known number with another name, and a number nobody has: the same page, to the letter."""
    pages = set()
    for wrong in ({"name": "Nguyễn Thị Khác"}, {"number": "092199999999"}):
        values = _values(**wrong)
        answer = city.sign_in(OWNER).post(reverse("accounts:new_mandate"), values)
        assert answer.status_code == 422
        page = answer.content.decode()
        for typed in (values["number"], values["name"]):
            page = page.replace(typed, "…")
        pages.add(page[page.index("<main") : page.index("</main")].split('name="csrfmiddlewaretoken"')[0] + page[page.index('class="errors"') : page.index("</main")])  # fmt: skip
    assert len(pages) == 1
    assert Mandate.objects.count() == 0


def test_numbers_are_not_tried_one_after_the_other(city):
    client = city.sign_in(OWNER)
    for guess in range(6):
        client.post(reverse("accounts:new_mandate"), _values(number=f"09219600000{guess}"))
    assert client.post(reverse("accounts:new_mandate"), _values()).status_code == 422
    assert Mandate.objects.count() == 0
    with clock.at(clock.now() + datetime.timedelta(hours=2)):
        assert client.post(reverse("accounts:new_mandate"), _values()).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "092085003456", "name": "Trần Quốc Bảo"},  # himself
        {"number": "123"}, {"number": "\0"}, {"name": "\0"}, {"name": ""}, {"last_year": "2020"}, {"last_year": "9999"}, {"last_day": "32"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(wrong, city):
    assert city.sign_in(OWNER).post(reverse("accounts:new_mandate"), _values(**wrong)).status_code == 422
    assert Mandate.objects.count() == 0


def test_not_twice(city):
    _give(city)
    answer = city.sign_in(OWNER).post(reverse("accounts:new_mandate"), _values())
    assert answer.status_code == 422 and "đang ủy quyền cho người này" in answer.content.decode()


def test_the_agent_is_asked_whose_and_files_for_the_owner(city):
    agent = city.sign_in(AGENT)
    path = reverse("services:apply", args=[CODE])
    assert "Hồ sơ này của ai?" not in agent.get(path).content.decode()
    _give(city)
    assert "Hồ sơ này của ai?" in agent.get(path).content.decode()
    answer = agent.post(path, {"owner": person(OWNER).pk, "case": "0", "agency": str(_ward().pk)})
    dossier = Dossier.objects.latest("pk")
    assert answer["Location"] == reverse("services:draft", args=[dossier.submission])
    parties = set(dossier.parties.values_list("role", "person__users__username"))
    assert parties == {(Role.OWNER, OWNER), (Role.AUTHORISED, AGENT)}


def _hand_in(dossier: Dossier) -> Dossier:
    actor = Player(AGENT)
    actor.attaches(dossier)
    return actor.submits(dossier)


def test_the_owner_sees_it_and_who_handed_it_in(city):
    _give(city)
    dossier = _hand_in(_files(AGENT, OWNER))
    assert dossier.parties.get(role=Role.SUBMITTER).person == person(AGENT)
    path = reverse("services:my_dossier", args=[dossier.submission])
    assert [city.sign_in(who).get(path).status_code for who in (OWNER, AGENT, "le.van.phuoc")] == [200, 200, 404]


@pytest.mark.parametrize("end", ["owner", "agent", "time"])
def test_with_the_mandate_all_of_it_ends(end, city):
    made = _give(city)
    draft, handed_in = _files(AGENT, OWNER), _hand_in(_files(AGENT, OWNER))
    agent, later = city.sign_in(AGENT), clock.now()
    if end == "time":
        later += datetime.timedelta(days=11)
    else:
        who = city.sign_in(OWNER if end == "owner" else AGENT)
        assert who.post(reverse("accounts:end_mandate", args=[made.pk])).status_code == 302
    assert [p.name for p in notices.people(handed_in)] == (
        ["Nguyễn Thị Lan", "Trần Quốc Bảo"] if end == "time" else ["Trần Quốc Bảo"]
    )
    with clock.at(later):
        assert [p.name for p in notices.people(handed_in)] == ["Trần Quốc Bảo"]  # nor is he told any more
        assert agent.get(reverse("services:my_dossier", args=[handed_in.submission])).status_code == 404
        assert agent.get(reverse("services:draft", args=[draft.submission])).status_code == 404
        assert (
            agent.post(reverse("services:withdrawal", args=[handed_in.submission]), {"reason": "x"}).status_code == 404
        )
        assert draft.submission not in agent.get(reverse("services:my_dossiers")).content.decode()
        with pytest.raises(Refused):
            _files(AGENT, OWNER)
    assert city.sign_in(OWNER).get(reverse("services:my_dossier", args=[handed_in.submission])).status_code == 200


def _told(username: str, dossier: Dossier) -> int:
    jobs.run_due()
    return Message.objects.filter(person_id=person(username).pk, about_id=dossier.pk, channel="inbox").count()


def test_who_acts_no_more_is_told_no_more(city):
    made = _give(city)
    handed_in = _hand_in(_files(AGENT, OWNER))
    assert (_told(AGENT, handed_in), _told(OWNER, handed_in)) == (1, 1)
    actions.end_mandate(mandate=made, by=Player(OWNER).actor)
    Player(OWNER).withdraws(handed_in)
    assert (_told(AGENT, handed_in), _told(OWNER, handed_in)) == (1, 2)


def test_ended_today_it_may_be_given_again_today(city):
    first = _give(city)
    actions.end_mandate(mandate=first, by=Player(OWNER).actor)
    assert city.sign_in(OWNER).post(reverse("accounts:new_mandate"), _values()).status_code == 302
    assert Mandate.objects.filter(ended_at=None).count() == 1


def test_only_the_two_end_it_and_officials_have_no_such_page(city):
    path = reverse("accounts:end_mandate", args=[_give(city).pk])
    for username, status in (("le.van.phuoc", 404), ("ninhkieu.motcua", 404), (OWNER, 302), (AGENT, 409)):
        assert city.sign_in(username).post(path).status_code == status, username
    assert city.sign_in("ninhkieu.motcua").get("/account/mandates/").status_code == 404
    assert Client().get("/account/mandates/").status_code == 302
    assert User.objects.filter(username=OWNER).exists()
