"""One key, one act: in a row, at the same moment, after a refusal, and when the first request died before it answered."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from city.accounts.actions import register_person
from city.accounts.models import Person
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import once
from kernel.journal.models import JournalEntry, Once

HERE, THERE = once.place_of("session", "/apply/"), once.place_of("session", "/apply/papers/")
KEY = once.key_of(HERE, "field", "value")


def asks(
    name: str = "An", *, answer: str = "/done/", number: str = "", key: str = KEY, places: tuple[str, ...] = (HERE,)
) -> str:
    """One request: "acted", or the page to which an earlier one led."""
    with once.request() as this:
        this.key, this.places = key, places
        try:
            register_person(name=name, number=number, by=SYSTEM)
        except once.Again as again:
            return again.location
        if answer != "died":
            once.remember(this.key, answer)
        return "acted"


@pytest.mark.django_db
def test_the_second_is_answered_as_the_first() -> None:
    assert [asks(), asks(), asks()] == ["acted", "/done/", "/done/"]
    assert (Person.objects.count(), JournalEntry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_after_another_act_at_the_same_place_it_is_a_new_one() -> None:
    another, elsewhere = once.key_of(HERE, "field", "other"), once.key_of(THERE, "field", "value")
    assert (asks(), asks(key=elsewhere, places=(THERE,)), asks()) == ("acted", "acted", "/done/")
    assert (asks(key=another), asks()) == ("acted", "acted")
    assert sorted(Once.objects.values_list("key", flat=True)) == sorted([KEY, elsewhere])


@pytest.mark.django_db
def test_what_was_refused_forgets_nothing() -> None:
    asks()
    with pytest.raises(Refused):
        asks(number="12", key=once.key_of(HERE, "field", "other"))
    assert asks() == "/done/"


@pytest.mark.django_db
def test_what_was_refused_may_be_tried_again() -> None:
    with pytest.raises(Refused):
        asks(number="12")
    assert Once.objects.count() == 0
    assert [asks(), asks()] == ["acted", "/done/"]


@pytest.mark.django_db
def test_an_act_that_led_nowhere_gives_its_key_back() -> None:
    assert [asks(answer=""), asks()] == ["acted", "acted"]


@pytest.mark.django_db
def test_a_request_that_died_before_its_answer_does_not_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PATIENCE", 0.0)
    assert [asks(answer="died"), asks()] == ["acted", "acted"]


@pytest.mark.django_db
def test_acts_without_a_request_are_not_counted() -> None:
    register_person(name="An", by=SYSTEM)
    register_person(name="An", by=SYSTEM)
    assert (Person.objects.count(), Once.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_are_one() -> None:
    start = threading.Barrier(8)

    def clicks(_number: int) -> str:
        try:
            start.wait(timeout=30)
            return asks()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as people:
        answers = sorted(people.map(clicks, range(8)))
    assert answers == ["/done/"] * 7 + ["acted"]
    assert Person.objects.count() == 1
