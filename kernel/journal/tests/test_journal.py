"""The journal's promises: an act without an entry fails, a write outside an act fails, the past cannot be changed."""

import threading
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, connections, transaction

from city.accounts.actions import register_person
from city.accounts.events import PersonRegistered
from city.accounts.models import Person
from kernel.actors import STRANGER, SYSTEM
from kernel.errors import NotAllowed
from kernel.journal import Fact, action, deliver_all, entries_about, reacts_to, record, unguarded
from kernel.journal.models import Delivery, JournalEntry

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Tried(Fact):
    person: int


seen: list[int] = []


@reacts_to(Tried)
def answer(fact, entry):
    if fact.person < 0:
        raise ValueError("no such person")
    seen.append(fact.person)


@action(requires=lambda actor, person: actor.kind == "system")
def try_it(*, person: Person, fact: int, by) -> None:
    record(Tried(fact), about=person, by=by)


@action()
def forget(*, person: Person, by) -> None:
    person.name = "changed"
    person.save()


@pytest.fixture
def person():
    return register_person(name="Lê Thị Thử", by=SYSTEM)


def test_an_act_leaves_one_entry_with_who_and_what(person):
    entry = entries_about(person).get()
    assert (entry.verb, entry.about_kind, entry.about_id, entry.actor_kind) == (
        "accounts.person_registered",
        "accounts.person",
        person.pk,
        "system",
    )
    assert entry.fact == {"person": person.pk}
    assert PersonRegistered.verb == "accounts.person_registered"


def test_an_act_without_an_entry_is_undone(person):
    with pytest.raises(RuntimeError, match="without a journal entry"):
        forget(person=person, by=SYSTEM)
    assert Person.objects.get().name == "Lê Thị Thử"


def test_who_may_not_is_told_and_nothing_happens(person):
    with pytest.raises(NotAllowed):
        try_it(person=person, fact=1, by=STRANGER)
    assert JournalEntry.objects.count() == 1


def test_a_write_outside_an_act_raises(person):
    with pytest.raises(RuntimeError, match="outside an action"), transaction.atomic():
        Person.objects.update(name="x")
    with unguarded("a test"):
        assert Person.objects.update(name="x") == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_journalentry SET verb = 'x'",
        "DELETE FROM journal_journalentry",
        "TRUNCATE journal_journalentry CASCADE",
    ],
)
def test_the_past_cannot_be_changed(person, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_reaction_answers_once(person):
    seen.clear()
    try_it(person=person, fact=7, by=SYSTEM)
    assert (deliver_all(), deliver_all(), seen) == (1, 0, [7])


def test_a_failing_reaction_waits_and_says_why(person):
    try_it(person=person, fact=-1, by=SYSTEM)
    deliver_all()
    delivery = Delivery.objects.get(reaction__endswith=".answer")
    assert (delivery.state, delivery.attempts, delivery.error) == ("waiting", 1, "ValueError: no such person")


@pytest.mark.django_db(transaction=True)
def test_sixteen_workers_answer_each_entry_once():
    person = register_person(name="Lê Thị Thử", by=SYSTEM)
    for n in range(40):
        try_it(person=person, fact=n, by=SYSTEM)
    seen.clear()

    def work():
        try:
            deliver_all()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(16)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(seen) == list(range(40))
