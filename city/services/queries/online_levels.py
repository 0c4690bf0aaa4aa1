"""How many procedures were online on a day, by level, field and agency, each number with the list it was counted from.

A procedure counts once, at the highest level that any agency offers; an agency counts what it offers itself. The levels are those of
the law of that day (states/online.py)."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Max, QuerySet, Value, When
from django.urls import reverse

from city.agencies.queries import names
from city.services.models.catalogue import Offer, ProcedureVersion
from city.services.queries.catalogue import fields, in_force
from city.services.states.catalogue import OnlineLevel, Provenance
from city.services.states.online import Scheme, scheme_on
from kernel import clock
from kernel.figures import Figure
from kernel.search import sort_key

NONE = "none"  # in the address: procedures in force that no agency of the city offers
ONLINE = "online"  # in the address: all levels at which a dossier is handed in online
PAGE = 50


@dataclass(frozen=True)
class Line:
    """A level, a field or an agency: how many procedures, and (not of a level) how many of them online."""

    label: str
    all: Figure
    online: Figure | None = None


@dataclass(frozen=True)
class Statistics:
    """The catalogue on a day. `assigned`: procedures whose level somebody set without the agency's word."""

    on: datetime.date
    scheme: Scheme
    all: Figure
    online: Figure
    levels: list[Line]
    fields: list[Line]
    agencies: list[Line]
    assigned: int


@dataclass(frozen=True)
class Asked:
    """Which records: of a level ("online", "none", a value), a field, an agency. Empty asks for nothing in particular."""

    on: datetime.date
    level: str = ""
    field: int = 0
    agency: int = 0
    page: int = 1


@dataclass(frozen=True)
class Record:
    """One procedure behind a number."""

    code: str
    name: str
    level: str
    since: datetime.date | None
    assigned: bool


@dataclass(frozen=True)
class Records:
    rows: list[Record]
    total: int
    page: int
    pages: int
    field: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Period:
    """A level at which agencies offered a procedure, half-open days [since, until); what it rests on."""

    level: Any
    since: datetime.date
    until: datetime.date | None
    agencies: int
    basis: str
    provenance: Any
    reason: str


@dataclass
class _Counted:
    """What a row of the statistics is made of."""

    all: Counter[Any] = field(default_factory=Counter)
    online: Counter[Any] = field(default_factory=Counter)


def statistics(on: datetime.date) -> Statistics | None:
    """None where the law of the day knew no levels."""
    scheme = scheme_on(on)
    if scheme is None:
        return None
    reached, figure = _reached(on, scheme), _figures(on)
    levels = Counter(level for level, _field in reached.values())
    online = sum(n for level, n in levels.items() if level in scheme.online)
    return Statistics(
        on, scheme, figure(len(reached)), figure(online, level=ONLINE),
        [_level_line(level, levels[level], figure) for level in (*reversed(scheme.levels), "") if level or levels[""]],
        _field_lines(reached, scheme, figure), _agency_lines(on, scheme, figure), _offers(on).filter(
            provenance=Provenance.ASSIGNED).values("procedure").distinct().count(),
    )  # fmt: skip


def records(asked: Asked) -> Records:
    """The procedures that a number counts, 50 a page, in order of code."""
    scheme = scheme_on(asked.on)
    found = sorted(_matching(asked, scheme)) if scheme else []
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(asked.page, 1), pages)
    wanted = found[(page - 1) * PAGE : page * PAGE]
    field_name = fields().labels.get(asked.field, "") if asked.field else ""
    agency = names([asked.agency], asked.on).get(asked.agency, "") if asked.agency else ""
    return Records(_rows(wanted, asked), len(found), page, pages, field_name, agency)


def _offers(on: datetime.date) -> QuerySet[Offer]:
    return Offer.objects.filter(valid__contains=on)


def _rank(scheme: Scheme) -> Case:
    return Case(
        *(When(level=level, then=Value(n)) for n, level in enumerate(scheme.levels, 1)), output_field=IntegerField()
    )


def _reached(on: datetime.date, scheme: Scheme, agency: int = 0) -> dict[int, tuple[str, int]]:
    """Procedure -> (highest level, field), "" for one in force that nobody offers."""
    offers = _offers(on).filter(agency=agency) if agency else _offers(on)
    best = offers.values_list("procedure", "procedure__field").annotate(best=Max(_rank(scheme))).order_by()
    found = (
        {pk: ("", field) for pk, field in in_force(on).values_list("procedure", "procedure__field")}
        if not agency
        else {}
    )
    return found | {pk: (str(scheme.levels[rank - 1]), field) for pk, field, rank in best}


