"""A dump restored elsewhere or a major upgrade begins transaction numbers anew: the old era is closed, a new one opened."""

from collections.abc import Iterator

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kernel.actors import Actor
from kernel.journal import heads, sealed, sealing
from kernel.journal.acts import action
from kernel.journal.entries import record
from kernel.journal.events import EraOpened
from kernel.journal.models import JournalEntry, Seal

NEVER = (0, 1)  # no transaction has number 0: the empty window with which an era begins


@action(requires=lambda by, _: by.kind == "system")
def open_era(*, by: Actor) -> int:
    """Writers wait while it runs. Seals the rest of the old era; returns the new one's number."""
    outside = heads.newest()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE journal_journalentry IN ACCESS EXCLUSIVE MODE")
        last, here = Seal.objects.order_by("-no").first(), sealing.server(cursor)
        sealing.refuse_a_cut(outside)
        if last is None or (last.cluster == here.cluster and here.mark >= int(last.xid_to)):
            raise heads.SealRefused("no new era is needed: this is the cluster the last seal was made in")
        era = last.era + 1
        taken_over = _take_over(cursor, last, era)
        opening = sealing.add_seal(_close(cursor, last), era, here.cluster, NEVER, {})
        cursor.execute(f"ALTER TABLE journal_journalentry ALTER COLUMN era SET DEFAULT {era:d}")
    record(EraOpened(era, taken_over), about=opening, by=by)
    return era


def _take_over(cursor: CursorWrapper, last: Seal, era: int) -> int:
    """Entries written here since the restore: their numbers lie below what was sealed, their ids above all of it. No seal
    holds them yet, so the only change the journal ever knows is made here, and recorded."""
    highest = max(max(seal_ids, default=0) for seal_ids in _ids())
    cursor.execute("ALTER TABLE journal_journalentry DISABLE TRIGGER append_only")
    cursor.execute(
        "UPDATE journal_journalentry e SET era = %s WHERE e.era = %s AND e.xid < %s::xid8 AND e.id > %s",
        [era, last.era, str(last.xid_to), highest],
    )
    changed: int = cursor.rowcount
    cursor.execute("ALTER TABLE journal_journalentry ENABLE ALWAYS TRIGGER append_only")
    return changed


def _ids() -> Iterator[list[int]]:
    for ids in Seal.objects.values_list("ids", flat=True).iterator(chunk_size=10):
        yield sealed.numbers(bytes(ids))


def _close(cursor: CursorWrapper, last: Seal) -> Seal:
    """What the old era still holds; nobody of its transactions lives on, so no watermark is needed."""
    newest = JournalEntry.objects.filter(era=last.era).order_by("-xid").values_list("xid", flat=True).first() or 0
    window = int(last.xid_to), max(int(newest) + 1, int(last.xid_to))
    leaves = sealed.leaves_of(cursor, last.era, *window)
    return sealing.add_seal(last, last.era, last.cluster, window, leaves) if leaves else last
