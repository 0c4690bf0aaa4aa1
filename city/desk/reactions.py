"""Whoever leaves a post leaves no work behind unseen."""

from typing import Any

from city.agencies.events import AppointmentEnded, PostEnded
from city.desk.actions import give_back_leftovers
from kernel.actors import SYSTEM
from kernel.journal import reacts_to


@reacts_to(AppointmentEnded, PostEnded)
def give_back(fact: AppointmentEnded | PostEnded, entry: Any) -> None:
    """Where the last day is still to come, the hourly look does it then."""
    give_back_leftovers(by=SYSTEM)
