"""Timed work of the desk."""

from city.desk.actions import give_back_leftovers
from kernel import jobs
from kernel.actors import SYSTEM


@jobs.every(seconds=3600)
def look_after_leftovers() -> int:
    """An appointment may end by its own date, a post with its agency; what is ended today is looked after at once (reactions)."""
    return give_back_leftovers(by=SYSTEM)
