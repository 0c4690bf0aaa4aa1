"""Outside the transaction: print, sign, seal, then tell the register. Runs again after a crash; only the first result counts."""

import logging

from city.documents import actions, events
from city.documents.engine import stamps, typesetting
from city.documents.models import Document, Version
from city.documents.queries import papers
from city.documents.states import Cause, DocumentState
from kernel import clock, files, signing
from kernel.actors import SYSTEM
from kernel.errors import WrongMove
from kernel.files.models import Blob
from kernel.journal import reacts_to
from kernel.journal.models import JournalEntry
from kernel.refs import Ref, ref
from kernel.signing import Role
from kernel.signing.models import Certificate

log = logging.getLogger("motcua.documents")


class Unsigned(Exception):
    """The file we made would not be believed by our own check."""


@reacts_to(events.SignatureAsked, outside=True)
def print_sign_and_seal(fact: events.SignatureAsked, entry: JournalEntry) -> None:
    document = Document.objects.select_related("entry", "kind", "agency").get(pk=fact.document)
    if document.state != DocumentState.SIGNING or document.attempt != fact.attempt:
        return  # done already, or somebody moved on
    version = document.versions.select_related("template").get(no=fact.version)
    try:
        paper = typesetting.render(version.template.source, papers.printed(document), dated_on=document.entry.dated_on)
        certificates = _certificates(document, version)
        pdf = _signed(document, paper, certificates)
    except typesetting.Unprintable as error:
        _fail(document, version, Cause.PRINTING, error)
    except (ValueError, KeyError, OSError, Unsigned) as error:
        _fail(document, version, Cause.SIGNING, error)
    else:
        _confirm(document, version, files.put_bytes(pdf, "application/pdf", pages=paper.pages), certificates)


def _certificates(document: Document, version: Version) -> dict[str, Certificate]:
    """The seal's, and the person's where one signs."""
    asked = {row.role: row for row in version.signatures.all()}
    agency, moment = asked[Role.SEAL].signer, clock.now()
    certificates: dict[str, Certificate] = {}
    if person := asked.get(Role.PERSON):
        owner = Ref("agencies.post", person.post_id or 0)
        certificates[Role.PERSON] = signing.certificate_for(
            owner=owner, role=Role.PERSON, subject=person.signer, organisation=agency, at=moment
        )
    certificates[Role.SEAL] = signing.certificate_for(
        owner=ref(document.agency), role=Role.SEAL, subject=agency, organisation=agency, at=moment
    )
    return certificates


def _signed(document: Document, paper: typesetting.Paper, certificates: dict[str, Certificate]) -> bytes:
    """The person first, the agency last (Đ.14, Annex I, II.7–8); believed by our own check before anybody sees it."""
    moment, person = clock.now(), certificates.get(Role.PERSON)
    pdf = signing.prepare(paper.pdf, _places(paper))
    if person is not None:
        pdf = signing.sign(pdf, by=person, image=stamps.signature_image(person.subject), at=moment)
    seal = papers.seal_of(document.agency, document.entry.dated_on)
    pdf = signing.sign(pdf, by=certificates[Role.SEAL], image=seal, at=moment)
    report = signing.validate(pdf, expect=[c.fingerprint for c in certificates.values()], at=moment)
    if not report.whole:
        raise Unsigned(", ".join(finding.value for finding in report.findings))
    return pdf


def _confirm(document: Document, version: Version, blob: Blob, certificates: dict[str, Certificate]) -> None:
    try:
        actions.confirm(document=document, version=version, blob=blob, certificates=certificates, by=SYSTEM)
    except WrongMove:
        log.info("%s was confirmed by another worker", document)


def _fail(document: Document, version: Version, cause: Cause, error: Exception) -> None:
    # Typst quotes the text it could not print, which may be a person's: the log names the kind of error only.
    log.error("%s could not be signed (%s): %s", document, cause, type(error).__name__)
    try:
        actions.fail(document=document, version=version, cause=cause, by=SYSTEM)
    except WrongMove:
        log.info("%s was settled by another worker", document)


def _places(paper: typesetting.Paper) -> dict[Role, signing.Place]:
    """The seal over the signature, or alone in its own place on a slip."""
    person = paper.spots.get("person")
    if person is None:
        return {Role.SEAL: _place(paper.spots["seal"])}
    return {Role.PERSON: _place(person), Role.SEAL: _place(stamps.seal_spot(person))}


def _place(spot: typesetting.Spot) -> signing.Place:
    return signing.Place(spot.page, spot.x, spot.y, spot.width, spot.height)
