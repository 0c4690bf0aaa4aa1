"""Two locks, tried at every address: what is not yours does not exist, and nothing of it shows anywhere else.

All addresses × five people who have no business with two real dossiers of the played city, reading and writing.
"""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from city.accounts.actions import give_mandate, open_user, register_person
from city.accounts.models import User
from city.agencies import actions as agencies
from city.agencies.models import Agency, Post
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import unguarded
from kernel.journal.models import JournalEntry
from stories.cast import Player, agency_named
from stories.city import CLERK, PASSWORD, SINCE, SPECIALIST
from stories.plays import CHILD, HOUSE
from tests.addresses import addresses, path_to, values_of
from tests.city import City, personal_values

OWNERS = {"le.van.phuoc": "1.001193", "tran.quoc.bao": "1.009994"}
PLANTED = [
    *(value for owner in OWNERS for value in personal_values()[owner]),
    *(str(CHILD[key]) for key in ("child_name", "mother_name")),
    *(str(HOUSE[key]) for key in ("plot_address", "designer_name", "designer_certificate")),
]
SAMPLES = {"web:design"}  # the gallery of parts reads no data; its examples carry the plays' names
FOREIGN = {"submission", "pk", "token"}
OPEN = {"documents:verify_token"}  # whoever holds the paper may ask about it; the answer names nobody


def _other_resident() -> str:
    return "pham.ngoc.bich"


def _other_agency() -> str:
    return "cairang.chutich"


def _other_unit() -> str:
    """Of the same agency, in a unit that never had the dossiers, and without the power to see all of it."""
    office = _official("ninhkieu.khac", agency_named("Văn phòng"), SPECIALIST)
    return office.username


def _left_office() -> str:
    """A clerk of the very unit that received them, until today."""
    user = _official("ninhkieu.cu", Post.objects.get(appointments__user__username="ninhkieu.motcua").agency, CLERK)
    agencies.end_appointment(appointment=user.appointments.get(), on=clock.today(), by=SYSTEM)
    return user.username


def _official(username: str, unit: Agency, powers: list[str]) -> User:
    since = max(SINCE, clock.today() - datetime.timedelta(days=100))
    post = agencies.create_post(agency=unit, title="Công chức", powers=powers, since=since, by=SYSTEM)
    user = open_user(
        username=username, person=register_person(name="Cán bộ khác", by=SYSTEM), password=PASSWORD, by=SYSTEM
    )
    agencies.appoint(user=user, post=post, since=since, by=SYSTEM)
    return user


PEOPLE = {
    "stranger": lambda: "",
    "other resident": _other_resident,
    "official of another agency": _other_agency,
    "official of another unit": _other_unit,
    "official who left": _left_office,
}


@pytest.fixture(params=PEOPLE)
def intruder(request, city: City, settings) -> Client:  # type: ignore[no-untyped-def]
    """The demo's own public lists of people and letters exist only in the demo, so here they are off."""
    settings.DEMO = False
    completed(city)
    return city.sign_in(PEOPLE[request.param]())


def completed(city: City) -> None:
    """What the plays leave out: a mandate, for strangers to end, and a file given with a move."""
    owner, agent = (Player(username) for username in OWNERS)
    give_mandate(principal=owner.user.person, agent=agent.user.person, until=None, by=owner.actor)
    for of in OWNERS.items():
        dossier = city.dossier(*of)
        with unguarded("a file given with a move"):
            dossier.runs.filter(round=1).update(file=dossier.papers.earliest("pk").blob, file_name="x.pdf")


def test_the_addresses_lead_to_something(city: City) -> None:
    """Else what is asked for below would not exist anyway."""
    completed(city)
    found = [(one.name, values_of(one, city.dossier(*of))) for of in OWNERS.items() for one in addresses()]
    real = {name for name, values in found if values and all(value not in (0, "0") for value in values.values())}
    parts = {one.name for one in addresses() if set(one.parts) & {"pk", "token", "delivery", "message"}}
    assert parts - real == set()


def test_what_is_not_yours_does_not_exist(intruder: Client, city: City) -> None:
    stranger, wrong, tried = "_auth_user_id" not in intruder.session, [], set()
    for owner, code in OWNERS.items():
        dossier = city.dossier(owner, code)
        before = (
            dossier.revision,
            JournalEntry.objects.filter(about_kind="services.dossier", about_id=dossier.pk).count(),
        )
        for one in addresses():
            path = path_to(one, dossier)
            if path in tried:  # it leads to no dossier
                continue
            tried.add(path)
            foreign = bool(FOREIGN & set(one.parts)) and one.name not in OPEN
            for method, response in _tries(intruder, one.name, path, dossier.revision):
                marks = [] if one.name in SAMPLES else PLANTED
                wrong += [f"{method} {path} shows {mark}" for mark in marks if mark.encode() in _bytes(response)]
                if foreign and not _closed(response, stranger=stranger):
                    wrong.append(f"{method} {path}: {response.status_code}")
        dossier.refresh_from_db()
        after = (
            dossier.revision,
            JournalEntry.objects.filter(about_kind="services.dossier", about_id=dossier.pk).count(),
        )
        assert after == before
    assert wrong == []


def _tries(client: Client, name: str, path: str, revision: int) -> list[tuple[str, HttpResponse]]:
    posted = {
        "revision": str(revision),
        "comment": "x",
        "reason": "x",
        "way": "online",
        "outcome": "granted",
        "code": "0",
    }
    tries = [("GET", client.get(path))]
    return tries if name == "accounts:sign_out" else [*tries, ("POST", client.post(path, posted))]


def _closed(response: HttpResponse, *, stranger: bool) -> bool:
    """Sent to sign in, or told that there is nothing; 405 says only that the address is not for reading (or writing)."""
    if stranger:
        return response.status_code == 302 and response["Location"].startswith("/sign-in/")
    return response.status_code in (404, 405)


def _bytes(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def test_the_planted_marks_show_to_those_they_belong_to(city: City) -> None:
    """Else the test above could not fail."""
    seen = b""
    for owner, code in OWNERS.items():
        client = city.sign_in(owner)
        seen += (
            client.get(f"/my/dossiers/{city.dossier(owner, code).submission}/").content
            + client.get("/account/").content
        )
    assert [mark for mark in PLANTED if mark.encode() not in seen] == []
