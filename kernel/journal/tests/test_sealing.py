"""Everything committed is sealed once; whatever the owner of the database then changes is named, and nothing else."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from random import Random

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from city.accounts.actions import register_person
from city.accounts.models import Person
from kernel.actors import SYSTEM
from kernel.journal import Fact, action, deliver_all, heads, reacts_to, record, sealed, sealing
from kernel.journal.eras import open_era
from kernel.journal.models import Delivery, JournalEntry, Seal
from kernel.journal.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Sealed(Fact):
    number: int


answered: list[int] = []


@reacts_to(Sealed)
def answer(fact, entry):
    answered.append(entry.pk)


@action(lock=False)
def write(*, person: Person, number: int, by) -> JournalEntry:
    return record(Sealed(number), about=person, by=by)


class Undone(Exception):
    pass


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.STATE, settings.KEYS_ROOT = tmp_path / "state", tmp_path / "keys"
    return tmp_path


@pytest.fixture
def person(outside):
    return register_person(name="Lê Thị Thử", by=SYSTEM)


@pytest.fixture
def ten(person, monkeypatch):
    """Ten entries more, in several seals."""
    monkeypatch.setattr(sealing, "BATCH", 4)
    entries = [write(person=person, number=n, by=SYSTEM) for n in range(10)]
    seal_everything()
    return [entry.pk for entry in entries]


def seal_everything() -> int:
    """The watermark is the whole server's: a transaction of other tests beside this one may hold sealing back for a moment."""
    total, until = 0, time.monotonic() + 30
    while len(sealed_ids()) < JournalEntry.objects.count():
        assert time.monotonic() < until
        total += sealing.seal()
    return total


def as_owner(sql: str, *params) -> None:
    """What the database's owner can do: take the trigger off, change the past, put the trigger back."""
    tables = ("journal_journalentry", "journal_seal")
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")


def delete(pk: int) -> None:
    as_owner("DELETE FROM journal_delivery WHERE entry_id = %s", pk)
    as_owner("DELETE FROM journal_journalentry WHERE id = %s", pk)


def plant(xid: str, era: int = 1) -> int:
    """An entry written later that claims the transaction `xid` (an SQL expression)."""
    as_owner(
        "INSERT INTO journal_journalentry (era, xid, occurred_at, verb, about_kind, about_id, actor_kind, request_id, fact)"
        f" SELECT {era}, {xid}, occurred_at, verb, about_kind, about_id, actor_kind, '', fact FROM journal_journalentry"
        " ORDER BY id LIMIT 1"
    )
    return JournalEntry.objects.order_by("-id").values_list("pk", flat=True)[0]


def found() -> list[tuple[str, int]]:
    return [(fault.kind, fault.id) for fault in verify().faults]


def sealed_ids() -> list[int]:
    return [pk for seal in Seal.objects.all() for pk in sealed.unpack(bytes(seal.ids), bytes(seal.leaves))]


def run_all(*works) -> None:
    failed = []

    def guarded(work):
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failed == []


def test_sixteen_writers_two_sealers_everything_committed_is_sealed_and_answered_once(person, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 25)
    committed, halfway, ended = [], threading.Event(), []
    early = JournalEntry.objects.values_list("pk", flat=True).get()

    def one_transaction(chance: Random) -> list[int]:
        written = []
        with transaction.atomic():
            written.append(write(person=person, number=1, by=SYSTEM).pk)
            for _ in range(chance.randrange(3)):
                keep = []
                try:
                    with transaction.atomic():
                        keep.append(write(person=person, number=2, by=SYSTEM).pk)
                        if chance.random() < 0.4:
                            raise Undone
                except Undone:
                    keep.clear()
                written += keep
            if chance.random() < 0.2:
                raise Undone
        return written

    def writer(seed: int):
        def work():
            chance = Random(seed)
            try:
                for n in range(12):
                    with suppress(Undone):
                        committed.extend(one_transaction(chance))
                    if n == 6:
                        halfway.set()
            finally:
                ended.append(1)

        return work

    def late_writer():
        """Takes its number first and commits when others have long committed theirs, and been looked at by a sealer."""
        try:
            with transaction.atomic():
                entry = write(person=person, number=3, by=SYSTEM)
                assert halfway.wait(15)
            committed.append(entry.pk)
        finally:
            ended.append(1)

    def sealer():
        while len(ended) < 16:
            sealing.seal()

    run_all(late_writer, *[writer(seed) for seed in range(15)], sealer, sealer)
    seal_everything()
    deliver_all()
    everything = sorted([early, *committed])
    assert sorted(sealed_ids()) == everything == sorted(JournalEntry.objects.values_list("pk", flat=True))
    assert sorted(answered) == sorted(committed)
    assert Delivery.objects.filter(reaction__endswith="test_sealing.answer", state="done").count() == len(committed)
    report = verify()
    assert (report.entries, report.faults) == (len(everything), [])
    assert len(heads.log_path().read_text().splitlines()) == Seal.objects.count() == report.seals


