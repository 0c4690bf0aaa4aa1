"""Opening and closing are parts of other rooms' acts; taking and handing over are acts of their own."""

import datetime

from django.db import models

from city.work import events, rules
from city.work.models import Item
from kernel import clock
from kernel.actors import Actor, principal
from kernel.errors import Refused
from kernel.journal import action, already_done, part, record
from kernel.refs import Ref, ref


@part
def open_item(
    *,
    about: models.Model | Ref,
    code: str,
    label: str,
    title: str,
    holder: int,
    due_at: datetime.datetime | None,
    reference: str = "",
    round: int = 1,
    parent: Item | None = None,
    lead: bool = True,
) -> Item:
    """Somebody (`holder`, a principal) must do `code` about this by `due_at`."""
    subject = ref(about)
    return Item.objects.create(
        about_kind=subject.kind, about_id=subject.id, code=code, label=label, title=title, reference=reference, round=round,
        parent=parent, lead=lead, holder=holder, due_at=due_at, opened_at=clock.now(),
    )  # fmt: skip


@part
def close_items(*, about: models.Model | Ref, outcome: str, code: str = "") -> int:
    """Close what is open about this (of that code only); says how many."""
    subject = ref(about)
    rows = Item.objects.filter(about_kind=subject.kind, about_id=subject.id, closed_at=None)
    if code:
        rows = rows.filter(code=code)
    return rows.update(closed_at=clock.now(), outcome=outcome)


@part
def move_due(*, about: models.Model | Ref, due_at: datetime.datetime | None) -> int:
    """The time of what is open about this changed."""
    subject = ref(about)
    return Item.objects.filter(about_kind=subject.kind, about_id=subject.id, closed_at=None).update(due_at=due_at)


@action(requires=rules.can_claim)
def claim(*, item: Item, by: Actor) -> Item:
    """Take a unit's work upon oneself; Refused where its room says that he could not do it."""
    if words := rules.hindrance(by, item):
        raise Refused(words)
    item.holder = principal("post", by.post_id or 0)
    item.claimed_at = clock.now()
    item.save(update_fields=["holder", "claimed_at"])
    record(events.ItemClaimed(item.pk, item.about_kind, item.about_id, by.post_id or 0), about=item, by=by)
    return item


@action(requires=rules.can_hand_over)
def hand_over(*, item: Item, to: int, by: Actor) -> Item:
    """Give the work to another post or back to a unit (`to`, a principal)."""
    return _pass_on(item, to, by)


@action(requires=rules.is_system)
def give_back(*, item: Item, to: int, by: Actor) -> Item:
    """Whose post it lay with holds it no more: the work goes to a queue (`to`, a principal)."""
    if item.closed_at is not None or item.holder == to:
        already_done()
        return item
    return _pass_on(item, to, by)


def _pass_on(item: Item, to: int, by: Actor) -> Item:
    item.holder = to
    item.claimed_at = None
    item.save(update_fields=["holder", "claimed_at"])
    record(events.ItemHandedOver(item.pk, item.about_kind, item.about_id, to), about=item, by=by)
    return item
