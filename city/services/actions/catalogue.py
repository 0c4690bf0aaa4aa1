"""Procedures enter the catalogue and are replaced. A published version is never changed."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from city.services.engine.search_text import search_text
from city.services.engine.sheets import EDITION, Refusal, Sheet, read
from city.services.events.catalogue import CatalogueImported, ProcedurePublished
from city.services.models.catalogue import Case, Fee, Field, Paper, Procedure, ProcedureVersion, Quarantine, Term
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import QuarantineReason, VersionState
from kernel import clock
from kernel.actors import Actor
from kernel.journal import action, already_done, part, record
from kernel.refs import Ref

CATALOGUE = Ref("services.procedure", 0)  # the catalogue as a whole: no row has this number
M = TypeVar("M", bound=Model)
_AT_ONCE = 250


@dataclass
class Outcome:
    """How many rows were new, changed, unchanged, set aside."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0

    def __str__(self) -> str:
        return f"created {self.created}, changed {self.changed}, unchanged {self.unchanged}, quarantined {self.quarantined}"


@dataclass
class Taken:
    """A sheet and the row it came from. Without `row` there is no source to keep (the demo)."""

    sheet: Sheet
    sha: str
    row: dict[str, Any] = field(default_factory=dict)


@action(requires=can_publish)
def take_in(*, rows: Iterable[dict[str, Any] | str], source_sha: str, by: Actor, tell: Any = None) -> Outcome:
    """Publish sheets of the national database (NĐ 63/2010 Đ.8, Đ.15): a new code is created, a changed sheet becomes a new version
    from today and ends the old one, an unchanged one is left, a row that cannot be published is set aside with its reason.

    rows: dictionaries as in data/procedures, or text that is no JSON; tell(done) is called after every 250."""
    outcome = Outcome()
    refused: list[tuple[Refusal, Any]] = []
    seen: set[str] = set()
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        taken = list(_readable(batch, seen, refused))
        publish(sheets=taken, on=clock.today(), outcome=outcome, by=by)
        if tell:
            tell(outcome.created + outcome.changed + outcome.unchanged + len(refused))
    outcome.quarantined = len(refused)
    news = _set_aside(refused)
    if not (outcome.created or outcome.changed or news):
        already_done()
        return outcome
    record(CatalogueImported(source_sha, EDITION, **vars(outcome)), about=CATALOGUE, by=by)
    return outcome


def _readable(batch: Iterable[Any], seen: set[str], refused: list[tuple[Refusal, Any]]) -> Iterator[Taken]:
    for row in batch:
        found = read(row) if isinstance(row, dict) else _unreadable(str(row))
        if isinstance(found, Sheet) and found.code in seen:
            found = Refusal(found.code, QuarantineReason.TWICE)
        if isinstance(found, Refusal):
            refused.append((found, row if isinstance(row, dict) else {}))
            continue
        seen.add(found.code)
        yield Taken(found, sha_of(row), row)


def _unreadable(line: str) -> Refusal:
    """A line without a code is known by its digest, so that two of them are two."""
    return Refusal(f"#{hashlib.sha256(line.encode()).hexdigest()[:12]}", QuarantineReason.NOT_JSON, line[:500])


