"""Agencies and posts are public facts; changing them is a power."""

from typing import Any

from kernel.actors import Actor

MANAGE = "agencies.manage"


def can_manage(actor: Actor, subject: Any) -> bool:
    return actor.kind == "system" or actor.has(MANAGE)


def can_delegate(actor: Actor, subject: Any) -> bool:
    """One lends one's own powers, or whoever manages posts does it for him."""
    return can_manage(actor, subject) or (actor.user_id is not None and subject.user_id == actor.user_id)
