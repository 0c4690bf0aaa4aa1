"""The demo city's catalogue: facts into published versions, who takes them, and what their online levels were."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies.models import Agency
from city.services.actions.catalogue import CATALOGUE, Outcome, Taken, publish, sha_of
from city.services.engine.demo_catalogue import REPORT, DemoRow, history, rows, taker
from city.services.events.catalogue import DemoCatalogueLoaded, DemoHistoryLoaded
from city.services.models.catalogue import Offer, Procedure
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import Group, Level, OnlineLevel, Provenance
from kernel.actors import Actor
from kernel.journal import action, record

_WHY_PARTIAL = "Phải xuất trình bản chính hoặc kiểm tra tại chỗ"


@action(requires=can_publish)
def load_demo_catalogue(
    *, communes: Sequence[Agency], departments: Mapping[str, Agency], on: datetime.date, by: Actor
) -> int:
    """Publish the demo's procedures from `on` and offer those of the city: of commune level at every commune, of city level at the
    department of its field (keys of engine/demo_catalogue/agencies.tsv). Online levels are marked `assigned`. Procedures and offers
    that are there already stay. Gives the number of procedures newly published; under 8 seconds."""
    there = set(Procedure.objects.values_list("national_code", flat=True))
    fresh = [row for row in rows() if row.sheet.code not in there]
    publish(sheets=[Taken(r.sheet, sha_of(r.line)) for r in fresh], on=on, outcome=Outcome(), by=by)
    known = _keys(fresh)
    offers = [
        _offer(known[row.sheet.code], agency, row.online, DateRange(on, None))
        for row in fresh
        if row.sheet.group == Group.OURS
        for agency in _taking(row, communes, departments)
    ]
    Offer.objects.bulk_create(offers, batch_size=5000)
    record(DemoCatalogueLoaded(len(fresh), len(offers)), about=CATALOGUE, by=by)
    return len(fresh)


@action(requires=can_publish)
def load_demo_history(*, communes: Sequence[Agency], departments: Mapping[str, Agency], by: Actor) -> int:
    """Offers of 2018 to mid 2025 at the agencies of that time, all marked `assigned` (engine/demo_catalogue/history.py). Once."""
    known = _keys(rows())
    done = set(Offer.objects.filter(valid__contains=REPORT).values_list("procedure", flat=True))
    offers = [
        _offer(known[row.sheet.code], agency, part.level, DateRange(part.since, part.until))
        for row in rows()
        if row.sheet.code in known and known[row.sheet.code] not in done
        for agency in _taking(row, communes, departments, in_2020=True)
        for part in history(row.sheet.code, row.online)
    ]
    Offer.objects.bulk_create(offers, batch_size=5000)
    record(DemoHistoryLoaded(len(offers)), about=CATALOGUE, by=by)
    return len(offers)


def _keys(found: Iterable[DemoRow]) -> dict[str, int]:
    codes = [row.sheet.code for row in found]
    return dict(Procedure.objects.filter(national_code__in=codes).values_list("national_code", "pk"))


def _offer(procedure: int, agency: Agency, level: OnlineLevel, valid: DateRange) -> Offer:
    reason = _WHY_PARTIAL if level == OnlineLevel.PARTIAL else ""
    return Offer(
        procedure_id=procedure, agency=agency, level=level, reason=reason, provenance=Provenance.ASSIGNED, valid=valid
    )


def _taking(
    row: DemoRow, communes: Sequence[Agency], departments: Mapping[str, Agency], *, in_2020: bool = False
) -> Iterator[Agency]:
    """The agencies that take a procedure: communes, and the department of its field. In 2020 a mirrored one lies with its central agency."""
    levels, ours = row.sheet.levels, row.sheet.group == Group.OURS
    if ours and Level.COMMUNE in levels:
        yield from communes
    key = taker(row.sheet.ministry, row.sheet.field, in_2020=in_2020)
    if key in departments and (Level.CITY in levels or not ours):
        yield departments[key]
