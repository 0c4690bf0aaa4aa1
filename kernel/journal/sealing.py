"""The sealer hashes behind the writers, who never wait for it.

Up to where may it go? An id is given early and committed late, so a cursor over ids misses entries. The watermark
pg_snapshot_xmin does not: every transaction below it has ended for good, and an entry carries its transaction's number."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper

from kernel.journal import heads, sealed
from kernel.journal.heads import SealRefused
from kernel.journal.models import Seal

BATCH = 10_000  # entries in a seal, about; a transaction is never divided


@dataclass(frozen=True)
class Server:
    cluster: int
    mark: int  # every transaction below has ended


def seal() -> int:
    """Seal every entry whose transaction has ended and write the new heads outside; how many entries."""
    total = 0
    while size := _seal_once():
        total += size
    heads.publish()
    return total


def server(cursor: CursorWrapper) -> Server:
    cursor.execute("SELECT system_identifier, pg_snapshot_xmin(pg_current_snapshot())::text FROM pg_control_system()")
    cluster, mark = cursor.fetchone()
    return Server(cluster, int(mark))


def _seal_once() -> int:
    outside = heads.newest()  # before the snapshot: what is outside was committed earlier
    try:
        with sealed.snapshot() as cursor:
            last, here = Seal.objects.order_by("-no").first(), server(cursor)
            refuse_a_loss(last, outside, here)
            return _write(cursor, last, here)
    except IntegrityError:
        return 0  # another worker sealed this window meanwhile


def refuse_a_loss(last: Seal | None, outside: heads.Line | None, here: Server) -> None:
    """Rather a loud stop than a sealer that goes on, silently sealing nothing or over a gap."""
    if outside and not Seal.objects.filter(no=outside.no, head=bytes.fromhex(outside.head)).exists():
        raise SealRefused(f"seal {outside.no}, whose head was written outside, is not in this database: restored? cut?")
    if last is None:
        return
    if last.cluster != here.cluster:
        raise SealRefused(f"another database cluster ({here.cluster}) than seal {last.no} was made in ({last.cluster})")
    if here.mark < int(last.xid_to):
        raise SealRefused(f"the watermark {here.mark} is below the end of seal {last.no} ({last.xid_to})")


def _write(cursor: CursorWrapper, last: Seal | None, here: Server) -> int:
    era, xid_from = (last.era, int(last.xid_to)) if last else (1, 0)
    xid_to = _end(cursor, era, xid_from, here.mark)
    leaves = sealed.leaves_of(cursor, era, xid_from, xid_to)
    if not leaves:
        return 0
    no, previous = (last.no + 1, bytes(last.head)) if last else (1, sealed.FIRST_HEAD)
    root = sealed.root(list(leaves.values()))
    ids, hashes = sealed.pack(leaves)
    Seal.objects.create(
        no=no,
        era=era,
        cluster=here.cluster,
        xid_from=xid_from,
        xid_to=xid_to,
        size=len(leaves),
        root=root,
        head=sealed.head(no, xid_from, xid_to, len(leaves), root, previous),
        ids=ids,
        leaves=hashes,
    )
    return len(leaves)


def _end(cursor: CursorWrapper, era: int, xid_from: int, mark: int) -> int:
    """The watermark, or just behind the transaction that fills the batch."""
    cursor.execute(
        "SELECT e.xid::text FROM journal_journalentry e WHERE e.era = %s AND e.xid >= %s::xid8 AND e.xid < %s::xid8 "
        "ORDER BY e.xid, e.id OFFSET %s LIMIT 1",
        [era, str(xid_from), str(mark), BATCH - 1],
    )
    full = cursor.fetchone()
    return int(full[0]) + 1 if full else mark
