"""A message is a row of the act that causes it: both stand, or neither."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from kernel import clock
from kernel.notifications import texts
from kernel.notifications.models import Message
from kernel.refs import Ref, ref


def notify(
    *,
    person_id: int | None = None,
    address: str = "",
    channel: str,
    template: str,
    facts: Mapping[str, Any],
    dedupe_key: str,
    about: models.Model | Ref | None = None,
    language: str | None = None,
) -> Message | None:
    """Write a message inside an act or a reaction; the worker sends it after commit.

    channel "inbox" (needs `person_id`; there at once) or "email" (needs `address`). The same `dedupe_key` gives the message
    that is there already. None where there is nowhere to send to: a resident need not have an address. `language` is the
    receiver's: the text is written in it now and kept as it is; None writes Vietnamese with the English below."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("notify() outside a transaction: the act could fail and the letter still go")
    address = (address or "").strip()
    if not (address if channel == Message.Channel.EMAIL else person_id):
        return None
    if known := Message.objects.filter(dedupe_key=dedupe_key).first():
        return known
    subject, body = texts.written(template, {**facts, "channel": str(channel)}, language)
    subject_of = ref(about) if about is not None else None
    at_once = channel == Message.Channel.INBOX
    message, _made = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "channel": Message.Channel(channel),
            "person_id": person_id,
            "address": address if not at_once else "",
            "subject": subject,
            "body": body,
            **({"about_kind": subject_of.kind, "about_id": subject_of.id} if subject_of else {}),
            "state": Message.State.SENT if at_once else Message.State.WAITING,
            "sent_at": clock.now() if at_once else None,
        },
    )
    return message
