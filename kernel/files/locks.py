"""One content in one hand: who keeps bytes and who forgets them take turns, by a lock of the database on the content's name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def held(sha256: str) -> Iterator[None]:
    """Until the transaction ends, nobody else keeps this content and nobody forgets it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(sha256)])
        yield


def take(sha256: str) -> bool:
    """The same inside a transaction of the caller's, without waiting: False where somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(sha256)])
        return bool(cursor.fetchone()[0])


def _number(sha256: str) -> int:
    return int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)
