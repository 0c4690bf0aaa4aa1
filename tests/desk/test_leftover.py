"""Somebody leaves, a post ends: the page says what lies there, and no work is left where nobody looks."""

import datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies import actions as agencies
from city.agencies.models import Appointment, Post
from city.desk.jobs import look_after_leftovers
from city.desk.queries.leftover import leftover
from city.services.rules.dossiers import visible_to
from city.work.actions import claim
from city.work.models import Item
from kernel import clock, jobs
from kernel.actors import SYSTEM, principal
from kernel.journal import unguarded
from kernel.journal.models import JournalEntry
from tests.city import City
from tests.desk.test_inbox import lay, post_of
from tests.desk.test_several import colleague
from tests.players import Player

OFFICER, CLERK, CHAIR, ADMIN = "ninhkieu.hotich", "ninhkieu.motcua", "ninhkieu.chutich", "quantri"
HOUSE = ("pham.ngoc.bich", "1.009994")


def held_by(username: str) -> Appointment:
    return Appointment.objects.get(user__username=username)


def lying(post: Post) -> int:
    return Item.objects.filter(holder=post.principal, closed_at=None).count()


def test_the_pages_say_how_much_lies_there(city: City) -> None:
    post, admin = post_of(OFFICER), city.sign_in(ADMIN)
    count = lying(post)
    assert count > 0
    for path in (f"/desk/agencies/posts/{post.pk}/end/", f"/desk/agencies/appointments/{held_by(OFFICER).pk}/end/"):
        html = admin.get(path).content.decode()
        assert f"{count} việc đang mở nằm ở chức vụ này. Từ khi không còn ai giữ chức vụ, việc tự về hàng chờ" in html
    idle = post_of("ninhkieu.vanthu")
    assert "việc đang mở nằm ở chức vụ này" not in admin.get(f"/desk/agencies/posts/{idle.pk}/end/").content.decode()


def test_what_somebody_claimed_goes_back_to_those_who_may_do_it(city: City) -> None:
    twin = colleague(post_of(OFFICER).agency, "hai", ["dossiers.examine"])
    dossier, unit = city.dossier(*HOUSE), principal("unit", twin.agency_id)
    item = lay(dossier=dossier, due=None, holder=unit, round=70)
    claim(item=item, by=Player(OFFICER).actor)
    agencies.end_appointment(appointment=held_by(OFFICER), on=clock.today(), by=SYSTEM)
    jobs.run_due()
    item.refresh_from_db()
    assert (item.holder, item.claimed_at, lying(post_of_left(OFFICER))) == (twin.principal, None, 0)
    assert visible_to(Player("hai").actor).filter(pk=dossier.pk).exists()
    verbs = JournalEntry.objects.filter(verb="work.item_handed_over", about_id=item.pk)
    assert [entry.actor_kind for entry in verbs] == ["system"]


def post_of_left(username: str) -> Post:
    return held_by(username).post


def test_where_nobody_else_may_the_agencys_leaders_see_it(city: City) -> None:
    post, dossier = post_of(OFFICER), city.dossier(*HOUSE)
    item = lay(dossier=dossier, due=None, holder=post.principal, round=71)
    agencies.end_post(post=post, on=clock.today(), by=SYSTEM)
    jobs.run_due()
    item.refresh_from_db()
    agency = Player(CHAIR).actor.agency_id or 0
    assert item.holder == principal("agency", agency)
    assert f"/desk/items/{item.pk}/" in city.sign_in(CHAIR).get("/desk/?q=Vi%E1%BB%87c+th%E1%BB%AD").content.decode()


def test_a_last_day_that_is_still_to_come_takes_nothing_away_yet(city: City) -> None:
    post, day = post_of(OFFICER), clock.today() + datetime.timedelta(days=3)
    before = lying(post)
    agencies.end_appointment(appointment=held_by(OFFICER), on=day, by=SYSTEM)
    jobs.run_due()
    assert (lying(post), look_after_leftovers()) == (before, 0)
    with clock.at(datetime.datetime.combine(day, datetime.time(8), clock.ZONE)):
        assert look_after_leftovers() == before
        assert (lying(post), leftover(), look_after_leftovers()) == (0, [], 0)


def test_who_is_followed_on_the_same_day_leaves_it_to_the_next(city: City) -> None:
    post, before = post_of(OFFICER), lying(post_of(OFFICER))
    with unguarded("a successor from today on"):
        held = held_by(OFFICER)
        chair = held_by(CHAIR).user
        Appointment.objects.create(user=chair, post=post, valid=DateRange(clock.today(), None))
    agencies.end_appointment(appointment=held, on=clock.today(), by=SYSTEM)
    jobs.run_due()
    assert lying(post) == before
