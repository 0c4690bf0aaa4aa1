"""The posts that one person holds, and what waits at each."""

from dataclasses import dataclass

from city.agencies.queries import actors_of
from city.work.queries import CAP, open_by_holder
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
    there = actors_of(actor.user_id or 0)
    if len(there) < 2:
        return []
    waiting = open_by_holder(p for one in there for p in one.principals)
    return [
        Capacity(
            one.post_id or 0, one.title, one.agency_name, min(CAP, sum(waiting.get(p, 0) for p in one.principals)),
            one.post_id == actor.post_id,
        )
        for one in there
    ]  # fmt: skip
