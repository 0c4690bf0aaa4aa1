"""Judging a signed PDF. Valid only if every signature holds, all expected signers are there and nothing lies outside.

Traps (lessons/security §5): a comment after %%EOF passes every library; a stranger's seal leaves ours valid; with the
signing revision cut off nothing fails. So whoever has a register compares the file's SHA-256 with it before asking here,
and "not signed" is a finding like "broken"."""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from kernel import clock
from kernel.signing import authority
from kernel.signing.findings import Finding

_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)

MOST = 32  # signatures of a file that is read: each costs a digest of the whole file, and strangers choose how many they claim


@dataclass(frozen=True)
class SignatureReport:
    """One signature: whose, when by its own word, and whether it stands."""

    name: str
    organisation: str
    signed_at: datetime.datetime | None
    fingerprint: str
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class Report:
    signatures: tuple[SignatureReport, ...]
    findings: tuple[Finding, ...]  # of the file and of all its signatures, each once

    @property
    def whole(self) -> bool:
        return not self.findings

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(str(finding.label) for finding in self.findings)


def validate(
    pdf: bytes,
    *,
    expect: Sequence[str] | None = None,
    at: datetime.datetime | None = None,
    roots: Iterable[x509.Certificate] | None = None,
) -> Report:
    """Judge `pdf` as of `at` (now): for our own documents the moment of signing, which the register vouches for.

    `expect`: SHA-256 fingerprints (hex) of exactly the certificates that must have signed; None for a stranger's file,
    where later updates for long-term validation are allowed. `roots` replaces the trusted ones."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if sum(1 for _ in islice(enumerate_sig_fields(reader, filled_status=True), MOST + 1)) > MOST:
            return Report((), (Finding.UNREADABLE,))
        found = list(reader.embedded_regular_signatures)
        context = _context(authority.trusted() if roots is None else roots, at or clock.now())
        signatures = tuple(_judge(one, context, own=expect is not None) for one in found)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        # pyHanko raises all of these over damaged files; whatever it was, the file cannot be read as signed.
        return Report((), (Finding.UNREADABLE,))
    if not signatures:
        return Report((), (Finding.UNSIGNED,))
    whole = [*_of_the_file(pdf, found, expect, signatures), *(f for one in signatures for f in one.findings)]
    return Report(signatures, tuple(dict.fromkeys(whole)))


def _context(roots: Iterable[x509.Certificate], moment: datetime.datetime) -> ValidationContext:
    anchors = [asn1.Certificate.load(root.public_bytes(serialization.Encoding.DER)) for root in roots]
    return ValidationContext(
        trust_roots=anchors,
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _judge(one: EmbeddedPdfSignature, context: ValidationContext, *, own: bool) -> SignatureReport:
    status: Any = validate_pdf_signature(one, context, key_usage_settings=_USAGE)
    findings = []
    if not (status.intact and status.valid):
        findings.append(Finding.BROKEN)
    elif not status.docmdp_ok or (status.modification_level or ModificationLevel.NONE) > ModificationLevel.FORM_FILLING:
        findings.append(Finding.CHANGED)
    if not status.trusted:
        findings.append(Finding.UNTRUSTED)
    if not findings and not status.bottom_line:
        findings.append(Finding.CHANGED)
    certificate: Any = status.signing_cert
    subject = certificate.subject.native
    return SignatureReport(
        name=subject.get("common_name", ""),
        organisation=subject.get("organization_name", ""),
        signed_at=one.self_reported_timestamp,
        fingerprint=certificate.sha256.hex(),
        findings=tuple(findings),
    )


def _of_the_file(
    pdf: bytes, found: list[EmbeddedPdfSignature], expect: Sequence[str] | None, signatures: Sequence[SignatureReport]
) -> Iterable[Finding]:
    last = max(_end(one) for one in found)
    if expect is None:
        if pdf[last:].strip() and not pdf.rstrip().endswith(b"%%EOF"):
            yield Finding.TRAILING
        return
    if last != len(pdf):
        yield Finding.TRAILING
    given = [one.fingerprint for one in signatures]
    if set(given) - set(expect):
        yield Finding.STRANGER
    if set(expect) - set(given):
        yield Finding.MISSING


def _end(one: EmbeddedPdfSignature) -> int:
    _, _, start, length = (int(n) for n in one.byte_range)
    return start + length
