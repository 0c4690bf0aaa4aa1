"""A person is known once, however many desks write him down at the same moment."""

import threading

import pytest
from django.db import connections

from city.accounts.actions import register_person
from city.accounts.models import Person
from kernel import jobs
from kernel.actors import SYSTEM, Actor
from kernel.journal import entries_about
from kernel.notifications.models import Message

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


CLERK = Actor(kind="official", name="Nguyễn Minh Anh", powers=frozenset({"dossiers.accept"}))


@pytest.mark.django_db
def test_a_clerk_redirects_nobodys_letters():
    first = register_person(
        name="Nguyễn Thị Thử", number=NUMBER, email="thu@example.org", phone="0912345678", by=SYSTEM
    )
    again = register_person(
        name="Nguyễn Thị Thử", number=NUMBER, email="ke.gian@example.org", phone="0999999999", by=CLERK
    )
    assert (again.pk, again.email, again.phone) == (first.pk, "thu@example.org", "0912345678")
    assert [entry.verb for entry in entries_about(again)] == ["accounts.person_registered"] * 2


@pytest.mark.django_db
def test_what_a_clerk_fills_in_is_recorded_and_told_to_the_person():
    register_person(name="Nguyễn Thị Thử", number=NUMBER, phone="0912345678", by=SYSTEM)
    known = register_person(
        name="Nguyễn Thị Thử", number=NUMBER, email="thu@example.org", address="12 Mậu Thân", by=CLERK
    )
    entry = entries_about(known)[0]
    assert (entry.verb, entry.fact["fields"]) == ("accounts.person_filled_in", ["address", "email"])
    jobs.run_due()
    told = Message.objects.filter(person_id=known.pk).order_by("channel")
    assert [(one.channel, one.address) for one in told] == [("email", "thu@example.org"), ("inbox", "")]
    assert [("- Thư điện tử" in one.body, "- Nơi ở" in one.body, "12 Mậu Thân" in one.body) for one in told] == [(True, True, False)] * 2  # fmt: skip


@pytest.mark.django_db
def test_a_new_person_is_told_nothing():
    made = register_person(name="Nguyễn Thị Thử", number=NUMBER, email="thu@example.org", by=CLERK)
    jobs.run_due()
    assert ([e.verb for e in entries_about(made)], Message.objects.count()) == (["accounts.person_registered"], 0)
