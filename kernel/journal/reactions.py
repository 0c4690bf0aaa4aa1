"""Upwards by fact: after commit, each reaction in its own transaction, once."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from kernel.journal import facts
from kernel.journal.facts import Fact
from kernel.journal.models import Delivery, JournalEntry, WallClock

log = logging.getLogger("motcua.journal")
Answer = Callable[[Any, JournalEntry], object]
LEASE = datetime.timedelta(seconds=60)
ATTEMPTS = 12  # with back-off about 10 hours; then a person is asked
BATCH = 50


@dataclass(frozen=True)
class Reaction:
    name: str
    answer: Answer
    outside: bool


_by_fact: dict[type[Fact], list[Reaction]] = {}
_by_name: dict[str, Reaction] = {}


def reacts_to(*kinds: type[Fact], outside: bool = False) -> Callable[[Answer], Answer]:
    """Register `answer(fact, entry)`.

    Inside (the rule): runs in the transaction that marks the delivery done, so its effect happens exactly once.
    `outside=True` (signing, mail, rendering): leased, no transaction is held; may run again after a crash, so it is idempotent.
    The attempt is counted with the lease: what takes its worker down with it is dead after ATTEMPTS too."""

    def keep(answer: Answer) -> Answer:
        reaction = Reaction(f"{answer.__module__.removeprefix('city.')}.{answer.__name__}", answer, outside)
        _by_name[reaction.name] = reaction
        for kind in kinds:
            _by_fact.setdefault(kind, []).append(reaction)
        return answer

    return keep


def names_for(kind: type[Fact]) -> list[str]:
    return [reaction.name for reaction in _by_fact.get(kind, [])]


def deliver_all() -> int:
    """Every delivery that is due, also those caused on the way. For tests, stories and the worker's last look."""
    done = 0
    while step := deliver_some():
        done += step
    return done


def deliver_some() -> int:
    """A batch of due deliveries; 0 when nothing is due."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=WallClock()).order_by("next_at", "id")
    return sum(_deliver(pk) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


def _deliver(pk: int) -> int:
    leased = False
    try:
        with transaction.atomic():
            taken = _take(pk)
            if taken is None:
                return 0
            delivery, reaction, fact = taken
            if not reaction.outside:
                reaction.answer(fact, delivery.entry)
                _done(delivery)
                return 1
            if delivery.attempts >= ATTEMPTS:
                _bury(delivery)
                return 1
            _lease(delivery)
        leased = True
        reaction.answer(fact, delivery.entry)
        _done(delivery)
    except Exception as error:
        log.exception("delivery %s failed", pk)
        _postpone(pk, error, counted=leased)
    return 1


def _take(pk: int) -> tuple[Delivery, Reaction, Fact] | None:
    due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("entry")
    delivery = due.filter(pk=pk, state=Delivery.State.WAITING, next_at__lte=WallClock()).first()
    if delivery is None:
        return None
    return delivery, _by_name[delivery.reaction], facts.load(delivery.entry.verb, delivery.entry.fact)


def _lease(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(attempts=delivery.attempts + 1, next_at=WallClock() + LEASE)


def _done(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DONE, error="")


def _bury(delivery: Delivery) -> None:
    """No attempt came to an end, not even to a bad one."""
    log.error("delivery %s: each attempt ended with its worker", delivery.pk)
    error = delivery.error or "WorkerDied: each attempt ended with its worker"
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DEAD, error=error)


def _postpone(pk: int, error: Exception, *, counted: bool) -> None:
    """1, 2, 4 … seconds, at most two hours; after ATTEMPTS it is dead and waits for a person. What another worker has done
    meanwhile (a lease had run out) stays done."""
    rows = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING)
    attempts = max(1, (rows.values_list("attempts", flat=True).first() or 0) + (not counted))
    wait = datetime.timedelta(seconds=min(2 ** (attempts - 1), 7200))
    rows.update(
        attempts=attempts,
        error=f"{type(error).__name__}: {error}"[:500],
        state=Delivery.State.DEAD if attempts >= ATTEMPTS else Delivery.State.WAITING,
        next_at=WallClock() + models.Value(wait, output_field=models.DurationField()),
    )
