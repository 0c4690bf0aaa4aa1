"""What the reader of sheets found wrong in the catalogue in force, and which rows it set aside: for those who keep the catalogue."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from city.services.models.catalogue import Quarantine
from city.services.queries.catalogue import in_force
from city.services.states.catalogue import FindingCode, QuarantineReason
from kernel import clock


@dataclass(frozen=True)
class Noted:
    """`code`: of the procedure, or what the row bore instead. `what`: FindingCode or QuarantineReason. `done`: "reported": left as the
    sheet has it; "read since": the row was set aside, and another with its code was published later."""

    code: str
    what: str
    words: str
    done: Literal["mended", "reported", "set aside", "read since"]
    place: str
    since: datetime.date


def noted(code: str = "") -> Iterator[Noted]:
    """In order of codes, findings before rows set aside. `code`: of this procedure alone."""
    versions = in_force().filter(procedure__national_code=code) if code else in_force()
    began = dict[str, datetime.date]()
    for own, days, found in versions.order_by("procedure__national_code").values_list(
        "procedure__national_code", "valid", "findings"
    ):
        began[own] = days.lower
        for one in found:
            kind = FindingCode(one["code"])
            yield Noted(own, kind, str(kind.label), "mended" if one["done"] else "reported", one["place"], days.lower)
    rows = Quarantine.objects.filter(code=code) if code else Quarantine.objects.all()
    for row in rows.defer("sheet").order_by("code", "reason"):
        seen, reason = row.seen_at.astimezone(clock.ZONE).date(), QuarantineReason(row.reason)
        read = reason != QuarantineReason.TWICE and row.code in began and began[row.code] >= seen
        yield Noted(row.code, reason, str(reason.label), "read since" if read else "set aside", row.detail, seen)