def test_an_open_transaction_holds_back_what_came_after_it(person):
    seal_everything()
    opened, looked = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            write(person=person, number=1, by=SYSTEM)
            opened.set()
            assert looked.wait(15)

    def quick():
        assert opened.wait(15)
        write(person=person, number=2, by=SYSTEM)
        assert sealing.seal() == 0
        looked.set()

    run_all(slow, quick)
    assert seal_everything() == 2


def test_the_tree_is_that_of_rfc_6962():
    def split(leaves):
        if len(leaves) == 1:
            return leaves[0]
        k = 1
        while k * 2 < len(leaves):
            k *= 2
        return sha256(b"\x01" + split(leaves[:k]) + split(leaves[k:])).digest()

    leaves = [sha256(bytes([n])).digest() for n in range(40)]
    assert [sealed.root(leaves[:n]) for n in range(1, 41)] == [split(leaves[:n]) for n in range(1, 41)]


def test_every_column_is_under_the_seal():
    assert tuple(field.column for field in JournalEntry._meta.concrete_fields) == sealed.COLUMNS


CHANGES = [
    "era = 9",
    "xid = '3'",
    "xid = '99999999'",
    "recorded_at = recorded_at + interval '1 microsecond'",
    "occurred_at = occurred_at - interval '1 day'",
    "verb = 'accounts.signed_in'",
    "about_kind = 'accounts.company'",
    "about_id = about_id + 1",
    "actor_kind = 'person'",
    "actor_id = 5",
    "post_id = 5",
    "agency_id = 5",
    "request_id = 'x'",
    "fact = '{\"number\": 77}'",
    "fact = '{\"number\": 3.0}'",
]


def test_an_entry_altered_in_any_column_is_named(person):
    entries = [write(person=person, number=n, by=SYSTEM).pk for n in range(2 * len(CHANGES))]
    seal_everything()
    for pk, change in zip(entries[::2], CHANGES, strict=True):
        as_owner(f"UPDATE journal_journalentry SET {change} WHERE id = %s", pk)
    assert found() == [("altered", pk) for pk in entries[::2]]


def test_all_that_was_changed_is_named_and_none_else(ten, capsys):
    as_owner("UPDATE journal_journalentry SET fact = '{}' WHERE id IN (%s, %s)", ten[0], ten[9])
    delete(ten[4])
    delete(ten[8])
    among = plant(f"(SELECT xid FROM journal_journalentry WHERE id = {ten[2]})")
    future, elsewhere = plant("'999999999'"), plant("pg_current_xact_id()", era=7)
    expected = [("altered", ten[0]), ("altered", ten[9])]
    expected += [("inserted", among), ("inserted", future), ("inserted", elsewhere)]
    expected += [("missing", ten[4]), ("missing", ten[8])]
    assert found() == expected
    with pytest.raises(SystemExit) as end:
        call_command("verify_journal")
    assert (end.value.code, capsys.readouterr().out.splitlines()[-1]) == (1, "found 7 faults")


def test_a_whole_journal_says_so(ten, capsys):
    call_command("verify_journal")
    assert capsys.readouterr().out == f"verified 11 entries in {Seal.objects.count()} seals: whole\n"


def test_a_cut_tail_is_named_and_not_sealed_over(ten):
    newest = Seal.objects.order_by("-no").values_list("no", flat=True)[0]
    as_owner("DELETE FROM journal_seal WHERE no = %s", newest)
    delete(ten[9])
    assert found() == [("cut", newest - 1)]
    with pytest.raises(heads.SealRefused, match="is not in this database"):
        sealing.seal()


def test_a_seal_made_anew_over_a_changed_entry_does_not_fit_the_head_outside(person):
    write(person=person, number=1, by=SYSTEM)
    seal_everything()
    kept = heads.log_path().read_bytes().splitlines(keepends=True)[0]  # of so many seals as the server had moments
    as_owner("UPDATE journal_journalentry SET fact = '{\"number\": 2}'")
    as_owner("DELETE FROM journal_seal")
    heads.log_path().unlink()
    seal_everything()
    assert found() == []
    heads.log_path().write_bytes(kept)
    assert found() == [("seal", 1)]


