"""Signing PDF files and judging signed ones. Knows certificates, fields and bytes; what a city document is, its room says.

certificate = certificate_for(owner=post, role=Role.PERSON, subject="…", organisation="…")
pdf = prepare(pdf, {Role.PERSON: Place(…), Role.SEAL: Place(…)})        both fields first, before any signature
pdf = sign(pdf, by=certificate, image=png, at=moment)                  the person: certifies the file
pdf = sign(pdf, by=seal, image=png, at=moment)                         the seal: last, nothing may change after it
report = validate(pdf, expect=[certificate.fingerprint, seal.fingerprint], at=moment)

Keys stand in files under settings.KEYS_ROOT, each encrypted; a token or a remote service comes in by `ports.Signer`.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.signing.certificates import certificate_for, revoke
    from kernel.signing.findings import Finding
    from kernel.signing.places import Place, Role
    from kernel.signing.signatures import prepare, sign
    from kernel.signing.validation import Report, SignatureReport, validate

__all__ = ["Finding", "Place", "Report", "Role", "SignatureReport", "certificate_for", "prepare", "revoke", "sign",
           "validate"]  # fmt: skip

# An installed app's package is imported before its models may be: the names arrive when first asked for.
_PLACES = {"certificate_for": "certificates", "revoke": "certificates", "Finding": "findings", "Place": "places",
           "Role": "places", "prepare": "signatures", "sign": "signatures", "Report": "validation",
           "SignatureReport": "validation", "validate": "validation"}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"kernel.signing.{_PLACES[name]}"), name)
