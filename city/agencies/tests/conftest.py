"""An empty city, founded by its command: one agency, one administrator."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client

from city.accounts.models import User
from city.agencies import actions
from city.agencies.models import Agency, Appointment, Post
from city.agencies.queries import actor_for
from kernel import clock
from kernel.actors import Actor

ADMIN, PASSWORD = "quantri", "mot-cau-de-nho"


@pytest.fixture
def admin(db) -> Actor:  # type: ignore[no-untyped-def]
    call_command(
        "found_city", agency="Văn phòng UBND thành phố", code="H13.01", place="Cần Thơ", admin=ADMIN, name="Ngô Thị Dung",
        password=PASSWORD, verbosity=0,
    )  # fmt: skip
    return actor_for(User.objects.get(username=ADMIN))


@pytest.fixture
def desk(admin: Actor) -> Client:
    """The administrator's."""
    client = Client()
    client.force_login(User.objects.get(pk=admin.user_id), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def ward(admin: Actor) -> Agency:
    root = Agency.objects.get()
    made = actions.establish(
        calendar=root.calendar, name="Ủy ban nhân dân phường Thử", short_name="UBND", place="Thử", since=days(-100), by=admin,
    )  # fmt: skip
    actions.give_code(agency=made, scheme="QD20", value="H13.901", since=days(-100), by=admin)
    return made


def official(admin: Actor, unit: Agency, username: str, *powers: str, since: int = -50) -> Appointment:
    """A new post with these powers, and a new person who holds it from `since` (in days from today)."""
    post = actions.create_post(agency=unit, title=f"Chức vụ {username}", powers=[*powers], since=days(-100), by=admin)
    user, _secret = actions.take_on(
        post=post, name=f"Người {username}", number="", username=username, since=days(since), until=None, by=admin
    )
    return Appointment.objects.get(user=user, post=post)


def post_of(admin: Actor) -> Post:
    return Post.objects.get(pk=admin.post_id)


def days(count: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=count)