def _figures(on: datetime.date) -> Callable[..., Figure]:
    """Makes figures of that day, each with the address of its records."""
    address, last = reverse("services:catalogue_records"), datetime.datetime.combine(on, datetime.time.max, clock.ZONE)
    as_of = min(clock.now(), last)

    def figure(value: int, **more: Any) -> Figure:
        return Figure(value, "", as_of, f"{address}?{urlencode({'on': on.isoformat(), **more})}")

    return figure


def _level_line(level: str, count: int, figure: Callable[..., Figure]) -> Line:
    """Label "": procedures in force that no agency of the city offers."""
    return Line(str(OnlineLevel(level).label) if level else "", figure(count, level=level or NONE))


def _field_lines(reached: dict[int, tuple[str, int]], scheme: Scheme, figure: Callable[..., Figure]) -> list[Line]:
    known = fields()
    counted = _counted(((known.same[f], level) for level, f in reached.values()), scheme)
    lines = [
        Line(known.labels[f], figure(n, field=f), figure(counted.online[f], field=f, level=ONLINE))
        for f, n in counted.all.items()
    ]
    return sorted(lines, key=lambda line: sort_key(line.label))


def _agency_lines(on: datetime.date, scheme: Scheme, figure: Callable[..., Figure]) -> list[Line]:
    rows = _offers(on).values_list("agency", "level").annotate(n=Count("pk")).order_by()
    counted = _Counted()
    for agency, level, n in rows:
        counted.all[agency] += n
        counted.online[agency] += n if level in scheme.online else 0
    called = names(counted.all, on)
    lines = [
        Line(called.get(a, ""), figure(n, agency=a), figure(counted.online[a], agency=a, level=ONLINE))
        for a, n in counted.all.items()
    ]
    return sorted(lines, key=lambda line: sort_key(line.label))


def _counted(pairs: Iterable[tuple[int, str]], scheme: Scheme) -> _Counted:
    counted = _Counted()
    for key, level in pairs:
        counted.all[key] += 1
        counted.online[key] += level in scheme.online
    return counted


def _matching(asked: Asked, scheme: Scheme) -> list[int]:
    """Procedures of a question, as keys."""
    wanted = {ONLINE: scheme.online, NONE: frozenset({""})}.get(asked.level, frozenset({asked.level}))
    like = fields().like({asked.field}) if asked.field else frozenset()
    return [
        pk
        for pk, (level, field) in _reached(asked.on, scheme, asked.agency).items()
        if (not asked.level or level in wanted) and (not asked.field or field in like)
    ]


def _rows(wanted: list[int], asked: Asked) -> list[Record]:
    """With the name of that day, or, for days before the catalogue was kept here, the first name known."""
    versions = (
        ProcedureVersion.objects.filter(procedure__in=wanted).order_by("procedure", "-no").select_related("procedure")
    )
    of: dict[int, ProcedureVersion] = {}
    for version in versions.only("name", "valid", "procedure__national_code"):
        if version.procedure_id not in of or version.valid.lower > asked.on or asked.on in version.valid:
            of[version.procedure_id] = version
    offers = _best_offers(wanted, asked)
    return [
        Record(
            of[pk].procedure.national_code if pk in of else "", of[pk].name if pk in of else "",
            str(OnlineLevel(o.level).label) if (o := offers.get(pk)) else "", o.valid.lower if o else None,
            o is not None and o.provenance == Provenance.ASSIGNED,
        )
        for pk in wanted
    ]  # fmt: skip


def _best_offers(wanted: list[int], asked: Asked) -> dict[int, Offer]:
    scheme = scheme_on(asked.on)
    offers = _offers(asked.on).filter(procedure__in=wanted)
    if asked.agency:
        offers = offers.filter(agency=asked.agency)
    order = [str(level) for level in scheme.levels] if scheme else []
    return {o.procedure_id: o for o in sorted(offers, key=lambda o: (order.index(o.level), o.pk))}


def periods(procedure: int) -> list[Period]:
    """Every level this procedure was ever offered at, the latest first; agencies that say the same are one line."""
    rows = Offer.objects.filter(procedure=procedure).values_list("level", "valid", "provenance", "reason")
    found = [
        Period(OnlineLevel(level).label, valid.lower, valid.upper, count, _basis(valid.lower), Provenance(provenance).label, reason)
        for level, valid, provenance, reason, count in rows.annotate(Count("agency")).order_by("level")
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.since, reverse=True)


def _basis(on: datetime.date) -> str:
    scheme = scheme_on(on)
    return scheme.basis if scheme else ""
