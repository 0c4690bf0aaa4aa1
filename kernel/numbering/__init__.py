"""Numbers without gaps, for registers and receipts only. Take one as the last write before the journal entry."""

from django.db import connection


def take(key: str, period: str) -> int:
    """The next number of series `key` in `period` ("2026"), from 1. Waits for a writer of the same series; a roll-back gives it back."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside an action")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_series (key, period, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, period) DO UPDATE SET last = numbering_series.last + 1 RETURNING last",
            [key, period],
        )
        return int(cursor.fetchone()[0])
