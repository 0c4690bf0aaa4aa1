"""From a draft to a sealed document and, if need be, back: reserve, print, sign, seal, confirm (ADR 0003)."""

import datetime
import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from city.agencies.models import Agency
from city.documents import events, rules
from city.documents.engine import glyphs, typesetting, words
from city.documents.engine.typesetting import Facts
from city.documents.models import Document, DocumentReader, RegisterEntry, Signature, Template, Version
from city.documents.queries.authority import authorities, paper_of, way_to_sign
from city.documents.queries.documents import kind as kind_of
from city.documents.states import MOVES, DocumentState, EntryState, SignatureState
from city.work import actions as work
from kernel import access, clock, numbering
from kernel.actors import Actor, principal
from kernel.errors import Refused, WrongMove
from kernel.files.models import Blob
from kernel.journal import action, record
from kernel.refs import Ref, ref
from kernel.signing import Role
from kernel.signing.models import Certificate

SIGN_AGAIN = "document_failed"


@action(requires=rules.can_draft, lock=False)
def draft(
    *,
    agency: Agency,
    kind: str,
    subject: str,
    facts: Facts,
    origin: models.Model | Ref,
    purpose: str,
    template: str = "",
    symbol: str = "",
    unit: str = "",
    holder: str = "",
    field: str = "",
    by: Actor,
) -> Document:
    """A new document of `kind` (a code of NĐ 30/2020, Annex III: "QĐ", "CV"), not numbered yet.

    `facts` is what its template prints (see engine/templates); `symbol` replaces the usual one ("QĐ-UBND"), `unit` is the
    drafting unit in a letter's symbol ("UBND-VX"), `field` the code of the field of the procedure it comes from. One living
    document per origin and purpose."""
    of, chosen, moment = ref(origin), kind_of(kind), clock.now()
    state = agency.state()
    document = Document.objects.create(
        agency=agency, kind=chosen, subject=subject, holder=holder, origin_kind=of.kind, origin_id=of.id, purpose=purpose,
        field=field, symbol=symbol or _symbol(chosen.abbreviation, state.short_name if state else "", unit),
        drafted_by_id=by.post_id, drafted_at=moment,
    )  # fmt: skip
    _version(document, 1, template or chosen.template, facts)
    access.grant(DocumentReader, document, [agency.principal, *_desks(by)], moment)
    record(events.DocumentDrafted(document.pk, agency.pk, of.kind, of.id, purpose), about=document, by=by)
    return document


@action(requires=rules.can_sign)
def ask_signature(*, document: Document, authority: str = "", by: Actor) -> RegisterEntry:
    """The leader decides to sign: the number and day are taken (NĐ 30/2020, Đ.15.3), the rest follows by itself.

    `authority` is one of the ways that his post allows him (queries.authority), without a word the usual one. Who signs, and
    in whose name, is frozen here."""
    way = way_to_sign(by, authority, paper_of(document))
    _move(document, DocumentState.SIGNING)
    _signatures(document.last, way.authority, list(way.lines), by)
    access.grant(DocumentReader, document, _desks(by), document.drafted_at)
    entry = _reserve(document)
    _ask(document, entry, by)
    return entry


@action(requires=rules.can_draft, lock=False)
def issue_slip(
    *,
    agency: Agency,
    kind: str,
    subject: str,
    facts: Facts,
    origin: models.Model | Ref,
    purpose: str,
    code: str = "",
    holder: str = "",
    on: datetime.date | None = None,
    desk: int | None = None,
    readers: Iterable[int] = (),
    by: Actor,
) -> Document:
    """A paper of the one-stop (TT 01/2018/TT-VPCP Đ.9–10): it takes its number, then is printed and sealed by itself.

    No leader signs it; who drew it up stands on it by name. `code` is printed in place of the number where the form has none
    (Mẫu 01); `on` is the day of the act it tells of. `desk` is the post of that official: it may read the paper, and finds it
    in its inbox where printing failed. Letters that no font has are printed as boxes: a slip never waits for a text."""
    of, chosen, moment = ref(origin), kind_of(kind), clock.now()
    state = agency.state()
    document = Document.objects.create(
        agency=agency, kind=chosen, subject=subject, holder=holder, origin_kind=of.kind, origin_id=of.id, purpose=purpose,
        symbol=_symbol(chosen.abbreviation, state.short_name if state else "", ""), drafted_by_id=desk, drafted_at=moment,
    )  # fmt: skip
    _seal(_version(document, 1, chosen.template, glyphs.printable(facts)))
    desks = [principal("post", desk)] if desk else []
    access.grant(DocumentReader, document, [agency.principal, *desks, *readers], moment)
    record(events.DocumentDrafted(document.pk, agency.pk, of.kind, of.id, purpose), about=document, by=by)
    _move(document, DocumentState.SIGNING)
    _ask(document, _reserve(document, code, on), by)
    return document


