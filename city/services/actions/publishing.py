"""Publishing a procedure by hand, and offering it at an agency."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from city.agencies.models import Agency
from city.services.events import catalogue as events
from city.services.models.catalogue import Case, Fee, Field, Offer, Paper, Procedure, ProcedureVersion, Term
from kernel.actors import Actor
from kernel.journal import action, record
from kernel.search import fold


@dataclass(frozen=True)
class Sheet:
    """What a procedure's sheet says, as far as a dossier needs it. `papers`: (name, originals, copies)."""

    code: str
    name: str
    field: str
    level: str
    amount: Decimal | None
    unit: str | None
    fee: int = 0
    papers: Sequence[tuple[str, int, int]] = ()
    cases: Sequence[str] = ()


def may_publish(actor: Actor, subject: object) -> bool:
    return actor.kind == "system" or actor.has("catalogue.manage")


@action(requires=may_publish)
def publish(*, sheet: Sheet, since: datetime.date, by: Actor) -> ProcedureVersion:
    """A new published version from `since` on; the one before ends there."""
    field, _ = Field.objects.get_or_create(name=sheet.field)
    procedure, _ = Procedure.objects.get_or_create(
        national_code=sheet.code, defaults={"raw_code": sheet.code, "field": field}
    )
    last = procedure.versions.filter(state="published").order_by("-no").first()
    if last:
        last.state, last.valid = "retired", DateRange(last.valid.lower, since)
        last.save(update_fields=["state", "valid"])
    version = ProcedureVersion.objects.create(
        procedure=procedure, no=(last.no + 1 if last else 1), name=sheet.name, folded=fold(f"{sheet.code} {sheet.name} {sheet.field}"),
        levels=[sheet.level], valid=DateRange(since, None),
    )  # fmt: skip
    _details(version, sheet)
    record(events.ProcedurePublished(procedure.pk, version.pk, version.no), about=procedure, by=by)
    return version


def _details(version: ProcedureVersion, sheet: Sheet) -> None:
    Case.objects.bulk_create(Case(version=version, no=n, name=name) for n, name in enumerate(sheet.cases, 1))
    Term.objects.create(version=version, amount=sheet.amount, unit=sheet.unit)
    if sheet.fee:
        Fee.objects.create(version=version, amount=sheet.fee)
    Paper.objects.bulk_create(
        Paper(version=version, no=n, name=name, originals=o, copies=c) for n, (name, o, c) in enumerate(sheet.papers, 1)
    )


@action(requires=may_publish)
def offer(
    *, procedure: Procedure, agency: Agency, level: str, since: datetime.date, provenance: str = "assigned", by: Actor
) -> Offer:
    """From `since` on the agency takes this procedure, at an online level (NĐ 224/2026 Đ.14: full, partial, information)."""
    made = Offer.objects.create(
        procedure=procedure, agency=agency, level=level, provenance=provenance, valid=DateRange(since, None)
    )
    record(events.ProcedureOffered(procedure.pk, agency.pk, level), about=procedure, by=by)
    return made
