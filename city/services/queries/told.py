"""What the people of a dossier were told, by which way, and whether it arrived."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from city.accounts.models import Person
from city.services.models import Dossier
from kernel import clock
from kernel.actors import Actor
from kernel.notifications.actions import REST
from kernel.notifications.models import Message
from kernel.notifications.stuck import masked
from kernel.refs import label

LOOKED_FOR = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """One notice or letter: to whom, the address masked; `again`: it can be sent once more."""

    message: Message
    to: str
    address: str
    again: bool


def told_of(rows: Sequence[Message], *, contact: bool) -> list[Told]:
    """Of one page; an address, masked as it is, only for who reads the contact data (names stand on the dossier's page too)."""
    people = dict(Person.objects.filter(pk__in={m.person_id for m in rows}).values_list("pk", "name"))
    return [
        Told(m, people.get(m.person_id or 0, ""), masked(m.address) if m.address and contact else "", _again(m))
        for m in rows
    ]


def about(dossiers: Iterable[int]) -> QuerySet[Message]:
    return Message.objects.filter(about_kind=label(Dossier), about_id__in=list(dossiers))


def address_now(letter: Message) -> str:
    """Of the person it is for: who corrected his address wants the letter there."""
    return Person.objects.filter(pk=letter.person_id or 0).values_list("email", flat=True).first() or ""


def _again(message: Message) -> bool:
    return message.channel != Message.Channel.INBOX and message.state != Message.State.WAITING


def _worth_sending(letter: Message) -> bool:
    """To the reader, who sees the notice anyway: where it could not be sent, or left lately and may have got lost on its way,
    which nobody tells us. Not at once: it may still arrive, and REST lies between two copies."""
    if letter.state == Message.State.DEAD:
        return True
    return letter.sent_at is not None and REST <= clock.now() - letter.sent_at <= LOOKED_FOR


@dataclass(frozen=True)
class Notice:
    """A notice of the site with the letter that said the same, its newest copy where it went again; `again`: sending that once
    more is offered; `dossier` by its submission, "" where it is about none; `whose`: the name of whom the reader acts for, "" where it is his own."""

    message: Message
    letter: Message | None
    again: bool
    dossier: str
    whose: str


def with_letters(notices: Sequence[Message], reader: Actor) -> list[Notice]:
    """The same number of queries however many."""
    letters: dict[str, Message] = {}
    sent = about(_dossiers(notices)).filter(channel=Message.Channel.EMAIL, person_id__in={m.person_id for m in notices})
    for letter in sent.order_by("id"):
        letters[letter.dedupe_key.partition("|again ")[0]] = letter
    found = [(m, letters.get(m.dedupe_key.removesuffix("inbox") + "email")) for m in notices]
    dossiers = dict(Dossier.objects.filter(pk__in=_dossiers(notices)).values_list("pk", "submission"))
    others = {m.person_id for m in notices if m.person_id and m.person_id != reader.person_id}
    whose = dict(Person.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return [
        Notice(
            m,
            letter,
            letter is not None and _worth_sending(letter),
            dossiers.get(m.about_id or 0, ""),
            whose.get(m.person_id or 0, ""),
        )
        for m, letter in found
    ]


def _dossiers(notices: Sequence[Message]) -> set[int]:
    return {m.about_id for m in notices if m.about_id and m.about_kind == label(Dossier)}
