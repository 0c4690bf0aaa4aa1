"""What an official does with a letter that did not arrive."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.actors import Actor, principal
from kernel.errors import WrongMove
from kernel.journal import action, record
from kernel.notifications.events import MessageLetGoAgain
from kernel.notifications.models import Message

REST = datetime.timedelta(minutes=10)  # between two copies: a second click is no second wish


def may_send_again(actor: Actor, message: Any) -> bool:
    """Any official or the system; whose letters an official sees, the room decides. A resident his own."""
    own = actor.is_resident and message.person_id and principal("person", message.person_id) in actor.principals
    return actor.kind in ("official", "system") or bool(own)


@action(requires=may_send_again)
def send_again(*, message: Message, address: str = "", by: Actor) -> Message:
    """Let a letter go once more, to `address` where the person has another by now. One that failed is tried afresh; of one that
    was sent a copy goes, and both stay on record."""
    if message.channel == Message.Channel.INBOX:
        raise WrongMove(_("Thông báo này nằm sẵn trên trang của người nhận, không cần gửi lại."))
    if message.state == Message.State.WAITING:
        raise WrongMove(_("Thư đang chờ gửi. Hãy đợi vài phút rồi tải lại trang."))
    message.address = address or message.address
    again = _copy(message) if message.state == Message.State.SENT else _fresh(message)
    record(MessageLetGoAgain(message=again.pk), about=again, by=by)
    return again


def _fresh(message: Message) -> Message:
    message.state, message.attempts, message.next_at, message.error = Message.State.WAITING, 0, clock.now(), ""
    message.save(update_fields=["address", "state", "attempts", "next_at", "error"])
    return message


def _copy(message: Message) -> Message:
    """The first letter's row is locked, so two officials at once make two copies with two numbers."""
    first = message.dedupe_key.partition("|again ")[0]
    Message.objects.select_for_update().filter(dedupe_key=first).first()
    copies = Message.objects.filter(dedupe_key__startswith=f"{first}|again ")
    if copies.filter(created_at__gt=clock.now() - REST).exists():
        raise WrongMove(_("Thư này vừa được gửi lại. Hãy xem hộp thư, kể cả mục thư rác, rồi thử lại sau mười phút."))
    number = copies.count() + 1
    return Message.objects.create(
        dedupe_key=f"{first}|again {number}",
        channel=message.channel,
        person_id=message.person_id,
        address=message.address,
        subject=message.subject,
        body=message.body,
        about_kind=message.about_kind,
        about_id=message.about_id,
    )
