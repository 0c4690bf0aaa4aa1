"""Nobody's work is nobody's fault: what lies at a post without a holder, or without the power for it, goes back to the queue."""

from city.desk.queries.leftover import leftover, queue_of
from city.work.actions import give_back
from kernel.actors import Actor


def give_back_leftovers(*, by: Actor) -> int:
    """Each item is an act of its own; how many moved."""
    done = 0
    for item in leftover():
        to = queue_of(item)
        if to is not None and to != item.holder:
            give_back(item=item, to=to, by=by)
            done += 1
    return done
