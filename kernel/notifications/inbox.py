"""Notices on the site. Reading one is no act of the city and leaves no entry in the journal."""

from collections.abc import Collection

from django.db import models

from kernel import clock
from kernel.notifications.models import Message


def inbox_of(person_ids: Collection[int]) -> models.QuerySet[Message]:
    """Notices to these persons (oneself, and those one acts for), newest first."""
    found = Message.objects.filter(channel=Message.Channel.INBOX, person_id__in=person_ids)
    return found.order_by("-created_at", "-id")


def mark_read(*, person_ids: Collection[int], message_ids: Collection[int] | None = None) -> int:
    """Mark unread notices of these persons as read, all or the named ones; says how many were. Others' are never touched."""
    unread = inbox_of(person_ids).filter(read_at=None).order_by()
    if message_ids is not None:
        unread = unread.filter(pk__in=message_ids)
    return unread.update(read_at=clock.now())
