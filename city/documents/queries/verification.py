"""Is this paper true? The register's SHA-256 is asked first, the signatures then say why not (ADR 0003)."""

import hashlib
import re
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from city.documents.models import TOKEN_LENGTH, Document, RegisterEntry, Signature
from city.documents.queries.documents import PUBLIC_STATES, by_token, file_of
from city.documents.states import DocumentState, SignatureState
from kernel import files
from kernel.signing import Report, validate
from kernel.signing.places import Role

_TOKEN = re.compile(rb"/Keywords\s*\(([0-9A-HJKMNP-TV-Z]{%d})\)" % TOKEN_LENGTH)
_DIFFERS = _("Tệp này khác với tệp lưu trong sổ đăng ký của cơ quan.")


class Outcome(models.TextChoices):
    WHOLE = "whole", _("Giấy tờ này là thật")
    CHANGED = "changed", _("Tệp này đã bị sửa sau khi ký")
    BROKEN = "broken", _("Chữ ký của văn bản không còn kiểm tra được")
    WITHDRAWN = "withdrawn", _("Văn bản này đã bị thu hồi")
    UNKNOWN = "unknown", _("Không có giấy tờ này trong sổ đăng ký")


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    document: Document | None = None
    signatures: tuple[Signature, ...] = ()
    reasons: tuple[str | Promise, ...] = ()
    report: Report | None = None

    @property
    def whole(self) -> bool:
        return self.outcome is Outcome.WHOLE

    def stands(self, role: str) -> bool:
        """Whether that role's signature is there and holds."""
        expected = [s.certificate.fingerprint for s in self.signatures if s.role == role and s.certificate]
        return any(s.whole and s.fingerprint in expected for s in self.report.signatures) if self.report else False


def check_token(text: str) -> Verdict:
    """By the code on the paper. A wrong code and one never issued look alike."""
    document = by_token(text)
    if document is None:
        return Verdict(Outcome.UNKNOWN)
    blob = file_of(document)
    if blob is None:
        raise LookupError(f"{document} is issued and has no file")
    with files.open_blob(blob) as stored:
        return check(document, stored.read())


def check_file(pdf: bytes) -> Verdict:
    """By the file alone: found by its SHA-256, else by the token it carries, else not ours."""
    entry = RegisterEntry.objects.filter(sha256=hashlib.sha256(pdf).hexdigest(), document__state__in=PUBLIC_STATES)
    if found := entry.select_related("document__entry", "document__kind", "document__agency").first():
        return check(found.document, pdf)
    token = _TOKEN.search(pdf)
    document = by_token(token[1].decode()) if token else None
    if document is not None:
        return check(document, pdf)
    report = validate(pdf)
    return Verdict(Outcome.UNKNOWN, reasons=_words(report), report=report)


def check(document: Document, pdf: bytes) -> Verdict:
    """`pdf` against the register and the two signatures that were given, as of the day of signing."""
    rows = Signature.objects.filter(version__document=document, state=SignatureState.DONE)
    signatures = tuple(rows.select_related("certificate").order_by("role"))
    expect = [s.certificate.fingerprint for s in signatures if s.certificate]
    report = validate(pdf, expect=expect, at=signatures[0].signed_at if signatures else None)
    if hashlib.sha256(pdf).hexdigest() != document.entry.sha256:
        return Verdict(Outcome.CHANGED, document, signatures, (_DIFFERS, *_words(report)), report)
    if document.state == DocumentState.WITHDRAWN:
        return Verdict(Outcome.WITHDRAWN, document, signatures, (), report)
    outcome = Outcome.WHOLE if report.whole else Outcome.BROKEN
    return Verdict(outcome, document, signatures, _words(report), report)


def _words(report: Report) -> tuple[str | Promise, ...]:
    return tuple(finding.label for finding in report.findings)


def signer_words(signature: Signature) -> str:
    """ "Nguyễn Hữu Lợi, Phó Chủ tịch" for a person; the agency's name for a seal."""
    if signature.role != Role.PERSON or not signature.lines:
        return signature.signer
    return f"{signature.signer}, {signature.lines[-1]}"
