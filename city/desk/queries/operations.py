"""Does everything run? What waits, what gave up, how far the seals are. Ids and classes of errors, nothing of a person."""

import datetime
from dataclasses import dataclass
from typing import Any

from city.desk.queries.calendars import running_dry
from kernel.files.models import Blob
from kernel.journal import dead, pulse
from kernel.notifications import stuck

SHOWN = 50


@dataclass(frozen=True)
class Dead:
    """One delivery that gave up."""

    id: int
    at: datetime.datetime
    reaction: str
    verb: str
    about: str
    attempts: int
    error: str


@dataclass(frozen=True)
class Letter:
    """One letter that needs an eye; the address masked."""

    id: int
    at: datetime.datetime
    channel: str
    to: str
    about: str
    attempts: int
    error: str
    dead: bool
    next_at: datetime.datetime


def deliveries() -> list[Dead]:
    return [
        Dead(
            d.pk, d.entry.occurred_at, d.reaction, d.entry.verb, f"{d.entry.about_kind}:{d.entry.about_id}", d.attempts, dead.failure(d)
        )
        for d in dead.dead()[:SHOWN]
    ]  # fmt: skip


def letters() -> list[Letter]:
    return [
        Letter(
            m.pk, m.created_at, m.channel, stuck.masked(m.address), f"{m.about_kind}:{m.about_id}" if m.about_id else "", m.attempts,
            stuck.failure(m), m.state == "dead", m.next_at,
        )
        for m in stuck.stuck()[:SHOWN]
    ]  # fmt: skip


def files() -> dict[str, Any]:
    """Files whose virus scan has not been answered, the oldest kept at `since`."""
    rows = Blob.objects.filter(state=Blob.State.WAITING).order_by("created_at")
    return {"waiting": rows[:SHOWN].count(), "since": rows.values_list("created_at", flat=True).first()}


def overview() -> dict[str, Any]:
    """`runs` is False where due work has waited longer than a living worker lets it."""
    queue, sealing, outbox = pulse.queue(), pulse.sealing(), stuck.outbox()
    return {
        "queue": queue, "sealing": sealing, "outbox": outbox, "files": files(), "dead": dead.dead()[: pulse.CAP].count(), "dry": running_dry(), "shown": SHOWN, "unsent": outbox.failed + outbox.dead,
        "runs": not queue.late and not sealing.late,
    }  # fmt: skip
