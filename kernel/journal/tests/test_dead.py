"""A delivery that gave up is seen by its operator, without what the matter says, and tries again when he says so."""

from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command

from city.accounts.actions import register_person
from kernel.actors import SYSTEM, Actor
from kernel.errors import NotAllowed, WrongMove
from kernel.journal import Fact, action, deliver_all, entries_about, pulse, reacts_to, record
from kernel.journal.dead import dead, failure, let_go_again
from kernel.journal.models import Delivery

pytestmark = pytest.mark.django_db
OPERATOR = Actor(kind="official", powers=frozenset({"operations.manage"}))


@dataclass(frozen=True)
class Knocked(Fact):
    person: int


opens = {"door": False}


@reacts_to(Knocked)
def open_the_door(fact, entry):
    if not opens["door"]:
        raise ValueError("Lê Thị Thử stands outside")


@action()
def knock(*, person, by) -> None:
    record(Knocked(person.pk), about=person, by=by)


class Killed(BaseException):
    """What no handler sees: kill -9, no memory, a library that panics."""


@dataclass(frozen=True)
class Rang(Fact):
    person: int


rings = {"heard": 0, "end": "killed"}


@reacts_to(Rang, outside=True)
def hear_the_bell(fact, entry):
    rings["heard"] += 1
    if rings["end"] == "killed":
        raise Killed
    if rings["end"] == "overtaken":
        Delivery.objects.filter(entry=entry).update(state="done")
        raise ValueError("too slow")


@action()
def ring(*, person, by) -> None:
    record(Rang(person.pk), about=person, by=by)


def _rung(end: str) -> Delivery:
    rings.update(heard=0, end=end)
    ring(person=register_person(name="Lê Thị Thử", by=SYSTEM), by=SYSTEM)
    return Delivery.objects.get(reaction__endswith=".hear_the_bell")


def _let_time_pass(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_at="2020-01-01T00:00Z")


def test_what_takes_its_worker_down_is_not_tried_for_ever():
    bell = _rung("killed")
    for _attempt in range(12):
        _let_time_pass(bell)
        with pytest.raises(Killed):
            deliver_all()
    _let_time_pass(bell)
    deliver_all()
    bell.refresh_from_db()
    assert (bell.state, rings["heard"], failure(bell), pulse.queue().again) == ("dead", 12, "WorkerDied", 0)


def test_what_another_worker_has_done_stays_done():
    bell = _rung("overtaken")
    deliver_all()
    bell.refresh_from_db()
    assert (bell.state, rings["heard"]) == ("done", 1)


def test_an_attempt_outside_is_counted_once():
    bell = _rung("well")
    _let_time_pass(bell)
    rings["end"] = "killed"
    with pytest.raises(Killed):
        deliver_all()
    bell.refresh_from_db()
    assert (bell.state, bell.attempts) == ("waiting", 1)
    rings["end"] = "well"
    _let_time_pass(bell)
    deliver_all()
    bell.refresh_from_db()
    assert (bell.state, rings["heard"]) == ("done", 2)


@pytest.fixture
def gone():
    """Tried as often as a delivery is tried, then dead."""
    opens["door"] = False
    knock(person=register_person(name="Lê Thị Thử", by=SYSTEM), by=SYSTEM)
    for _attempt in range(12):
        Delivery.objects.filter(state="waiting").update(next_at="2020-01-01T00:00Z")
        deliver_all()
    return dead().get()


def test_what_gave_up_is_named_without_its_words(gone):
    assert (gone.reaction.rpartition(".")[2], gone.attempts, failure(gone)) == ("open_the_door", 12, "ValueError")


def test_it_tries_again_with_all_attempts_and_leaves_an_entry(gone):
    opens["door"] = True
    let_go_again(delivery=gone, by=OPERATOR)
    deliver_all()
    gone.refresh_from_db()
    assert (gone.state, gone.attempts, gone.error, dead().count()) == ("done", 0, "", 0)
    assert [(e.verb, e.fact["delivery"]) for e in entries_about(gone)] == [("journal.delivery_let_go_again", gone.pk)]
    with pytest.raises(WrongMove):
        let_go_again(delivery=gone, by=OPERATOR)


def test_only_an_operator_may(gone):
    with pytest.raises(NotAllowed):
        let_go_again(delivery=gone, by=Actor(kind="official", powers=frozenset({"dossiers.accept"})))


def test_the_same_on_the_command_line(gone, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("deliveries")
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert f"{gone.pk}  {gone.reaction}" in said and "12 attempts  ValueError" in said and "Thử" not in said
    with pytest.raises(CommandError):
        call_command("deliveries", again="0")
    opens["door"] = True
    call_command("deliveries", again=str(gone.pk))
    deliver_all()
    call_command("deliveries")
    assert capsys.readouterr().out.splitlines()[-1] == "0 dead"


def test_what_waits_too_long_shows_that_the_worker_stands():
    opens["door"] = True
    knock(person=register_person(name="Lê Thị Thử", by=SYSTEM), by=SYSTEM)
    fresh = pulse.queue()
    assert (fresh.waiting, fresh.again, fresh.late) == (1, 0, False)
    Delivery.objects.update(next_at="2020-01-01T00:00Z")
    assert (pulse.queue().waiting, pulse.queue().late) == (1, True)
    deliver_all()
    assert (pulse.queue().waiting, pulse.queue().since, pulse.queue().late) == (0, None, False)
