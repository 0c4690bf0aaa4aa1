"""The way out of the house for keys that are not in it: a USB token at the desk, or a remote signing service.

Three steps, as with all that is outside: an act asks (the file with its empty fields is kept, its digest goes out), a job
or the token's page calls, an act records what came back. The software store answers at once and uses none of this."""

import datetime
from typing import Protocol

from kernel.signing.models import Certificate


class RemoteSigner(Protocol):
    """Signs a digest elsewhere; may take minutes, and a person's confirmation on a telephone."""

    def ask(self, *, certificate: Certificate, digest: bytes, about: str, dedupe_key: str) -> str:
        """Hand over a SHA-256 `digest` (32 bytes) of the signed attributes. Returns the service's own reference.

        `about` is shown to the signer ("Quyết định 12/QĐ-UBND"). The same `dedupe_key` twice is one request."""
        ...

    def answer(self, *, reference: str) -> "SignatureValue | None":
        """None while nobody has answered; raises kernel.errors.Refused when the signer said no."""
        ...


class SignatureValue(Protocol):
    """What a service gives back: the bare signature (RSA PKCS#1 v1.5 or ECDSA over SHA-256) and when it was made."""

    value: bytes
    signed_at: datetime.datetime
