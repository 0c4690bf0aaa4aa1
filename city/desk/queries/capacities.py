"""The posts that one person holds, and what waits at each."""

from dataclasses import dataclass

from city.accounts.models import User
from city.agencies.queries import actor_for, appointments_of
from city.work.queries import counts
from kernel.actors import Actor


@dataclass(frozen=True)
class Capacity:
    """A post of the person, how many items are open there, and whether he acts in it now."""

    post_id: int
    title: str
    agency: str
    open: int
    here: bool


def capacities(actor: Actor) -> list[Capacity]:
    """All posts held today; none for somebody with a single one, who has nothing to choose."""
    user = User.objects.select_related("person").get(pk=actor.user_id or 0)
    held = appointments_of(user)
    return [_capacity(actor_for(user, a.post_id), actor) for a in held] if len(held) > 1 else []


def _capacity(there: Actor, now: Actor) -> Capacity:
    return Capacity(
        there.post_id or 0, there.title, there.agency_name, counts(there)["open"], there.post_id == now.post_id
    )
