from typing import Any

from city.accounts.models import Mandate, Person, User
from kernel.actors import Actor

MANAGE = "accounts.manage"


def is_self(actor: Actor, subject: Person | User) -> bool:
    """One's own data only."""
    return subject.pk == (actor.person_id if isinstance(subject, Person) else actor.user_id)


def can_manage_accounts(actor: Actor, subject: Any) -> bool:
    """Opens sign-ins of officials and gives them a password for one use."""
    return actor.kind == "system" or actor.has(MANAGE)


def can_give_mandate(actor: Actor, principal: Person) -> bool:
    """For oneself only: what was given to me I cannot give on (BLDS 2015 Đ.564 wants the principal's consent)."""
    return actor.kind == "system" or (actor.is_resident and is_self(actor, principal))


def can_end_mandate(actor: Actor, mandate: Mandate) -> bool:
    """Either side may end it at any time (BLDS 2015 Đ.569)."""
    return actor.kind == "system" or (actor.is_resident and actor.person_id in (mandate.principal_id, mandate.agent_id))
