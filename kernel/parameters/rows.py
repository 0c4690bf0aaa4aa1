"""Reading and writing legal numbers."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from kernel.actors import Actor
from kernel.journal.acts import part
from kernel.journal.entries import record
from kernel.parameters.events import ParameterChanged
from kernel.parameters.models import Parameter


class Unknown(LookupError):
    """No row holds on that day: nobody has said what the law is."""


class NoLimit(LookupError):
    """A number was asked for where the law sets no limit."""


class Row(NamedTuple):
    """One legal number: half-open days [since, until). `value` None: the law sets no limit."""

    code: str
    value: Decimal | None
    unit: str
    source: str
    since: datetime.date
    until: datetime.date | None = None


def row(code: str, on: datetime.date) -> Parameter:
    """The row that holds on that day. Raises Unknown."""
    found = Parameter.objects.filter(code=code, valid__contains=on).first()
    if found is None:
        raise Unknown(f"no parameter {code} on {on}: load the legal parameters, or add the row with its source")
    return found


def get(code: str, on: datetime.date) -> Decimal | None:
    """The value that holds on that day; None where a row says there is no limit. Raises Unknown."""
    return row(code, on).value


def number(code: str, on: datetime.date) -> Decimal:
    """The value that holds on that day. Raises Unknown, and NoLimit where the law sets none."""
    value = get(code, on)
    if value is None:
        raise NoLimit(f"parameter {code} has no limit on {on}")
    return value


def find(code: str, on: datetime.date) -> Decimal | None:
    """The value that holds on that day; None where the law sets no limit or no row says anything."""
    return Parameter.objects.filter(code=code, valid__contains=on).values_list("value", flat=True).first()


@part
def load(rows: Iterable[Row]) -> int:
    """Write rows of days on which nothing is said yet; says how many. What was changed here stays."""
    new = [
        Parameter(code=r.code, value=r.value, unit=r.unit, source=r.source, valid=DateRange(r.since, r.until))
        for r in rows
        if not Parameter.objects.filter(code=r.code, valid__overlap=DateRange(r.since, r.until)).exists()
    ]
    return len(Parameter.objects.bulk_create(new))


@part
def change(*, code: str, value: Decimal | None, unit: str, source: str, since: datetime.date, by: Actor) -> Parameter:
    """From `since` on another value holds; the one before ends there and is kept. Later rows give way."""
    rows = Parameter.objects.filter(code=code)
    rows.filter(valid__startswith__gte=since).delete()
    for old in rows.filter(valid__contains=since):
        old.valid = DateRange(old.valid.lower, since)
        old.save(update_fields=["valid"])
    new = Parameter.objects.create(code=code, value=value, unit=unit, source=source, valid=DateRange(since, None))
    record(ParameterChanged(code, "" if value is None else str(value), since, source), about=new, by=by)
    return new
