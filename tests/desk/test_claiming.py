"""Work is taken by who can do it: with the power of its step, and never in one's own matter."""

import pytest
from django.urls import reverse

from city.agencies.models import Post
from city.desk.queries.holders import choices
from city.services.actions.steps import place_of
from city.services.models import Dossier, Party
from city.services.rules import dossiers as rules
from city.work.actions import give_back
from city.work.models import Item
from city.work.queries import open_items
from kernel.actors import SYSTEM, principal
from kernel.journal import unguarded
from kernel.refs import ref
from stories.cast import agency_named
from tests.city import City
from tests.players import Player

HOUSE, WARD = ("pham.ngoc.bich", "1.009994"), "Ủy ban nhân dân phường Ninh Kiều"
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"


@pytest.fixture
def dossier(city: City) -> Dossier:
    return city.dossier(*HOUSE)


def queued(dossier: Dossier, holder: int) -> Item:
    """The work lies with a unit or the whole agency."""
    item = open_items(ref(dossier)).get()
    return give_back(item=item, to=holder, by=SYSTEM)


def his_own(dossier: Dossier, username: str) -> None:
    with unguarded("an official who is a party"):
        Party.objects.update_or_create(dossier=dossier, role="owner", defaults={"person": Player(username).user.person})


def both_ways(city: City, username: str, item: Item) -> tuple[list[int], str]:
    """(statuses of the page and of one claim, what the page after several says); the item lies where it lay."""
    client, before = city.sign_in(username), item.holder
    page = client.get(reverse("desk:item", args=[item.pk]))
    one = client.post(reverse("desk:claim", args=[item.pk]))
    several = client.post(reverse("desk:claim_several"), {"item": [item.pk]}, follow=True)
    item.refresh_from_db()
    assert (item.holder, item.claimed_at, page.context["may_claim"]) == (before, None, False)
    return [page.status_code, one.status_code], several.content.decode()


def test_nobody_takes_his_own_matter(dossier: Dossier, city: City) -> None:
    unit = Player(OFFICER).actor.unit_id or 0
    his_own(dossier, OFFICER)
    statuses, said = both_ways(city, OFFICER, queued(dossier, principal("unit", unit)))
    assert (statuses, "Bạn là một bên của hồ sơ này" in said) == ([200, 409], True)


def test_nobody_takes_what_his_post_cannot_do(dossier: Dossier, city: City) -> None:
    """A clerk reads all of the ward, and does not examine."""
    item = queued(dossier, agency_named(WARD).principal)
    statuses, said = both_ways(city, CLERK, item)
    assert (statuses, "không có quyền làm bước này" in said) == ([200, 409], True)
    assert city.sign_in(OFFICER).post(reverse("desk:claim", args=[item.pk])).status_code == 404  # not his to see


def test_who_can_do_it_takes_it(dossier: Dossier, city: City) -> None:
    item = queued(dossier, principal("unit", Player(OFFICER).actor.unit_id or 0))
    assert city.sign_in(OFFICER).post(reverse("desk:claim", args=[item.pk])).status_code == 302
    item.refresh_from_db()
    assert item.holder == principal("post", Player(OFFICER).actor.post_id or 0)


def test_work_is_not_given_to_a_party_and_does_not_come_to_one(dossier: Dossier, city: City) -> None:
    item, chair = open_items(ref(dossier)).get(), Player(CHAIR).actor
    with unguarded("the work lies with the leader"):
        Item.objects.filter(pk=item.pk).update(holder=Post.objects.get(pk=chair.post_id).principal)
    item.refresh_from_db()
    officer = Player(OFFICER).actor.post_id
    assert officer in dict(choices(chair, [item])[item.pk])
    his_own(dossier, OFFICER)
    assert officer not in dict(choices(chair, [item])[item.pk])


def test_a_step_whose_only_official_is_a_party_goes_to_the_queue(dossier: Dossier, city: City) -> None:
    step = rules.step_of(dossier)
    assert step is not None
    assert place_of(dossier, step).holder == principal("post", Player(OFFICER).actor.post_id or 0)
    his_own(dossier, OFFICER)
    assert place_of(dossier, step).holder == agency_named(WARD).principal
