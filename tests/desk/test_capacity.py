"""One person, several posts: acts in one at a time, and changes by a button."""

import datetime

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from city.accounts.models import User
from city.agencies.models import Appointment
from city.agencies.queries import actor_for
from city.desk.queries.capacities import capacities
from city.work.queries import counts
from kernel import clock
from kernel.actors import principal
from kernel.journal import unguarded
from stories.departments import STAFF
from tests.desk.test_inbox import lay
from tests.players import Player

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_with_three_posts_changes_between_them(city):
    username, _name, keys = STAFF[0]
    browser = city.sign_in(username)
    assert "Sở Nội vụ" in browser.get("/desk/").content.decode()
    page = browser.get("/desk/capacity/")
    held = page.context["held"]
    assert ([c.agency for c in held], [c.here for c in held]) == (
        ["Sở Nội vụ", "Sở Tư pháp", "Sở Dân tộc và Tôn giáo"],
        [True, False, False],
    )
    assert len(held) == len(keys)
    assert browser.post("/desk/capacity/", {"post": held[1].post_id})["Location"] == "/desk/"
    assert browser.get("/desk/").wsgi_request.actor.agency_name == "Sở Tư pháp"


def test_nobody_takes_a_post_that_is_not_his(city):
    theirs = city.sign_in(STAFF[1][0]).get("/desk/capacity/").context["held"][0].post_id
    browser = city.sign_in(STAFF[0][0])
    assert browser.post("/desk/capacity/", {"post": theirs}).status_code == 404
    assert browser.get("/desk/").wsgi_request.actor.agency_name == "Sở Nội vụ"
    assert city.sign_in("ninhkieu.motcua").get("/desk/capacity/").context["held"] == []
    assert city.sign_in("le.van.phuoc").get("/desk/capacity/").status_code in (302, 403, 404)


def counted(username: str, posts: int) -> tuple[int, list[int]]:
    """Statements for the first `posts` posts of this official, and what waits at each."""
    held = Appointment.objects.filter(user__username=username).order_by("post_id")
    with unguarded("he left the others"):
        gone = list(held.values_list("pk", flat=True))[posts:]
        yesterday = clock.today() - datetime.timedelta(days=1)
        held.filter(pk__in=gone).update(valid=DateRange(yesterday - datetime.timedelta(days=1), yesterday))
    actor = Player(username).actor
    with CaptureQueriesContext(connection) as queries:
        found = capacities(actor)
    return len(queries), [c.open for c in found]


def test_three_posts_cost_as_many_statements_as_two(city):
    username = STAFF[0][0]
    three, two = counted(username, 3), counted(username, 2)
    assert (len(three[1]), len(two[1])) == (3, 2)
    assert three[0] == two[0] <= 8


def test_what_waits_is_what_the_inbox_of_that_post_counts(city):
    user = User.objects.get(username=STAFF[0][0])
    dossier = city.dossier("pham.ngoc.bich", "1.009994")
    posts = [a.post for a in Appointment.objects.filter(user=user).select_related("post").order_by("post_id")]
    lay(dossier=dossier, due=None, holder=posts[1].principal, round=50)
    lay(dossier=dossier, due=None, holder=principal("unit", posts[1].agency_id), round=51)
    lay(dossier=dossier, due=None, holder=posts[2].principal, round=52)
    found = capacities(actor_for(user))
    assert [c.open for c in found] == [counts(actor_for(user, post.pk))["open"] for post in posts]
    assert [c.open - counts(actor_for(user, posts[0].pk))["open"] for c in found][1:] == [2, 1]
