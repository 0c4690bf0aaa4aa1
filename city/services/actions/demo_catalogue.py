"""The demo city's catalogue: facts into published versions, and who offers them."""

import datetime
from collections.abc import Iterable, Sequence

from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies.models import Agency
from city.agencies.queries import names
from city.services.actions.catalogue import CATALOGUE, Outcome, Taken, publish, sha_of
from city.services.engine.demo_catalogue import DemoRow, rows
from city.services.engine.folding import fold
from city.services.events.catalogue import DemoCatalogueLoaded
from city.services.models.catalogue import Offer, Procedure
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import Group, OnlineLevel, Provenance
from kernel.actors import Actor
from kernel.journal import action, record

_WHY_PARTIAL = "Phải xuất trình bản chính hoặc kiểm tra tại chỗ"


@action(requires=can_publish)
def load_demo_catalogue(*, agencies_by_level: dict[str, list[Agency]], on: datetime.date, by: Actor) -> int:
    """Publish the demo's procedures from `on` and offer those of the city: of commune level at every agency under "commune", of city
    level at the one under "city" whose name names the field or ministry (else the first). Online levels are marked `assigned`.
    Procedures and offers that are there already stay. Gives the number of procedures newly published; under 8 seconds."""
    there = set(Procedure.objects.values_list("national_code", flat=True))
    fresh = [row for row in rows() if row.sheet.code not in there]
    publish(sheets=[Taken(r.sheet, sha_of(r.line)) for r in fresh], on=on, outcome=Outcome(), by=by)
    offers = _offers(fresh, agencies_by_level, on)
    Offer.objects.bulk_create(offers, batch_size=5000)
    record(DemoCatalogueLoaded(len(fresh), len(offers)), about=CATALOGUE, by=by)
    return len(fresh)


def _offers(fresh: Sequence[DemoRow], agencies: dict[str, list[Agency]], on: datetime.date) -> list[Offer]:
    known = dict(
        Procedure.objects.filter(national_code__in=[r.sheet.code for r in fresh]).values_list("national_code", "pk")
    )
    called = {pk: fold(name) for pk, name in names(a.pk for a in agencies.get("city", [])).items()}
    return [
        Offer(
            procedure_id=known[row.sheet.code],
            agency=agency,
            level=row.online,
            reason=_WHY_PARTIAL if row.online == OnlineLevel.PARTIAL else "",
            provenance=Provenance.ASSIGNED,
            valid=DateRange(on, None),
        )
        for row in fresh
        if row.sheet.group == Group.OURS
        for agency in _taking(row, agencies, called)
    ]


def _taking(row: DemoRow, agencies: dict[str, list[Agency]], called: dict[int, str]) -> Iterable[Agency]:
    """The agencies that take a procedure."""
    yield from agencies.get("commune", []) if "commune" in row.sheet.levels else []
    offices = agencies.get("city", [])
    if "city" not in row.sheet.levels or not offices:
        return
    subjects = [fold(row.sheet.ministry).removeprefix("bo "), fold(row.sheet.field)]
    fitting = (a for s in subjects if s for a in offices if s in called.get(a.pk, ""))
    yield next(fitting, offices[0])
