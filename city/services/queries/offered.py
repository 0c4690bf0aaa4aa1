"""Which agency takes which procedure on a day, and how far online. Kept in memory until an offer changes: a city has some seventy
thousand offers, and every question to the catalogue counts them by agency and by level."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.aggregates import ArrayAgg

from city.services.models.catalogue import Offer
from city.services.states.online import scheme_on


@dataclass(frozen=True)
class Offered:
    """Procedure -> level: of each agency that takes any, and the highest of all."""

    by_agency: Mapping[int, Mapping[int, str]]
    highest: Mapping[int, str]

    def levels(self, agency: int) -> Mapping[int, str]:
        """Of one agency, nothing where it takes nothing; 0: of all."""
        return self.by_agency.get(agency, {}) if agency else self.highest

    def counts(self, procedures: Set[int], levels: Set[str]) -> Counter[int]:
        """Agency -> how many of these it takes itself at one of these levels (none named: at any). Agencies that take alike, as
        communes do, are counted once."""
        known = dict[int, int]()
        found = Counter[int]()
        for agency, taken in self.by_agency.items():
            if id(taken) not in known:
                both = taken.keys() & procedures
                known[id(taken)] = sum(taken[pk] in levels for pk in both) if levels else len(both)
            found[agency] = known[id(taken)]
        return found


@lru_cache(maxsize=2)
def offered(day: datetime.date, stamp: uuid.UUID | None) -> Offered:
    """`stamp`: the token of CatalogueStamp.OFFERS, renewed by a trigger with every change of an offer."""
    taken = defaultdict[int, set[tuple[str, frozenset[int]]]](set)
    rows = (
        Offer.objects.filter(valid__contains=day).values_list("agency", "level").annotate(taken=ArrayAgg("procedure"))
    )
    for agency, level, procedures in rows.order_by():
        taken[agency].add((level, frozenset(procedures)))
    alike = dict[frozenset[tuple[str, frozenset[int]]], dict[int, str]]()
    for parts in map(frozenset, taken.values()):
        if parts not in alike:
            alike[parts] = {pk: level for level, procedures in parts for pk in procedures}
    return Offered({agency: alike[frozenset(parts)] for agency, parts in taken.items()}, _highest(alike.values(), day))


def _highest(taken: Iterable[Mapping[int, str]], day: datetime.date) -> dict[int, str]:
    """As the law of the day ranks its levels; it knows no others (constraint offer_level_of_its_time)."""
    scheme = scheme_on(day)
    rank = {str(level): n for n, level in enumerate(scheme.levels)} if scheme else {}
    found = dict[int, str]()
    for levels in taken:
        for pk, level in levels.items():
            if pk not in found or rank[level] > rank[found[pk]]:
                found[pk] = level
    return found
