"""Does the worker keep up? Read from what waits: no heartbeat could say that the work itself is done."""

import datetime
from dataclasses import dataclass

from django.db import connection

from kernel.journal.models import Delivery, Seal, WallClock

CAP = 10_000  # nobody counts further
PATIENCE = datetime.timedelta(minutes=1)  # the worker looks four times a second and seals every ten seconds


@dataclass(frozen=True)
class Queue:
    """`waiting` deliveries that are due, the oldest due since `since` (the database's clock); `again` wait for another attempt."""

    waiting: int
    since: datetime.datetime | None
    again: int
    late: bool


@dataclass(frozen=True)
class Sealing:
    """Newest seal, and entries not under seal yet, the oldest written at `since`."""

    no: int
    head: str
    sealed_at: datetime.datetime | None
    behind: int
    since: datetime.datetime | None
    late: bool


def queue() -> Queue:
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=WallClock()).order_by("next_at", "id")
    since = due.values_list("next_at", flat=True).first()
    again = Delivery.objects.filter(state=Delivery.State.WAITING, attempts__gt=0).exclude(error="")[:CAP].count()
    return Queue(due[:CAP].count(), since, again, _late(since))


def sealing() -> Sealing:
    last = Seal.objects.order_by("-no").defer("ids", "leaves").first()
    era, end = (last.era, int(last.xid_to)) if last else (1, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(recorded_at) FROM (SELECT recorded_at FROM journal_journalentry "
            "WHERE era = %s AND xid >= %s::xid8 ORDER BY xid LIMIT %s) AS behind",
            [era, str(end), CAP],
        )
        behind, since = cursor.fetchone()
    head = bytes(last.head).hex() if last else ""
    return Sealing(last.no if last else 0, head, last.sealed_at if last else None, behind, since, _late(since))


def _late(since: datetime.datetime | None) -> bool:
    """By the database's clock, as these rows were written by it."""
    if since is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return bool(now - since > PATIENCE)
