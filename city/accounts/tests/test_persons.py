"""A person is known once, however many desks write him down at the same moment."""

import threading

import pytest
from django.db import connections

from city.accounts.actions import register_person
from city.accounts.models import Person
from kernel.actors import SYSTEM

NUMBER = "092196002345"


@pytest.mark.django_db(transaction=True)
def test_eight_desks_at_once_are_one_person():
    found = []

    def write_down() -> None:
        try:
            found.append(register_person(name="Nguyễn Thị Thử", number=NUMBER, by=SYSTEM).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write_down) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (found, Person.objects.get().number) == ([Person.objects.get().pk] * 8, NUMBER)


@pytest.mark.django_db
def test_what_was_known_stays_and_what_was_not_is_filled_in():
    first = register_person(name="Nguyễn Thị Thử", number=NUMBER, phone="0912345678", by=SYSTEM)
    again = register_person(name="Nguyễn Thị Thử", number=NUMBER, phone="0999999999", address="12 Mậu Thân", by=SYSTEM)
    assert (again.pk, again.phone, again.address) == (first.pk, "0912345678", "12 Mậu Thân")
