"""Fields of procedures, told to the rooms below by code: what a deputy is in charge of, what he signs."""

from collections import Counter
from collections.abc import Mapping

from city.agencies.models import Agency
from city.agencies.queries.matters import FIELDS, lists
from city.services.models.catalogue import Field
from kernel.search import sort_key


@lists(FIELDS)
def fields_of(office: Agency | None = None) -> Mapping[str, str]:
    """Code -> name, by name: of the procedures that the office takes or ever took; of all. Two ministries may call theirs the same."""
    rows = Field.objects.exclude(code="")
    if office is not None:
        rows = rows.filter(procedures__offers__agency=office).distinct()
    found = sorted(rows.values_list("code", "name", "ministry"), key=lambda row: sort_key(row[1]))
    often = Counter(name for _code, name, _ministry in found)
    return {code: f"{name} ({ministry})" if often[name] > 1 and ministry else name for code, name, ministry in found}
