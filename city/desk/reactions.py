"""Whoever leaves a post, or what it may do, leaves no work behind unseen."""

from typing import Any

from city.agencies.events import AppointmentEnded, PostEnded, PowersChanged
from city.desk.actions import give_back_leftovers
from kernel.actors import SYSTEM
from kernel.journal import reacts_to


@reacts_to(AppointmentEnded, PostEnded, PowersChanged)
def give_back(fact: AppointmentEnded | PostEnded | PowersChanged, entry: Any) -> None:
    """Where the last day is still to come, the hourly look does it then."""
    give_back_leftovers(by=SYSTEM)