@action(requires=rules.can_retry)
def retry(*, document: Document, by: Actor) -> Document:
    """Sign again after a failure, with the number and day that were held, and in the name in which it was asked first."""
    _move(document, DocumentState.SIGNING)
    before = rules.signer_of(document)
    if before is None:
        _seal(document.last)
    elif before.authority in {way.authority for way in authorities(by, paper_of(document))}:
        _signatures(document.last, before.authority, before.lines, by)
    else:
        raise Refused(_("Chức vụ của bạn nay không còn ký như lần trước được. Bỏ số này, rồi duyệt lại từ đầu."))
    work.close_items(about=document, code=SIGN_AGAIN, outcome="retried")
    _ask(document, document.entry, by)
    return document


@action(requires=rules.is_system)
def confirm(
    *, document: Document, version: Version, blob: Blob, certificates: dict[str, Certificate], by: Actor
) -> Document:
    """The file is signed and sealed: it becomes the one true file of this number."""
    moment = clock.now()
    _move(document, DocumentState.ISSUED)
    Version.objects.filter(pk=version.pk).update(blob=blob)
    for role, certificate in certificates.items():
        Signature.objects.filter(version=version, role=role).update(
            state=SignatureState.DONE, certificate=certificate, signed_at=moment
        )
    RegisterEntry.objects.filter(document=document).update(state=EntryState.USED, sha256=blob.pk, settled_at=moment)
    fact = events.DocumentIssued(
        document.pk, version.no, str(blob.pk), document.origin_kind, document.origin_id, document.purpose
    )
    record(fact, about=document, by=by)
    return document


@action(requires=rules.is_system)
def fail(*, document: Document, version: Version, cause: str, by: Actor) -> Document:
    """Printing, signing or sealing did not work. The number stays held; the signer is told."""
    document.cause = cause
    _move(document, DocumentState.FAILED)
    version.signatures.update(state=SignatureState.FAILED)
    signer = version.signatures.filter(role=Role.PERSON).first()
    post = signer.post_id if signer else document.drafted_by_id
    if post:
        work.open_item(
            about=document, code=SIGN_AGAIN, label=str(_("Ký lại văn bản")), title=document.kind.name,
            reference=document.entry.printed, holder=principal("post", post), due_at=None, round=document.attempt,
        )  # fmt: skip
    fact = events.SigningFailed(
        document.pk, version.no, document.attempt, cause, document.origin_kind, document.origin_id, document.purpose
    )
    record(fact, about=document, by=by)
    return document


@action(requires=rules.can_register)
def void(*, document: Document, reason: str, by: Actor) -> Document:
    """Give the held number up. It stays in the register with the reason and is never given again."""
    if not reason.strip():
        raise Refused(_("Ghi lý do bỏ số: sổ đăng ký phải giải thích được mọi số."), field="reason")
    _move(document, DocumentState.VOID)
    entry = document.entry
    entry.state, entry.reason, entry.settled_at = EntryState.VOID, reason.strip()[:500], clock.now()
    entry.save(update_fields=["state", "reason", "settled_at"])
    work.close_items(about=document, code=SIGN_AGAIN, outcome="void")
    fact = events.NumberVoided(
        document.pk, entry.book, entry.year, entry.number, document.origin_kind, document.origin_id, document.purpose
    )
    record(fact, about=document, by=by)
    return document


