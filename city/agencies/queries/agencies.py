"""Agencies: what they are called, who took over, what stands under what."""

import datetime
from collections.abc import Iterable, Mapping

from city.agencies.models import Agency, AgencyCode, AgencyState, Dated, Succession
from city.agencies.queries.authority import Stamp, kept, stamp
from city.agencies.states import AgencyKind
from kernel import clock


def names(agencies: Iterable[int], on: datetime.date | None = None) -> dict[int, str]:
    """Agency id -> name on that day; of one that is no more by then, the last it bore."""
    wanted, today = set(agencies), clock.today()
    if not wanted:
        return {}
    if on is None or on == today:
        known = names_today(stamp(), today)
        return {pk: known[pk] for pk in wanted if pk in known}
    return _names(AgencyState.objects.filter(agency__in=wanted), on)


def _names(states: Dated[AgencyState], on: datetime.date) -> dict[int, str]:
    begun = states.filter(valid__startswith__lte=on).order_by("agency", "-valid").distinct("agency")
    return dict(begun.values_list("agency_id", "name"))


@kept(2)
def names_today(_stamp: Stamp, day: datetime.date) -> Mapping[int, str]:
    """Of all: a city has some hundred."""
    return _names(AgencyState.objects.all(), day)


def standing(agency: Agency) -> Agency:
    """The agency itself while it stands; of one that is no more, the one that took over. Where several did (a split), itself:
    who reads for them finds its work and gives it out."""
    heir = _heir(stamp(), clock.today(), agency.pk)
    return agency if heir == agency.pk else Agency.objects.get(pk=heir)


@kept(4096)
def _heir(_stamp: Stamp, day: datetime.date, agency: int) -> int:
    seen = [agency]
    while not AgencyState.objects.on(day).filter(agency=seen[-1]).exists():
        rows = Succession.objects.filter(old=seen[-1], on__lte=day).exclude(new__in=seen)
        heirs = list(rows.values_list("new", flat=True)[:2])
        if len(heirs) != 1:
            break
        seen += heirs
    return seen[-1]


def office_of(agency: Agency, on: datetime.date | None = None) -> Agency:
    """The agency itself, or the one its division belongs to."""
    while agency.kind == AgencyKind.DIVISION:
        state = agency.states.on(on).select_related("parent").get()
        if state.parent is None:
            break
        agency = state.parent
    return agency


def offices(units: Iterable[Agency], on: datetime.date) -> dict[int, Agency]:
    """Unit -> its office on that day (`office_of`), all of them at once."""
    found = {unit.pk: unit for unit in units}
    while below := {one.pk for one in found.values() if one.kind == AgencyKind.DIVISION}:
        states = AgencyState.objects.on(on).filter(agency__in=below).select_related("parent")
        above = {state.agency_id: state.parent for state in states if state.parent}
        if not above:
            break
        found = {unit: above.get(one.pk, one) for unit, one in found.items()}
    return found


def units_of(office: Agency, on: datetime.date | None = None) -> list[Agency]:
    """The office and its divisions."""
    divisions = Agency.objects.filter(
        pk__in=AgencyState.objects.on(on).filter(parent=office, agency__kind=AgencyKind.DIVISION).values("agency")
    )
    return [office, *divisions]


def by_code(scheme: str, value: str, on: datetime.date | None = None) -> Agency | None:
    code = AgencyCode.objects.on(on).filter(scheme=scheme, value=value).select_related("agency").first()
    return code.agency if code else None


def code_of(agency: Agency, scheme: str = "QD20", on: datetime.date | None = None) -> str:
    """The agency's code of that scheme, "" where it has none."""
    found = AgencyCode.objects.on(on).filter(agency=agency, scheme=scheme).values_list("value", flat=True).first()
    return found or ""
