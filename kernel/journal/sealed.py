"""What is hashed, and how: RFC 6962 trees over canonical rows. Change nothing here: old seals must stay verifiable.

Leaf = SHA-256(00 ‖ canonical row), node = SHA-256(01 ‖ left ‖ right),
head = SHA-256(02 ‖ no ‖ xid_from ‖ xid_to ‖ size ‖ root ‖ previous head), numbers as 8 bytes, big-endian."""

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

COLUMNS = (
    "id",
    "era",
    "xid",
    "recorded_at",
    "occurred_at",
    "verb",
    "about_kind",
    "about_id",
    "actor_kind",
    "actor_id",
    "post_id",
    "agency_id",
    "request_id",
    "fact",
)
_SHOWN = {"xid": "e.xid::text", "fact": "e.fact::text"}
# e.xid is qualified: an unqualified one would mean the text column of the output and sort 10 before 9
_SELECT = (
    f"SELECT {', '.join(_SHOWN.get(c, f'e.{c}') for c in COLUMNS)} FROM journal_journalentry e "  # noqa: S608
    "WHERE e.era = %s AND e.xid >= %s::xid8 AND e.xid < %s::xid8 ORDER BY e.xid, e.id"
)
FIRST_HEAD = bytes(32)  # what stands for the previous head in seal 1
Leaves = dict[int, bytes]


@contextmanager
def snapshot() -> Iterator[CursorWrapper]:
    """One view of the database for everything inside; the outermost transaction."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield cursor


def leaves_of(cursor: CursorWrapper, era: int, xid_from: int, xid_to: int) -> Leaves:
    """Leaf hash by entry id, in the order of the tree."""
    cursor.execute(_SELECT, [era, str(xid_from), str(xid_to)])
    return {row[0]: leaf(row) for row in cursor.fetchall()}


def leaf(row: Sequence[Any]) -> bytes:
    return sha256(b"\x00" + canonical(row)).digest()


def canonical(row: Sequence[Any]) -> bytes:
    """A JSON array of COLUMNS: object keys sorted, no spaces, UTF-8, times in UTC to the microsecond."""
    values = [_plain(name, value) for name, value in zip(COLUMNS, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(name: str, value: Any) -> Any:
    if name == "fact":
        return json.loads(value, parse_float=_fraction)
    if name == "xid":
        return int(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value


def _fraction(digits: str) -> list[str]:
    """The digits, never a float; no string of a jsonb holds U+0000, so nothing else looks like this."""
    return ["\0", digits]


def root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 §2.1; pairing level by level with the odd one carried up gives the same tree."""
    level = list(leaves) or [sha256(b"").digest()]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[0::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def head(no: int, xid_from: int, xid_to: int, size: int, root: bytes, previous: bytes) -> bytes:
    numbers = b"".join(n.to_bytes(8, "big") for n in (no, xid_from, xid_to, size))
    return sha256(b"\x02" + numbers + root + previous).digest()


def pack(leaves: Leaves) -> tuple[bytes, bytes]:
    """(ids, hashes)"""
    return b"".join(pk.to_bytes(8, "big") for pk in leaves), b"".join(leaves.values())


def unpack(ids: bytes, hashes: bytes) -> Leaves:
    """ValueError when the two do not fit each other."""
    parts = [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
    numbers = [int.from_bytes(ids[at : at + 8], "big") for at in range(0, len(ids), 8)]
    return dict(zip(numbers, parts, strict=True))
