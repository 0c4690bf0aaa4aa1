"""Does the journal still say what was sealed? Every entry under a seal is hashed again, every seal too."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from kernel.journal import heads, sealed, sealing
from kernel.journal.models import JournalEntry, Seal

_BEYOND = "SELECT e.id FROM journal_journalentry e WHERE e.era = %s AND e.xid >= %s::xid8"


@dataclass(frozen=True, order=True)
class Fault:
    """`kind`: "altered", "missing", "inserted" (an entry, `id`) · "seal" (a seal, `id`) · "cut" (seals after `id`)
    · "outside" (`id` is a line of heads.log, or 0)."""

    kind: str
    id: int
    says: str = field(compare=False)


@dataclass
class Report:
    entries: int = 0
    seals: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Moved:
    """Entries that are not where they were sealed, and such as were never sealed: the same ones were altered."""

    missing: dict[int, int] = field(default_factory=dict)  # entry id: seal no
    inserted: dict[int, int] = field(default_factory=dict)


def verify() -> Report:
    """Reads all sealed entries once, in one snapshot; never stops at the first fault."""
    report, moved, ends = Report(), _Moved(), dict[int, int]()
    outside = list(heads.read())  # before the snapshot, so that each of these seals must be in it
    with sealed.snapshot() as cursor:
        inside = _seals(cursor, report, moved, ends)
        report.faults += _entries_moved(moved)
        report.faults += _out_of_reach(cursor, moved, ends)
    report.faults += _heads(outside, inside)
    report.faults = sorted(set(report.faults))
    return report


def _seals(cursor: CursorWrapper, report: Report, moved: _Moved, ends: dict[int, int]) -> dict[int, bytes]:
    """Head by seal number; fills `ends`: era → where its last window ends."""
    inside: dict[int, bytes] = {}
    previous, expected = {sealed.FIRST_HEAD}, 1
    for seal in Seal.objects.order_by("no").iterator(chunk_size=10):
        lost = range(expected, seal.no)
        report.faults += [Fault("seal", no, f"seal {no} is missing") for no in lost]
        whole = _whole(seal, set() if lost else previous) and (lost or int(seal.xid_from) == ends.get(seal.era, 0))
        previous, expected = {bytes(seal.head), *_head(seal, previous)}, seal.no + 1
        inside[seal.no], ends[seal.era] = bytes(seal.head), int(seal.xid_to)
        if not whole:
            report.faults.append(Fault("seal", seal.no, f"seal {seal.no} was altered; its entries cannot be judged"))
            continue
        report.faults += _entries(cursor, seal, moved)
        report.entries, report.seals = report.entries + seal.size, report.seals + 1
    return inside


def _whole(seal: Seal, previous: set[bytes]) -> bool:
    """Do its columns fit each other, and one of the `previous` heads (none given: that one is lost)?"""
    try:
        leaves = sealed.unpack(bytes(seal.ids), bytes(seal.leaves))
    except ValueError:
        return False
    fits = len(leaves) == seal.size and sealed.root(list(leaves.values())) == bytes(seal.root)
    return fits and (not previous or bytes(seal.head) in _head(seal, previous))


def _head(seal: Seal, previous: set[bytes]) -> set[bytes]:
    window = int(seal.xid_from), int(seal.xid_to)
    try:
        return {sealed.head(seal.no, *window, seal.size, bytes(seal.root), head) for head in previous}
    except OverflowError:  # a number below zero
        return set()


def _entries(cursor: CursorWrapper, seal: Seal, moved: _Moved) -> Iterator[Fault]:
    kept = sealed.unpack(bytes(seal.ids), bytes(seal.leaves))
    found = sealed.leaves_of(cursor, seal.era, int(seal.xid_from), int(seal.xid_to))
    for pk in kept.keys() & found.keys():
        if kept[pk] != found[pk]:
            yield Fault("altered", pk, f"entry {pk} of seal {seal.no} was altered")
    moved.missing |= dict.fromkeys(kept.keys() - found.keys(), seal.no)
    moved.inserted |= dict.fromkeys(found.keys() - kept.keys(), seal.no)


def _entries_moved(moved: _Moved) -> Iterator[Fault]:
    """An entry that only lies in another window now (its xid or era was changed) is altered, and named once."""
    present = set(JournalEntry.objects.filter(pk__in=moved.missing).values_list("pk", flat=True))
    for pk, no in moved.missing.items():
        kind, says = ("altered", "was altered") if pk in present else ("missing", "is missing")
        yield Fault(kind, pk, f"entry {pk} of seal {no} {says}")
    for pk in moved.inserted.keys() - moved.missing.keys():
        yield Fault("inserted", pk, f"entry {pk} was inserted among those of seal {moved.inserted[pk]}")


def _out_of_reach(cursor: CursorWrapper, moved: _Moved, ends: dict[int, int]) -> Iterator[Fault]:
    """Entries no seal will ever reach: of an era that is closed or not opened, or of a transaction not yet begun."""
    last = Seal.objects.order_by("-no").first()
    if last is None:
        return
    here = sealing.server(cursor)
    reach = {**ends, last.era: here.next if last.cluster == here.cluster else None}
    planted = list(JournalEntry.objects.exclude(era__in=list(reach)).values_list("pk", flat=True))
    for era, xid in reach.items():
        if xid is not None:
            cursor.execute(_BEYOND, [era, str(xid)])
            planted += [pk for (pk,) in cursor.fetchall()]
    for pk in planted:
        if pk not in moved.missing:
            yield Fault("inserted", pk, f"entry {pk} was inserted where no seal can reach it")


def _heads(outside: list[heads.Line | None], inside: dict[int, bytes]) -> Iterator[Fault]:
    """What was written outside against what is inside."""
    newest = max(inside, default=0)
    if inside and not outside:
        yield Fault("outside", 0, f"{heads.log_path()} is missing or empty: a cut tail could not be seen")
    for at, line in enumerate(outside, 1):
        if line is None:
            yield Fault("outside", at, f"line {at} of {heads.log_path()} is not signed with our key")
        elif line.no in inside and inside[line.no].hex() != line.head:
            yield Fault("seal", line.no, f"seal {line.no} has another head than was written outside at {line.at}")
    last = max((line.no for line in outside if line), default=0)
    if last > newest:
        yield Fault("cut", newest, f"the tail was cut: seals {newest + 1} to {last}, written outside, are not here")
