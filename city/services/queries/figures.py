"""Public numbers, counted from the dossiers themselves; each leads to the table that adds up to it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q, Value
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from city.agencies.models import Agency
from city.agencies.queries import names
from city.services.models import Dossier
from city.services.queries.catalogue import in_force
from city.services.states.catalogue import Group
from city.services.states.dossiers import ASKS, OPEN
from kernel import clock
from kernel.figures import Figure
from kernel.search import sort_key

FRESH = 300  # seconds; a public page never counts live for every visitor
KEY = "services.public_figures.3"  # a new number for a new shape: what an older release kept is not read
ONE = Value(1)  # a row; its id would not be in the index


@dataclass(frozen=True)
class Counts:
    """`received` and `overdue` by the month of handing in, the rest by the month of the result. on_time + late + undated =
    decided; `overdue` are under way, and past their due date at this moment."""

    received: int = 0
    decided: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0  # the procedure publishes no term: neither on time nor late
    overdue: int = 0

    @property
    def share(self) -> float | None:
        """On time, of those with a due date, in percent."""
        dated = self.on_time + self.late
        return round(100 * self.on_time / dated, 1) if dated else None


@dataclass(frozen=True)
class Row:
    agency: int
    month: datetime.date  # its first day
    counts: Counts


@dataclass(frozen=True)
class Line:
    """A month or an agency, `key` as in the address."""

    key: str
    label: Any
    counts: Counts


@dataclass(frozen=True)
class Table:
    """`agency`, `month`: what the page is narrowed to, None where it shows all."""

    as_of: datetime.datetime
    total: Counts
    months: list[Line]
    agencies: list[Line]
    agency: Line | None = None
    month: Line | None = None


@dataclass(frozen=True)
class Shown:
    """`whole`: what the number is a part of, where another page counts that; `beside` says what the rest is."""

    label: Any
    figure: Figure
    more: Any
    whole: Figure | None = None
    beside: Any = ""


@dataclass(frozen=True)
class _Known:
    as_of: datetime.datetime
    ours: int
    procedures: int
    rows: list[Row] = field(default_factory=list)


def public_figures() -> list[Shown]:
    known = _known()
    all, table = _sum(known.rows), reverse("services:figures")
    told = [
        (_("Hồ sơ đã nhận"), all.received, table, _("Xem theo cơ quan, theo tháng")),
        (_("Đã có kết quả"), all.decided, table, _("Xem theo cơ quan, theo tháng")),
        (_("Trong đó đúng hoặc trước hẹn"), all.on_time, table, _("Xem cách tính và từng số")),
    ]
    counted = [Shown(label, Figure(value, "", known.as_of, records), more) for label, value, records, more in told]
    return [_procedures(known), *counted]


def _procedures(known: _Known) -> Shown:
    """Those that the city handles; its catalogue counts all that it lists."""
    catalogue = reverse("services:procedures")
    ours = Figure(known.ours, "", known.as_of, f"{catalogue}?group={Group.OURS}")
    beside = _("Danh mục còn có thủ tục do cơ quan trung ương giải quyết và thủ tục chỉ cung cấp thông tin.")
    whole = Figure(known.procedures, "", known.as_of, catalogue)
    return Shown(_("Thủ tục thành phố giải quyết"), ours, _("Xem các thủ tục này"), whole, beside)


def table(agency: int = 0, month: datetime.date | None = None) -> Table:
    """All, or one agency's months, or one month's agencies."""
    known = _known()
    rows = [r for r in known.rows if (not agency or r.agency == agency) and (month is None or r.month == month)]
    months = [Line(f"{m:%Y-%m}", f"{m:%m/%Y}", _sum(r for r in rows if r.month == m)) for m in {r.month for r in rows}]
    called = _called({r.agency for r in rows})
    agencies = [Line(str(pk), name, _sum(r for r in rows if r.agency == pk)) for pk, name in called.items()]
    return Table(
        known.as_of,
        _sum(rows),
        sorted(months, key=lambda line: line.key, reverse=True),
        sorted(agencies, key=lambda line: sort_key(line.label)),
        next((line for line in agencies if line.key == str(agency)), None),
        next((line for line in months if month and line.key == f"{month:%Y-%m}"), None),
    )


def cells() -> list[tuple[str, str, Counts]]:
    """(month, agency, counts), the newest month first: all that the tables are added up from."""
    rows = _known().rows
    called = _called({r.agency for r in rows})
    return [(f"{r.month:%Y-%m}", called[r.agency], r.counts) for r in sorted(rows, key=lambda r: (-r.month.toordinal(), sort_key(called[r.agency])))]  # fmt: skip


def _called(ids: set[int]) -> dict[int, str]:
    """Names of today; of an agency that is no more, its last."""
    found = names(ids)
    gone = Agency.objects.in_bulk(ids - set(found))
    return {**found, **{pk: agency.name for pk, agency in gone.items()}}


def _known() -> _Known:
    known: _Known | None = cache.get(KEY)
    if known is None:
        ours = Count("pk", filter=Q(procedure__group=Group.OURS))
        known = _Known(clock.now(), rows=_rows(), **in_force().aggregate(ours=ours, procedures=Count("pk")))
        cache.set(KEY, known, FRESH)
    return known


def _rows() -> list[Row]:
    """Two passes over one index (dossier_figures_ix): what came in; what was decided, against the lawful date (engine.punctuality); and
    what is open and overdue, few rows."""
    found: dict[tuple[int, datetime.date], dict[str, int]] = {}
    due, at = F("due_at"), Q(decided_at__isnull=False)
    decided = {
        "decided": Count(ONE), "on_time": Count(ONE, filter=Q(decided_at__lte=due)), "late": Count(ONE, filter=Q(decided_at__gt=due)),
        "undated": Count(ONE, filter=Q(due_at=None)),
    }  # fmt: skip
    overdue = Q(phase__in=OPEN - ASKS, due_at__lt=clock.now(), decided_at=None)
    for moment, which, counted in (
        ("submitted_at", Q(), {"received": Count(ONE)}),
        ("decided_at", at, decided),
        ("submitted_at", overdue, {"overdue": Count(ONE)}),
    ):
        rows = Dossier.objects.filter(which, submitted_at__isnull=False).annotate(
            month=TruncMonth(moment, tzinfo=clock.ZONE)
        )
        for row in rows.values_list("agency", "month").annotate(**counted).order_by():
            found.setdefault((row[0], row[1].date()), {}).update(zip(counted, row[2:], strict=True))
    return [Row(agency, month, Counts(**numbers)) for (agency, month), numbers in found.items()]


def _sum(rows: Iterable[Row]) -> Counts:
    counted = [row.counts for row in rows]
    return Counts(**{f.name: sum(getattr(c, f.name) for c in counted) for f in fields(Counts)})
