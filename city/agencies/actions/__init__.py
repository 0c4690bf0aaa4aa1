"""The verbs of agencies, of posts and who holds them, and of powers that are lent."""

from city.agencies.actions.agencies import dissolve, end_code, establish, give_code, move, rename, succeed
from city.agencies.actions.calendars import give_calendar, give_own_calendar
from city.agencies.actions.delegations import delegate, end_delegation
from city.agencies.actions.posts import (
    appoint,
    assign_fields,
    change_powers,
    change_rank,
    create_post,
    end_appointment,
    end_post,
    take_on,
)

__all__ = [
    "appoint", "assign_fields", "change_powers", "change_rank", "create_post", "delegate", "dissolve", "end_appointment", "end_code",
    "end_delegation", "end_post", "establish", "give_calendar", "give_code", "give_own_calendar", "move", "rename", "succeed", "take_on",
]  # fmt: skip
