"""The three doors that strangers try: sign-in, look-up by code, verification. Limits are said in words, with a time."""

import datetime

import pytest
from django.test import Client

from city.accounts.actions import open_user
from kernel import clock
from kernel.actors import SYSTEM
from kernel.limits import words
from tests.city import City

pytestmark = pytest.mark.django_db
PASSWORD = "một câu dài để thử"
START = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def user():  # type: ignore[no-untyped-def]
    return open_user(username="can.bo", password=PASSWORD, by=SYSTEM)


def knock(client: Client, password: str, *, seconds: int = 0, **meta: str) -> int:
    with clock.at(START + datetime.timedelta(seconds=seconds)):
        return client.post("/sign-in/", {"username": "can.bo", "password": password}, **meta).status_code


def test_wrong_passwords_wait_and_the_page_says_how_long(user, client: Client) -> None:  # type: ignore[no-untyped-def]
    assert [knock(client, "sai") for _ in range(6)] == [422] * 5 + [429]
    with clock.at(START):
        answer = client.post("/sign-in/", {"username": "can.bo", "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")
    assert "Đã thử quá nhiều lần. Hãy thử lại sau 10 giây." in answer.content.decode()
    assert 'value="can.bo"' in answer.content.decode()
    assert knock(client, PASSWORD, seconds=10) == 302


def test_a_name_that_nobody_has_waits_alike(client: Client) -> None:
    assert [knock(client, "sai") for _ in range(6)] == [422] * 5 + [429]


def test_a_forged_address_changes_nothing(user, client: Client) -> None:  # type: ignore[no-untyped-def]
    tries = [knock(client, "sai", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}, 10.1.1.{n}") for n in range(6)]
    assert tries == [422] * 5 + [429]


def test_behind_a_proxy_the_client_cannot_choose_his_address(user, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = 1
    tries = [knock(client, "sai", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}, 203.0.113.7") for n in range(6)]
    assert tries == [422] * 5 + [429]
    assert knock(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.8") == 302


def test_nobody_can_lock_out_a_browser_that_has_signed_in_before(user, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = 1
    own = Client(HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert knock(own, PASSWORD) == 302
    own.post("/sign-out/")
    for n in range(21):
        knock(Client(), "sai", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")
    assert knock(Client(), PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9") == 429
    assert knock(own, PASSWORD) == 302


def test_codes_are_looked_up_widely_but_not_without_end(client: Client) -> None:
    with clock.at(START):
        answers = [client.get("/lookup/", {"code": f"H13.12-261110-{n:04}"}).status_code for n in range(301)]
        refused = client.get("/lookup/", {"code": "H13.12-261110-0042"})
    assert answers == [200] * 300 + [429]
    assert refused["Retry-After"] == "2"
    assert words.TooOften(datetime.timedelta(seconds=2)).message in refused.content.decode()
    assert client.get("/lookup/").status_code == 200


def test_numbers_of_papers_are_checked_widely_but_not_without_end(client: Client) -> None:
    with clock.at(START):
        answers = [client.get(f"/verify/{n:026}/").status_code for n in range(301)]
    assert answers == [404] * 300 + [429]


def test_the_name_on_a_paper_is_not_guessed(city: City, client: Client) -> None:
    dossier = city.dossier("le.van.phuoc", "1.001193")
    token = dossier.decisions.get().document.token
    with clock.at(START):
        answers = [client.post(f"/verify/{token}/", {"name": f"Lê Văn {n}"}).status_code for n in range(6)]
    assert answers == [200] * 5 + [429]
