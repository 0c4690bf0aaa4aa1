"""Deliveries that gave up after their last attempt: a person looks, mends the cause, and lets them try again."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.errors import WrongMove
from kernel.journal.acts import action
from kernel.journal.entries import record
from kernel.journal.events import DeliveryLetGoAgain
from kernel.journal.models import Delivery, WallClock

OPERATE = "operations.manage"


def can_operate(actor: Actor, subject: Any) -> bool:
    """Whoever sees that everything runs; he sees ids and classes of errors, never what the matter says."""
    return actor.kind == "system" or actor.has(OPERATE)


def dead() -> models.QuerySet[Delivery]:
    """Newest first."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("entry").order_by("-id")


def failure(delivery: Delivery) -> str:
    """The class of the last error: its text may hold what a person wrote."""
    return delivery.error.partition(":")[0]


@action(requires=can_operate)
def let_go_again(*, delivery: Delivery, by: Actor) -> Delivery:
    """All attempts anew, from now on."""
    if delivery.state != Delivery.State.DEAD:
        raise WrongMove(_("Việc này không còn chờ ai: nó đang được thử lại hoặc đã xong."))
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.WAITING, attempts=0, next_at=WallClock())
    record(DeliveryLetGoAgain(delivery.pk, delivery.reaction), about=delivery, by=by)
    return delivery
