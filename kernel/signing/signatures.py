"""Putting signatures into a PDF: both fields first, the person certifies, the seal comes last and closes the file.

ADR 0003. PAdES B-B (ETSI EN 319 142-1), SHA-256; every step is an incremental update, so earlier bytes never change."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kernel.signing import authority, keys
from kernel.signing.certificates import key_name
from kernel.signing.models import Certificate
from kernel.signing.places import FIELDS, Place, Role

_FILL = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
)  # fmt: skip

# What may still happen to the file after a role has signed it.
_AFTER = {Role.PERSON: fields.MDPPerm.FILL_FORMS, Role.SEAL: fields.MDPPerm.NO_CHANGES}


def prepare(pdf: bytes, places: Mapping[Role, Place]) -> bytes:
    """Add the empty signature fields in one revision. After the first signature no field may be added any more."""
    writer = _QuietWriter(io.BytesIO(pdf))
    for role in sorted(places, key=[Role.PERSON, Role.SEAL].index):  # the seal lies over the signature: drawn last
        fields.append_signature_field(writer, _field(role, places[role]))
    return _written(writer)


def sign(
    pdf: bytes, *, by: Certificate, image: bytes, at: datetime.datetime, reason: str = "", location: str = ""
) -> bytes:
    """Sign the prepared field of the certificate's role. `image` is a PNG (transparent), stretched over the field.

    The first signature certifies the file (only the remaining fields may be filled); the seal's own lock ends even that.
    `at` is written as the time of signing (PAdES B-B: our clock, no time stamp of a third party)."""
    role = Role(by.role)
    writer = _QuietWriter(io.BytesIO(pdf))
    first = not any(True for _ in fields.enumerate_sig_fields(writer, filled_status=True))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELDS[role], md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
        name=by.subject, reason=reason or None, location=location or None,
        certify=first, docmdp_permissions=_AFTER[role],
    )  # fmt: skip
    signer = _DatedPdfSigner(meta, _signer(by), stamp_style=_stamp(image))
    signer.moment = at
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


class _QuietWriter(IncrementalPdfFileWriter):
    """Leaves the file's own data (Info, XMP) as they are: PDF/A wants both to agree, and nothing about a paper changed."""

    def _update_meta(self) -> None:
        return


class HeldKeySigner(signers.SimpleSigner):
    """pyHanko parses and checks the private key for each signature (76 ms of 96); we hold it parsed."""

    key: Any = None

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError("SHA-256 only")
        if dry_run:
            return bytes(self.key.key_size // 8)
        return bytes(self.key.sign(data, PKCS1v15(), hashes.SHA256()))


class _DatedPdfSigner(signers.PdfSigner):
    """Writes our clock's time, not the machine's."""

    moment: datetime.datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def _signer(by: Certificate) -> HeldKeySigner:
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register(asn1.Certificate.load(authority.root().public_bytes(serialization.Encoding.DER)))
    signer = HeldKeySigner(asn1.Certificate.load(bytes(by.body)), None, chain)
    signer.key = keys.held(key_name(by.fingerprint))
    return signer


def _field(role: Role, place: Place) -> fields.SigFieldSpec:
    spec = fields.SigFieldSpec(FIELDS[role], on_page=place.page, box=place.box, readable_field_name=str(role.label))
    if role is not Role.SEAL:
        return spec
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.ALL)
    return fields.SigFieldSpec(
        FIELDS[role], on_page=place.page, box=place.box, readable_field_name=str(role.label),
        field_mdp_spec=lock, doc_mdp_update_value=_AFTER[role],
    )  # fmt: skip


def _stamp(image: bytes) -> StaticStampStyle:
    with Image.open(io.BytesIO(image)) as picture:
        background = PdfImage(picture.convert("RGBA"))
    return StaticStampStyle(border_width=0, background=background, background_layout=_FILL, background_opacity=1.0)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()