@action(requires=rules.can_register)
def withdraw(*, document: Document, reason: str, by: Actor) -> Document:
    """Thu hồi (NĐ 30/2020, Đ.18.4): from now on whoever checks the paper is told that it no longer holds."""
    if not reason.strip():
        raise Refused(_("Ghi lý do thu hồi."), field="reason")
    document.withdrawn_at, document.withdrawn_because = clock.now(), reason.strip()[:500]
    _move(document, DocumentState.WITHDRAWN)
    fact = events.DocumentWithdrawn(document.pk, document.origin_kind, document.origin_id, document.purpose)
    record(fact, about=document, by=by)
    return document


@action(requires=rules.can_share)
def share(*, document: Document, principals: Iterable[int], by: Actor) -> Document:
    """Give it to readers (a person, a post, another agency): one reader row each."""
    given = tuple(dict.fromkeys(principals))
    access.grant(DocumentReader, document, given, clock.now())
    record(events.DocumentShared(document.pk, given), about=document, by=by)
    return document


def _desks(by: Actor) -> list[int]:
    """The official's own post and unit: who drafts or signs a document may read it again."""
    held = [("post", by.post_id), ("unit", by.unit_id)]
    return [principal(kind, pk) for kind, pk in held if pk is not None]


def _move(document: Document, to: DocumentState) -> None:
    if to not in MOVES[DocumentState(document.state)]:
        raise WrongMove(_("Văn bản đang ở bước khác. Tải lại trang để xem tình trạng mới nhất."))
    document.state = to
    document.attempt += to == DocumentState.SIGNING
    document.cause = document.cause if to == DocumentState.FAILED else ""
    document.save(update_fields=["state", "attempt", "cause", "withdrawn_at", "withdrawn_because"])


def _version(document: Document, no: int, code: str, facts: Facts) -> Version:
    source = typesetting.source(code)
    template, _made = Template.objects.get_or_create(
        digest=hashlib.sha256(source.encode()).hexdigest(),
        defaults={"code": code, "source": source, "added_at": clock.now()},
    )
    return Version.objects.create(document=document, no=no, template=template, facts=facts, made_at=clock.now())


def _signatures(version: Version, authority: str, lines: list[str], by: Actor) -> None:
    """The person's and the agency's, waiting; a second attempt at the same version asks the same two again."""
    Signature.objects.update_or_create(
        version=version, role=Role.PERSON,
        defaults={"post_id": by.post_id, "authority": authority, "signer": by.name, "lines": lines,
                  "state": SignatureState.ASKED, "asked_at": clock.now()},
    )  # fmt: skip
    _seal(version)


def _seal(version: Version) -> None:
    Signature.objects.update_or_create(
        version=version, role=Role.SEAL,
        defaults={"signer": version.document.agency.name, "state": SignatureState.ASKED, "asked_at": clock.now()},
    )  # fmt: skip


def _reserve(document: Document, code: str = "", on: datetime.date | None = None) -> RegisterEntry:
    """The next number of the book: the last thing written before the journal entry."""
    day, book = on or clock.today(), document.kind.book
    number = numbering.take(f"documents.{document.agency_id}.{book}", str(day.year))
    return RegisterEntry.objects.create(
        document=document, agency_id=document.agency_id, book=book, year=day.year, number=number, dated_on=day,
        printed=code or words.printed_number(number, "", document.symbol),
    )  # fmt: skip


def _ask(document: Document, entry: RegisterEntry, by: Actor) -> None:
    fact = events.SignatureAsked(document.pk, document.last.no, document.attempt, entry.book, entry.year, entry.number)
    record(fact, about=document, by=by)


def _symbol(abbreviation: str, agency: str, unit: str) -> str:
    """ "QĐ-UBND"; a letter has no kind: "UBND-VX" (NĐ 30/2020, Annex I, II.3b)."""
    return "-".join(part for part in (abbreviation, agency, "" if abbreviation else unit) if part)