def test_a_lost_seal_and_a_changed_seal_are_named(ten):
    as_owner("DELETE FROM journal_seal WHERE no = 2")
    assert found() == [("seal", 2)]
    as_owner("UPDATE journal_seal SET size = size + 1 WHERE no = 1")
    assert found() == [("seal", 1), ("seal", 2)]


def test_an_entry_changed_together_with_its_leaf_gives_the_seal_away(ten):
    as_owner("UPDATE journal_journalentry SET fact = '{}' WHERE id = %s", ten[9])
    last = Seal.objects.order_by("-no")[0]
    with sealed.snapshot() as cursor:
        _, leaves = sealed.pack(sealed.leaves_of(cursor, last.era, last.xid_from, last.xid_to))
    as_owner("UPDATE journal_seal SET leaves = %s WHERE no = %s", leaves, last.no)
    assert found() == [("seal", last.no)]


def test_after_a_fresh_cluster_a_new_era_goes_on_with_what_was_written_meanwhile(ten):
    """The seals say they were made in another cluster and far ahead: what a dump and restore looks like."""
    with pytest.raises(heads.SealRefused, match="no new era is needed"):
        open_era(by=SYSTEM)
    as_owner("DELETE FROM journal_seal")
    heads.log_path().unlink()
    as_owner("UPDATE journal_journalentry SET xid = (xid::text::bigint + 1000000000)::text::xid8")
    with sealed.snapshot() as cursor:
        leaves = dict(list(sealed.leaves_of(cursor, 1, 0, 2**40).items())[:7])
        xid = JournalEntry.objects.get(pk=max(leaves)).xid
    sealing.add_seal(None, 1, 5, (0, xid + 1), leaves)
    heads.publish()
    meanwhile = write(person=Person.objects.get(), number=11, by=SYSTEM)
    with pytest.raises(heads.SealRefused, match="open_era"):
        sealing.seal()
    call_command("open_era")
    after = write(person=Person.objects.get(), number=12, by=SYSTEM)
    seal_everything()
    eras = dict(JournalEntry.objects.values_list("pk", "era"))
    assert (eras[ten[9]], eras[meanwhile.pk], eras[after.pk]) == (1, 2, 2)
    assert JournalEntry.objects.get(verb="journal.era_opened").fact == {"era": 2, "taken_over": 1}
    assert sorted(sealed_ids()) == sorted(eras)
    assert found() == []
    late = plant("'1900000000'")
    assert found() == [("inserted", late)]


def test_a_forged_line_outside_is_named(ten):
    log = heads.log_path()
    lines = log.read_text().splitlines(keepends=True)
    log.write_text("".join([lines[0].replace("Z ", "0Z ", 1), *lines[1:]]))
    assert found() == [("outside", 1)]
    log.unlink()
    assert found() == [("outside", 0)]


def test_a_torn_line_outside_is_written_again(ten):
    log = heads.log_path()
    whole = log.read_bytes()
    log.write_bytes(whole[:-20])
    assert found() == []
    assert (heads.publish(), log.read_bytes(), found()) == (1, whole, [])


def test_the_key_is_made_once_and_only_its_owner_reads_it(ten):
    before = heads.key_path().read_bytes()
    assert (heads.key_path().stat().st_mode & 0o777, [p.name for p in heads.key_path().parent.iterdir()]) == (
        0o600,
        ["seals.pem"],
    )
    write(person=Person.objects.get(), number=1, by=SYSTEM)
    seal_everything()
    assert (heads.key_path().read_bytes(), found()) == (before, [])
    heads.key_path().unlink()
    write(person=Person.objects.get(), number=2, by=SYSTEM)
    with pytest.raises(heads.SealRefused, match="is gone"):
        seal_everything()


def test_a_fresh_cluster_is_refused_aloud(ten):
    as_owner("UPDATE journal_seal SET xid_to = '1081388' WHERE no = (SELECT max(no) FROM journal_seal)")
    with pytest.raises(heads.SealRefused, match="below the end of seal"):
        sealing.seal()
    as_owner("UPDATE journal_seal SET cluster = cluster + 1")
    with pytest.raises(heads.SealRefused, match="another database cluster"):
        sealing.seal()


def test_seals_only_grow(ten):
    for sql in ("UPDATE journal_seal SET size = 0", "DELETE FROM journal_seal", "TRUNCATE journal_seal"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql)
