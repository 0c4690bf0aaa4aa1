"""The worker's part: what is due goes out. A letter is leased while it is carried, so several workers only help, and a
worker that dies loses nothing: after the lease the letter goes again, under the same key."""

import datetime
import logging

from django.db import models, transaction

from kernel import clock
from kernel.notifications import carriers
from kernel.notifications.models import Message
from kernel.notifications.ports import Blocked, Letter, Undeliverable

log = logging.getLogger("motcua.notifications")
LEASE = datetime.timedelta(minutes=3)  # longer than any carrier waits
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(hours=2)
ATTEMPTS = 14  # 1, 2, 4 … 64 minutes, then every two hours: about 14 hours, a night of a dead mail server
BATCH = 20
REST = (
    60  # seconds of the machine's clock that a closed way is left alone: one silent server must not hold up the worker
)


def send_due() -> int:
    """Try what is due now, at most BATCH; says how many attempts were made. Four times a second there is nothing."""
    made = 0
    while made < BATCH and _send_one():
        made += 1
    return made


def due() -> models.QuerySet[Message]:
    """Only channels that somebody carries and that are not closed for now: their letters wait, they do not fail."""
    states = (Message.State.WAITING, Message.State.FAILED)
    open_ways = carriers.open_channels(REST)
    found = Message.objects.filter(state__in=states, next_at__lte=clock.now(), channel__in=open_ways)
    return found.order_by("next_at", "id")


def _send_one() -> bool:
    message = _leased()
    if message is None:
        return False
    try:
        carriers.of(message.channel).carry(_letter(message))
    except Undeliverable as error:
        _failed(message, error, for_good=True)
    except Blocked as error:
        carriers.close(message.channel)
        _failed(message, error, for_good=message.attempts >= ATTEMPTS)
    except Exception as error:
        _failed(message, error, for_good=message.attempts >= ATTEMPTS)
    else:
        _mark(message, state=Message.State.SENT, sent_at=clock.now(), error="")
    return True


@transaction.atomic
def _leased() -> Message | None:
    _end_spent()
    message = due().select_for_update(skip_locked=True).first()
    if message is not None:
        message.attempts += 1
        message.next_at = clock.now() + LEASE
        message.save(update_fields=["attempts", "next_at"])
    return message


def _end_spent() -> None:
    """A letter whose last lease ran out without an answer (its workers died) comes to a person, it does not go round for ever."""
    spent = due().filter(attempts__gte=ATTEMPTS).select_for_update(skip_locked=True)
    for message in spent:
        _mark(message, state=Message.State.DEAD, error=message.error or "the worker ended while carrying it")


def _letter(message: Message) -> Letter:
    return Letter(f"message-{message.pk}", message.address, message.subject, message.body, message.created_at)


def _failed(message: Message, error: Exception, *, for_good: bool) -> None:
    log.warning("message %s, attempt %s: %s", message.pk, message.attempts, type(error).__name__)
    _mark(
        message,
        state=Message.State.DEAD if for_good else Message.State.FAILED,
        next_at=clock.now() + wait_after(message.attempts),
        error=f"{type(error).__name__}: {error}"[:500],
    )


def _mark(message: Message, **values: object) -> None:
    """Only if the lease is still ours: another worker's later attempt has counted on."""
    Message.objects.filter(pk=message.pk, attempts=message.attempts).exclude(state=Message.State.SENT).update(**values)


def wait_after(attempts: int) -> datetime.timedelta:
    return min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)
