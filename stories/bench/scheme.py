"""Every table in which a dossier has rows, and how the rows of a copy differ from the pattern's.

What is not named here is copied as it is. `tests/house/test_bench.py` compares a copy with a played dossier column by column,
and asks that no table that refers to a dossier is missing."""

from dataclasses import dataclass, field, replace

from stories.bench.columns import (
    How,
    fact,
    file,
    json_words,
    later,
    left_out,
    new,
    person,
    place,
    plain,
    principal,
    reworded,
    span,
    subject,
    to,
    told_once,
    words,
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """`members` joins the table `m` with the lines (`up`) of rows copied before, which it belongs to; `where` leaves out
    rows that this copy would not have."""

    name: str
    members: str
    columns: dict[str, How] = field(default_factory=dict)
    where: str = "true"


def _of(column: str, table: str) -> str:
    return f"JOIN bench_row up ON up.tbl = '{table}' AND up.old = m.{column}::text"


def _about(kind: str, column: str) -> str:
    return f"JOIN bench_row up ON up.tbl = replace(m.{kind}, '.', '_') AND up.old = m.{column}::text"


def _table(name: str, members: str, **columns: How) -> Table:
    return Table(name, members, {"id": new("id", name), **columns})


_DOSSIER = _of("dossier_id", "services_dossier")
_DOCUMENT = _of("document_id", "documents_document")


def _dossier() -> dict[str, How]:
    return {"dossier_id": to("dossier_id", "services_dossier")}


def _document() -> dict[str, How]:
    return {"document_id": to("document_id", "documents_document")}


def _moments(*columns: str) -> dict[str, How]:
    return {column: later(column) for column in columns}


_NUMBER = "c.numbers[s._rank]"
_LINE = f"lpad({_NUMBER}::text, greatest(2, length({_NUMBER}::text)), '0') || substr(s.printed, strpos(s.printed, '/'))"
_PRINTED = (
    f"CASE WHEN strpos(s.printed, '/') > 0 THEN {_LINE} ELSE {reworded('s.printed')} END"  # else: the dossier's code
)

TABLES = (
    _table(
        "services_dossier", "JOIN bench_pattern up ON up.pattern = m.id",
        submission=plain("c.submission"), code=plain("CASE WHEN s.code IS NOT NULL THEN c.code END"), idempotency=plain("c.idempotency"),
        answers=json_words("answers"), agency_id=place("agency_id", "agency"), received_by_id=place("received_by_id", "agency"),
        other_agency_id=place("other_agency_id", "agency"), filed_by_id=place("filed_by_id", "post"), holder_name=words("holder_name"),
        **_moments("created_at", "changed_at", "submitted_at", "accepted_at", "decided_at", "returned_at", "closed_at", "due_at", "first_due_at"),
    ),
    _table("services_party", _DOSSIER, **_dossier(), person_id=person("person_id"), snapshot=plain("CASE WHEN s.snapshot = '{}'::jsonb THEN s.snapshot WHEN s.role = 'receiver' THEN jsonb_build_object('name', c.snapshot -> 'name') ELSE c.snapshot END")),
    _table("services_dossierreader", _of("subject_id", "services_dossier"), subject_id=to("subject_id", "services_dossier"), principal=principal("principal"), **_moments("sort_at")),
    _table("services_dossierpaper", _DOSSIER, **_dossier(), blob_id=file("blob_id"), replaced_by_id=to("replaced_by_id", "services_dossierpaper"), line_id=to("line_id", "services_supplementline"), **_moments("added_at")),
    _table("services_clockspan", _DOSSIER, **_dossier(), span=span("span")),
    _table("services_due", _DOSSIER, **_dossier(), **_moments("due_at", "counted_at")),
    _table("services_steprun", _DOSSIER, **_dossier(), agency_id=place("agency_id", "agency"), post_id=place("post_id", "post"), file_id=file("file_id"), **_moments("began", "ended", "due_at")),
    _table("services_steprecord", _DOSSIER, **_dossier(), values=json_words("values"), post_id=place("post_id", "post"), **_moments("written_at")),
    _table("services_stop", _DOSSIER, **_dossier(), post_id=place("post_id", "post"), **_moments("stopped_at")),
    _table("documents_document", _about("origin_kind", "origin_id"),
           agency_id=place("agency_id", "agency"), holder=words("holder"), origin_id=subject("origin_id", "origin_kind"), token=plain("upper(substr(md5(c.token || '.' || s._rank), 1, 26))"),
           drafted_by_id=place("drafted_by_id", "post"), **_moments("drafted_at", "withdrawn_at")),
    _table("documents_version", _DOCUMENT, **_document(), facts=json_words("facts"), blob_id=file("blob_id"), **_moments("made_at")),
    _table("documents_signature", _of("version_id", "documents_version"), version_id=to("version_id", "documents_version"), post_id=place("post_id", "post"),
           signer=words("signer"), **_moments("asked_at", "signed_at")),
    _table("documents_registerentry", _DOCUMENT, **_document(), agency_id=place("agency_id", "agency"), number=plain(_NUMBER), printed=plain(_PRINTED),
           year=plain("extract(year FROM s.dated_on + c.shift)"), dated_on=plain("(s.dated_on + c.shift)::date"), sha256=file("sha256"), **_moments("settled_at")),
    _table("documents_documentreader", _of("subject_id", "documents_document"), subject_id=to("subject_id", "documents_document"), principal=principal("principal"), **_moments("sort_at")),
    _table("services_supplement", _DOSSIER, **_dossier(), document_id=to("document_id", "documents_document"), **_moments("asked_at", "give_by", "given_at")),
    _table("services_supplementline", _of("supplement_id", "services_supplement"), supplement_id=to("supplement_id", "services_supplement"), paper_id=to("paper_id", "services_dossierpaper")),
    _table("services_decision", _DOSSIER, **_dossier(), **_document(), **_moments("decided_at")),
    _table("payments_charge", _about("origin_kind", "origin_id"), origin_id=subject("origin_id", "origin_kind"), agency_id=place("agency_id", "agency"), reference=words("reference"), **_moments("made_at")),
    _table("payments_chargeline", _of("charge_id", "payments_charge"), charge_id=to("charge_id", "payments_charge"), beneficiary_id=place("beneficiary_id", "agency")),
    _table("payments_chargechange", _of("charge_id", "payments_charge"), charge_id=to("charge_id", "payments_charge"), post_id=place("post_id", "post"), officer=words("officer"), **_moments("changed_at")),
    _table("payments_receipt", _of("charge_id", "payments_charge"), charge_id=to("charge_id", "payments_charge"), post_id=place("post_id", "post"), payer=words("payer"), officer=words("officer"),
           number=plain("c.receipt"), book=plain("'BL-' || c.office || '-' || extract(year FROM (s.taken_at + c.shift) AT TIME ZONE 'Asia/Ho_Chi_Minh')"), **_moments("taken_at")),
    _table("work_item", _about("about_kind", "about_id"), about_id=subject("about_id", "about_kind"), holder=principal("holder"), reference=words("reference"),
           parent_id=to("parent_id", "work_item"), **_moments("due_at", "opened_at", "claimed_at", "closed_at")),
    _table("journal_journalentry", _about("about_kind", "about_id"), era=left_out(), xid=left_out(), recorded_at=left_out(), about_id=subject("about_id", "about_kind"),
           actor_id=person("actor_id"), post_id=place("post_id", "post"), agency_id=place("agency_id", "agency"), fact=fact("fact"), **_moments("occurred_at")),
    _table("journal_delivery", _of("entry_id", "journal_journalentry"), entry_id=to("entry_id", "journal_journalentry"), next_at=left_out()),
    replace(_table("notifications_message", _about("about_kind", "about_id"), about_id=subject("about_id", "about_kind"), person_id=person("person_id"), address=words("address"),
           subject=words("subject"), body=words("body"), dedupe_key=told_once("dedupe_key"), **_moments("next_at", "created_at", "sent_at", "read_at")), where="(s.channel <> 'email' OR c.now[6] <> '')"),
)  # fmt: skip
