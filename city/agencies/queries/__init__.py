"""Reads for other rooms, and the actor of a request."""

from city.agencies.queries.actors import acting_in, actor_for, actors_of, lent_to, resident
from city.agencies.queries.agencies import by_code, code_of, names, office_of, standing, units_of
from city.agencies.queries.posts import (
    Seat,
    holders_of,
    keeps_an_administrator,
    offices_with,
    officials,
)

__all__ = [
    "Seat", "acting_in", "actor_for", "actors_of", "by_code", "code_of", "holders_of",
    "keeps_an_administrator", "lent_to", "names", "office_of", "offices_with", "officials", "resident",
    "standing", "units_of",
]  # fmt: skip
