"""Receipts have no gap and no double, whatever is taken at the same moment and whatever is undone."""

import threading

import pytest
from django.db import connections, transaction

from city.agencies.models import Post
from city.payments.actions import Asked, charge, take_cash
from city.payments.models import Charge, Receipt
from kernel.actors import Actor
from kernel.errors import WrongMove
from kernel.journal import unguarded
from kernel.refs import Ref
from stories.cast import agency_named
from tests.city import City

CHARGES = 24


class Undone(Exception):
    pass


@pytest.fixture
def clerk(city: City) -> Actor:
    ward = agency_named("Ủy ban nhân dân phường Ninh Kiều")
    post = Post.objects.filter(agency=ward).first()
    assert post is not None
    return Actor(
        kind="official", name="Lê Văn Thu", post_id=post.pk, agency_id=ward.pk, powers=frozenset({"payments.collect"})
    )


@pytest.fixture
def charges(clerk: Actor) -> list[Charge]:
    ward = agency_named("Ủy ban nhân dân phường Ninh Kiều")
    with unguarded("a test asks for money without a dossier"):
        made = [charge(origin=Ref("tests.thing", n), agency=ward, reference=f"T{n}", lines=[Asked("Phí", 1000)]) for n in range(CHARGES)]  # fmt: skip
    return [one for one in made if one]


def _numbers(clerk: Actor) -> list[int]:
    """Of the agency's book, with those of the demo."""
    rows = Receipt.objects.filter(charge__agency=clerk.agency_id)
    return list(rows.order_by("number").values_list("number", flat=True))


def test_eight_clerks_at_once_and_every_third_is_undone(clerk: Actor, charges: list[Charge]) -> None:
    before = _numbers(clerk)

    def take(mine: list[Charge]) -> None:
        try:
            for one in mine:
                _take(one, clerk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=[charges[n::8]]) for n in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    taken = [one for one in charges if one.pk % 3]
    assert _numbers(clerk) == list(range(1, 1 + len(before) + len(taken)))
    assert set(Charge.objects.filter(state="paid", origin_kind="tests.thing")) == set(taken)


def _take(one: Charge, clerk: Actor) -> None:
    """Every third act is undone after it took its number: the till's drawer jammed."""
    try:
        with transaction.atomic():
            take_cash(charge=Charge.objects.get(pk=one.pk), payer="Nguyễn Thị Thử", by=clerk)
            if one.pk % 3 == 0:
                raise Undone
    except Undone:
        pass


def test_the_same_charge_at_eight_desks_is_one_receipt(clerk: Actor, charges: list[Charge]) -> None:
    said: list[str] = []

    def take() -> None:
        try:
            said.append(str(take_cash(charge=Charge.objects.get(pk=charges[0].pk), payer="Nguyễn Thị Thử", by=clerk)))
        except WrongMove:
            said.append("too late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    receipt = Receipt.objects.get(charge=charges[0])
    assert sorted(said) == sorted([str(receipt), *["too late"] * 7])
