"""A number that can show the records it was counted from."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """`records` is the address of the list that adds up to `value`."""

    value: int | Decimal
    unit: str
    as_of: datetime.datetime
    records: str
