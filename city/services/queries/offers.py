"""Which agencies take a procedure, today and as announced, and which might."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies.models import Agency, AgencyState
from city.agencies.queries import names
from city.agencies.states import AgencyKind, Level
from city.services.models.catalogue import Offer, Procedure
from kernel.search import sort_key

ALL_OF = {"communes": Level.COMMUNE, "departments": Level.CITY}  # word -> the agencies of this level, all of them


@dataclass(frozen=True)
class Taker:
    name: str
    offer: Offer
    ahead: bool  # announced, from a day to come


def takers(procedure: Procedure, on: datetime.date) -> list[Taker]:
    """By name; of the same agency what holds now before what comes."""
    rows = list(Offer.objects.filter(procedure=procedure, valid__overlap=DateRange(on, None)).order_by("valid"))
    called = names(row.agency_id for row in rows)
    found = [Taker(called.get(row.agency_id, ""), row, row.valid.lower > on) for row in rows]
    return sorted(found, key=lambda one: sort_key(one.name))


def may_take(on: datetime.date) -> Mapping[str, list[tuple[int, str]]]:
    """Word of ALL_OF -> (agency, name) of its level that stands on that day, by name; divisions take nothing of their own."""
    states = AgencyState.objects.on(on).filter(agency__kind=AgencyKind.OFFICE, level__in=ALL_OF.values())
    rows = sorted(states.values_list("level", "agency", "name"), key=lambda row: sort_key(row[2]))
    return {word: [(pk, name) for at, pk, name in rows if at == level] for word, level in ALL_OF.items()}


def agencies_of(word: str, on: datetime.date) -> list[Agency]:
    """All of a level, or the one agency whose number the word is."""
    wanted = [pk for pk, _name in may_take(on)[word]] if word in ALL_OF else [int(word)]
    return list(Agency.objects.filter(pk__in=wanted).order_by("pk"))
