"""Letters that need an eye: given up, or tried and failed. For whoever sees that everything runs."""

import datetime
from dataclasses import dataclass

from django.db import models

from kernel import clock
from kernel.notifications.models import Message

CAP = 10_000
PATIENCE = datetime.timedelta(minutes=5)  # a batch goes out every quarter of a second; a slow carrier needs some


@dataclass(frozen=True)
class Outbox:
    """Letters that wait for their first attempt (the oldest since `since`), failed ones tried again, dead ones."""

    waiting: int
    since: datetime.datetime | None
    failed: int
    dead: int
    late: bool


def outbox() -> Outbox:
    waiting = Message.objects.filter(state=Message.State.WAITING, next_at__lte=clock.now()).order_by("next_at", "id")
    since = waiting.values_list("next_at", flat=True).first()
    failed, dead = (
        Message.objects.filter(state=state)[:CAP].count() for state in (Message.State.FAILED, Message.State.DEAD)
    )
    late = since is not None and clock.now() - since > PATIENCE
    return Outbox(waiting[:CAP].count(), since, failed, dead, late)


def stuck() -> models.QuerySet[Message]:
    """Dead first, then failed, newest first."""
    rows = Message.objects.filter(state__in=(Message.State.DEAD, Message.State.FAILED))
    return rows.order_by("state", "-id")  # "dead" sorts before "failed"


def failure(message: Message) -> str:
    """The class of the last error; its text may hold an address."""
    return message.error.partition(":")[0]


def masked(address: str) -> str:
    """an***@example.vn: enough to see a wrong domain."""
    name, at, domain = address.partition("@")
    return f"{name[:2]}***{at}{domain}" if at else "***"
