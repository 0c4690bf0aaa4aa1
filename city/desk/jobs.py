"""Nobody's work is nobody's fault: what lies at a post without a holder goes back to the queue."""

from city.desk.queries.leftover import leftover, queue_of
from city.work.actions import give_back
from kernel import jobs
from kernel.actors import SYSTEM


@jobs.every(seconds=3600)
def give_back_leftovers() -> int:
    """An appointment may end by its own date, a post with its agency: looked after every hour, and at once when it is ended."""
    done = 0
    for item in leftover():
        to = queue_of(item)
        if to is not None and to != item.holder:
            give_back(item=item, to=to, by=SYSTEM)
            done += 1
    return done
