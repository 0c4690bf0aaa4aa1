"""Kill -9 at the worst moments, in real processes: what was answered stands in the journal, every reaction took effect
once, all of it is sealed.

Each process kills itself where it hurts: a writer just before or just after its commit, or its connection is cut by the
server; a deliverer between its effect and the mark that it is done; a sealer between the seal and its head outside. As
under the supervisor, a dead deliverer or sealer is followed by another."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from django.db import DatabaseError, connection, connections, transaction

from city.accounts.actions import register_person
from city.accounts.models import Person
from kernel.actors import SYSTEM
from kernel.journal import Fact, action, heads, reactions, reacts_to, record, sealing
from kernel.journal.models import Delivery, JournalEntry, Seal, WallClock
from kernel.journal.tests.test_sealing import seal_everything, sealed_ids
from kernel.journal.verifying import verify
from kernel.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TRANSACTIONS = 16, 12
WRITER_ENDS = ("before the commit", "after the commit", "cut by the server")


@dataclass(frozen=True)
class Written(Fact):
    number: int


@dataclass(frozen=True)
class Noted(Fact):
    """The effect of a reaction inside the database."""

    of: int


@dataclass
class Fate:
    """Where this process dies: at the `left`-th time it comes by the point `at`."""

    at: str
    left: int

    def strikes(self, point: str) -> None:
        if self.at == point:
            self.left -= 1
            if not self.left:
                _note("deaths", point)
                os.kill(os.getpid(), signal.SIGKILL)


NOBODY = Fate("", 0)
here: dict[str, Path] = {}
fate = NOBODY


def _note(name: str, line: object) -> None:
    """One line, whole, whoever else writes."""
    file = os.open(here["root"] / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def _noted(name: str) -> list[str]:
    path = here["root"] / name
    return path.read_text().splitlines() if path.exists() else []


@action(lock=False)
def write(*, person: Person, number: int, by) -> JournalEntry:
    return record(Written(number), about=person, by=by)


@action(lock=False)
def note(*, entry: JournalEntry, by) -> JournalEntry:
    return record(Noted(entry.pk), about=Ref(entry.about_kind, entry.about_id), by=by)


@reacts_to(Written)
def inside(fact, entry):
    note(entry=entry, by=SYSTEM)
    fate.strikes("inside")


@reacts_to(Written, outside=True)
def outside(fact, entry):
    _note("letters", entry.pk)
    fate.strikes("outside")


def start(work: Callable[[], object], ends: Fate = NOBODY) -> int:
    """The process id of a child that does `work` and ends."""
    connections.close_all()
    if child := os.fork():
        return child
    global fate
    fate = ends
    try:
        work()
    except DatabaseError:
        os._exit(2)
    except BaseException as error:
        _note("errors", repr(error))
        os._exit(1)
    os._exit(0)


def writer(person: Person, seed: int) -> Callable[[], None]:
    """Says what was committed only after it was, as an answer to a browser does."""
    chance = Random(seed)
    last, end = chance.randrange(3, TRANSACTIONS), WRITER_ENDS[seed % 4] if seed % 4 < 3 else ""

    def work() -> None:
        for n in range(TRANSACTIONS):
            with transaction.atomic():
                written = [write(person=person, number=n, by=SYSTEM).pk for _ in range(chance.randrange(1, 3))]
                undo = transaction.savepoint()
                if chance.random() < 0.3:
                    write(person=person, number=-1, by=SYSTEM)
                    transaction.savepoint_rollback(undo)
                if n == last and end in ("before the commit", "cut by the server"):
                    _dies(end)
            if n == last and end:
                _dies(end)
            [_note("answered", pk) for pk in written]

    return work


def _dies(end: str) -> None:
    _note("deaths", end)
    if end != "cut by the server":
        os.kill(os.getpid(), signal.SIGKILL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def deliverer() -> None:
    while not (_noted("over") and not Delivery.objects.filter(state="waiting").exists()):
        reactions.deliver_some()


def sealer() -> None:
    publish = heads.publish

    def published() -> None:
        fate.strikes("head")
        publish()

    heads.publish = published
    while not _noted("over"):
        sealing.seal()


def outlive(writers: set[int], crews: dict[int, tuple[Callable[[], None], list[Fate]]]) -> None:
    """The supervisor: until all have ended, the dead of a crew followed by its next one, whose lease on letters ran out."""
    while writers or crews:
        pid, status = os.wait()
        if pid in writers:
            writers.remove(pid)
            if not writers:
                _note("over", "")
        elif os.WIFSIGNALED(status):
            work, fates = crews.pop(pid)
            Delivery.objects.filter(state="waiting").update(next_at=WallClock())
            crews[start(work, fates.pop(0) if fates else NOBODY)] = work, fates
        else:
            del crews[pid]


def test_killed_anywhere_everything_answered_is_there_and_took_effect_once(tmp_path, settings, monkeypatch):
    settings.STATE, settings.KEYS_ROOT = tmp_path / "state", tmp_path / "keys"
    monkeypatch.setitem(here, "root", tmp_path)
    person = register_person(name="Lê Thị Thử", by=SYSTEM)
    seal_everything()
    crews = {
        start(deliverer, Fate("inside", 3)): (deliverer, [Fate("inside", 9), Fate("inside", 1)]),
        start(deliverer, Fate("outside", 3)): (deliverer, [Fate("outside", 9), Fate("outside", 1)]),
        start(sealer, Fate("head", 1)): (sealer, [Fate("head", 2)]),
        start(sealer): (sealer, []),
    }
    outlive({start(writer(person, seed)) for seed in range(WRITERS)}, crews)
    seal_everything()

    assert _noted("errors") == []
    assert set(_noted("deaths")) == {*WRITER_ENDS, "inside", "outside", "head"}
    written = sorted(JournalEntry.objects.filter(verb=Written.verb).values_list("pk", flat=True))
    answered = {int(pk) for pk in _noted("answered")}
    assert answered <= set(written)
    assert len(written) - len(answered) <= 2 * 4, "beyond what was answered: those killed between commit and answer"
    effects = [fact["of"] for fact in JournalEntry.objects.filter(verb=Noted.verb).values_list("fact", flat=True)]
    assert sorted(effects) == written
    assert {int(pk) for pk in _noted("letters")} == set(written)
    assert Delivery.objects.filter(state="done", entry__verb=Written.verb).count() == 2 * len(written)
    assert sorted(sealed_ids()) == sorted(JournalEntry.objects.values_list("pk", flat=True))
    assert verify().faults == []
    assert len(heads.log_path().read_text().splitlines()) == Seal.objects.count()
