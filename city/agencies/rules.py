"""Agencies and posts are public facts; changing them is a power."""

from typing import Any

from city.agencies.models import Delegation
from kernel.actors import Actor

MANAGE = "agencies.manage"


def can_manage(actor: Actor, subject: Any) -> bool:
    return actor.kind == "system" or actor.has(MANAGE)


def acts_for(actor: Actor, agency_id: int | None) -> bool:
    """The agency's own official, or one of the agency that took over from it: THE question wherever work belongs to an agency."""
    return actor.is_official and agency_id in actor.agencies


def can_delegate(actor: Actor, subject: Any) -> bool:
    """One lends one's own powers, or whoever manages posts does it for him."""
    return can_manage(actor, subject) or (
        actor.is_official and actor.user_id == subject.user_id and actor.post_id == subject.post_id
    )


def can_end_delegation(actor: Actor, delegation: Delegation) -> bool:
    """The lender, in any of his posts, or whoever manages posts."""
    return can_manage(actor, delegation) or (actor.is_official and actor.user_id == delegation.lender.user_id)
