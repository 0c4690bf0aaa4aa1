"""A password for one use opens one page: the one on which another is chosen."""

import datetime

import pytest
from django.test import Client

from city.accounts import actions
from city.accounts.models import User
from city.agencies.tests.conftest import admin, ward  # noqa: F401 (fixtures)
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import Refused

OWN = "con-meo-den-ngu"


@pytest.fixture
def given(admin) -> tuple[User, str]:  # type: ignore[no-untyped-def] # noqa: F811
    person = actions.register_person(name="Lê Thị Mới", by=SYSTEM)
    return actions.open_official(username="moi", person=person, by=admin)


def _signs_in(username: str, password: str) -> tuple[Client, int]:
    client = Client()
    answer = client.post("/sign-in/?next=/account/", {"username": username, "password": password, "next": "/account/"})
    return client, answer.status_code


def test_until_one_has_chosen_there_is_only_that_page(given):
    client, status = _signs_in("moi", given[1])
    assert status == 302
    for path in ("/account/", "/desk/", "/my/dossiers/", "/desk/agencies/"):
        assert client.get(path)["Location"] == "/account/password/", path
    page = client.get("/account/password/").content.decode()
    assert "Chọn mật khẩu của bạn" in page and 'name="password_now"' not in page


def test_the_chosen_one_counts_from_then_on(given):
    client, _status = _signs_in("moi", given[1])
    answer = client.post("/account/password/", {"password": OWN, "password_again": OWN})
    assert answer.status_code == 302
    assert client.get("/account/password/").status_code == 200  # still signed in
    assert [_signs_in("moi", word)[1] for word in (given[1], OWN)] == [422, 302]
    assert User.objects.get(username="moi").password_until is None


@pytest.mark.parametrize(
    ("password", "again"), [(OWN, "khác hẳn rồi đó"), ("ngan", "ngan"), ("", ""), ("{given}", "{given}"), ("\0" * 12, "\0" * 12)]
)  # fmt: skip
def test_what_is_no_good_choice_is_said(password, again, given):
    client, _status = _signs_in("moi", given[1])
    values = {"password": password.format(given=given[1]), "password_again": again.format(given=given[1])}
    assert client.post("/account/password/", values).status_code == 422
    assert User.objects.get(username="moi").must_choose_password


def test_after_a_week_it_is_void(given):
    with clock.at(clock.now() + datetime.timedelta(days=8)), pytest.raises(Refused, match="hết hạn"):
        actions.set_password(user=given[0], password=OWN, by=_himself(given[0]))
    actions.set_password(user=given[0], password=OWN, by=_himself(given[0]))


def _himself(user: User):  # type: ignore[no-untyped-def]
    from kernel.actors import Actor

    return Actor(kind="official", user_id=user.pk)


def test_another_one_ends_the_sessions_of_before(given, admin):  # noqa: F811
    client, _status = _signs_in("moi", given[1])
    client.post("/account/password/", {"password": OWN, "password_again": OWN})
    secret = actions.issue_password(user=User.objects.get(username="moi"), by=admin)
    assert client.get("/account/")["Location"].startswith("/sign-in/")
    assert [_signs_in("moi", word)[1] for word in (OWN, secret)] == [422, 302]


def test_one_changes_it_oneself_with_the_present_one(given):
    client, _status = _signs_in("moi", given[1])
    client.post("/account/password/", {"password": OWN, "password_again": OWN})
    new = "mot-con-meo-khac"
    for current, status in (("sai", 422), (OWN, 302)):
        assert client.post("/account/password/", {"password_now": current, "password": new, "password_again": new}).status_code == status  # fmt: skip


def test_a_resident_gets_no_password(admin):  # noqa: F811
    user = actions.open_user(username="dan", person=actions.register_person(name="Dân", by=SYSTEM), by=SYSTEM)
    with pytest.raises(Refused):
        actions.issue_password(user=user, by=admin)
    assert not User.objects.get(username="dan").has_usable_password()


def test_the_present_one_is_not_guessed_at_leisure(given):
    client, _status = _signs_in("moi", given[1])
    client.post("/account/password/", {"password": OWN, "password_again": OWN})
    new = "mot-con-meo-khac"
    for guess in ("a", "b", "c", "d", "e", "f"):
        client.post("/account/password/", {"password_now": guess, "password": new, "password_again": new})
    answer = client.post("/account/password/", {"password_now": OWN, "password": new, "password_again": new})
    assert answer.status_code == 422
    assert User.objects.get(username="moi").check_password(OWN)
