import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from kernel.journal.acts import part
from kernel.parameters.models import Parameter


class Row(NamedTuple):
    """One legal number: half-open days [since, until)."""

    code: str
    value: Decimal
    unit: str
    source: str
    since: datetime.date
    until: datetime.date | None = None


def find(code: str, on: datetime.date) -> Decimal | None:
    """The value that holds on that day; None where no rule sets one."""
    return Parameter.objects.filter(code=code, valid__contains=on).values_list("value", flat=True).first()


@part
def load(rows: Iterable[Row]) -> int:
    """Write rows that are not there yet; says how many."""
    new = [
        Parameter(code=r.code, value=r.value, unit=r.unit, source=r.source, valid=DateRange(r.since, r.until))
        for r in rows
        if find(r.code, r.since) is None
    ]
    return len(Parameter.objects.bulk_create(new))