def sha_of(row: Any) -> str:
    """SHA-256 of a row and of the reader's edition: what it depends on."""
    body = json.dumps([EDITION, row], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


@part
def publish(*, sheets: Sequence[Taken], on: datetime.date, outcome: Outcome, by: Actor) -> list[ProcedureVersion]:
    """Bring sheets into force from `on`, counting into `outcome`; gives the new versions."""
    fields = _fields(sheets)
    known = {p.national_code: p for p in Procedure.objects.filter(national_code__in=[t.sheet.code for t in sheets])}
    last = _last_versions(known.values())
    fresh: list[tuple[Taken, ProcedureVersion | None]] = []
    for taken in sheets:
        procedure = known.get(taken.sheet.code)
        old = last.get(procedure.pk) if procedure else None
        if old and old.state == VersionState.PUBLISHED and old.sheet_sha == taken.sha:
            outcome.unchanged += 1
        else:
            fresh.append((taken, old))
    _refold(sheets, known, last)
    procedures = _procedures([t for t, _ in fresh], known, fields)
    outcome.created += sum(old is None for _, old in fresh)
    outcome.changed += sum(old is not None for _, old in fresh)
    return _versions(fresh, procedures, on, by)


def _fields(sheets: Sequence[Taken]) -> dict[tuple[str, str], Field]:
    wanted = {(t.sheet.field, t.sheet.ministry): t.sheet.ministry_code for t in sheets}
    rows = [Field(code=field_code(code, *key), name=key[0], ministry=key[1]) for key, code in wanted.items()]
    Field.objects.bulk_create(rows, ignore_conflicts=True)
    return {(f.name, f.ministry): f for f in Field.objects.filter(name__in={name for name, _ in wanted})}


def field_code(ministry_code: str, name: str, ministry: str) -> str:
    """G15-3F2A91: the ministry's code and a digest of the names, until the national codes of fields are at hand."""
    return f"{ministry_code or 'G00'}-{hashlib.sha256(f'{ministry}/{name}'.encode()).hexdigest()[:6].upper()}"


def _last_versions(procedures: Iterable[Procedure]) -> dict[int, ProcedureVersion]:
    rows = (
        ProcedureVersion.objects.filter(procedure__in=list(procedures)).defer("sheet").order_by("procedure_id", "-no")
    )
    return {v.procedure_id: v for v in rows.distinct("procedure_id")}


def _refold(sheets: Sequence[Taken], known: dict[str, Procedure], last: dict[int, ProcedureVersion]) -> None:
    """Everyday words grow with our code, not with the sheet: the search text follows without a new version."""
    stale = []
    for taken in sheets:
        procedure = known.get(taken.sheet.code)
        version = last.get(procedure.pk) if procedure else None
        if version and version.sheet_sha == taken.sha and version.folded != (text := _folded(taken.sheet)):
            version.folded = text
            stale.append(version)
    ProcedureVersion.objects.bulk_update(stale, ["folded"])


def _folded(sheet: Sheet) -> str:
    return search_text(sheet.code, sheet.name, sheet.field)


def _procedures(
    fresh: Sequence[Taken], known: dict[str, Procedure], fields: dict[tuple[str, str], Field]
) -> dict[str, Procedure]:
    new: list[Procedure] = []
    old: list[Procedure] = []
    for taken in fresh:
        s = taken.sheet
        procedure = known.get(s.code) or Procedure(national_code=s.code)
        procedure.owner_code, procedure.raw_code = s.owner_code, s.raw_code
        procedure.field = fields[s.field, s.ministry]
        procedure.group, procedure.group_reason = s.group, s.group_reason
        (old if procedure.pk else new).append(procedure)
    Procedure.objects.bulk_create(new)
    Procedure.objects.bulk_update(old, ["owner_code", "raw_code", "field", "group", "group_reason"])
    return {p.national_code: p for p in [*new, *old]}


def _versions(
    fresh: Sequence[tuple[Taken, ProcedureVersion | None]],
    procedures: dict[str, Procedure],
    on: datetime.date,
    by: Actor,
) -> list[ProcedureVersion]:
    _retire([old for _, old in fresh if old and old.state == VersionState.PUBLISHED], on)
    rows = [_version(taken, procedures[taken.sheet.code], old, on) for taken, old in fresh]
    ProcedureVersion.objects.bulk_create(rows)
    _parts(rows, [taken.sheet for taken, _ in fresh])
    for version, (_, old) in zip(rows, fresh, strict=True):
        replaced = old.pk if old else 0
        record(
            ProcedurePublished(version.procedure_id, version.pk, version.no, replaced, version.sheet_sha),
            about=version.procedure,
            by=by,
        )
    return rows


def _retire(old: list[ProcedureVersion], on: datetime.date) -> None:
    """They end where the new ones begin; one replaced on its first day keeps that day, for it was in force."""
    for version in old:
        version.state = VersionState.RETIRED
        version.valid = DateRange(version.valid.lower, max(on, version.valid.lower + datetime.timedelta(days=1)))
    ProcedureVersion.objects.bulk_update(old, ["state", "valid"])


def _version(taken: Taken, procedure: Procedure, old: ProcedureVersion | None, on: datetime.date) -> ProcedureVersion:
    s = taken.sheet
    return ProcedureVersion(
        procedure=procedure,
        no=old.no + 1 if old else 1,
        state=VersionState.PUBLISHED,
        name=s.name,
        folded=_folded(s),
        levels=s.levels,
        audience=s.audience,
        decision=s.decision,
        agency_text=s.agency_text,
        legal=s.legal,
        results=s.results,
        findings=[f.as_json() for f in s.findings],
        sheet=taken.row,
        sheet_sha=taken.sha,
        valid=DateRange(on, None),
        form_id=old.form_id if old else None,
        process_id=old.process_id if old else None,
    )


def _parts(versions: Sequence[ProcedureVersion], sheets: Sequence[Sheet]) -> None:
    """Cases, papers, terms and fees of new versions, in bulk."""
    pairs = list(zip(versions, sheets, strict=True))
    cases = Case.objects.bulk_create(
        [Case(version=v, no=n, name=name) for v, s in pairs for n, name in enumerate(s.cases, 1)]
    )
    by_place = {(c.version_id, c.no): c for c in cases}
    Paper.objects.bulk_create(
        Paper(
            version=v, no=n, case=None if p.case is None else by_place[v.pk, p.case + 1], name=p.name, originals=p.originals,
            copies=p.copies, form_name=p.form_name, note=p.note, needed=p.needed,
        )
        for v, s in pairs
        for n, p in enumerate(s.papers, 1)
    )  # fmt: skip
    Term.objects.bulk_create(
        Term(version=v, channel=t.channel, amount=t.amount, unit=t.unit, raw=t.raw, note=t.note)
        for v, s in pairs
        for t in s.terms
    )
    Fee.objects.bulk_create(
        Fee(version=v, channel=f.channel, amount=f.amount, currency=f.currency, doubt=f.doubt, raw=f.raw, note=f.note)
        for v, s in pairs
        for f in s.fees
    )


def _set_aside(refused: list[tuple[Refusal, Any]]) -> int:
    """One row per code and reason; gives how many are news. Those set aside before and readable now stay as history."""
    now, known = clock.now(), set(Quarantine.objects.values_list("code", "reason", "detail"))
    rows = {
        (r.code, r.reason): Quarantine(code=r.code, reason=r.reason, detail=r.detail, sheet=row, seen_at=now)
        for r, row in refused
        if (r.code, str(r.reason), r.detail) not in known
    }
    Quarantine.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["code", "reason"],
        update_fields=["detail", "sheet", "seen_at"],
    )
    return len(rows)
