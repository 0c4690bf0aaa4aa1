"""The test authority of one installation: a root, and certificates it issues. Real ones come from Ban Cơ yếu (NĐ 68/2024)."""

import datetime
import functools
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kernel.signing import keys

ROOT = "root.pem"
SINCE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # before any story plays
UNTIL = datetime.datetime(2045, 1, 1, tzinfo=datetime.UTC)
LIFE = datetime.timedelta(days=3 * 365)


def root() -> x509.Certificate:
    """The installation's own root, made at first use."""
    path = keys.folder() / ROOT
    if not path.exists():
        key = keys.fresh(3072)
        keys.keep(ROOT, key, _root_certificate(key))
    return _read(path)


@functools.lru_cache(maxsize=64)
def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates(path.read_bytes())[0]


def trusted() -> list[x509.Certificate]:
    """Roots a signature may lead to: our own, and those the city has put into the trusted folder."""
    found = [root()]
    for path in sorted((keys.folder() / "trusted").glob("*")):
        if path.suffix in {".pem", ".crt"}:
            found += x509.load_pem_x509_certificates(path.read_bytes())
    return found


def issue(public: RSAPublicKey, *, subject: str, organisation: str, since: datetime.datetime) -> x509.Certificate:
    """A certificate for signing documents, valid three years from `since`."""
    name = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, subject)]
    usage = [x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"), ExtendedKeyUsageOID.EMAIL_PROTECTION]
    draft = (
        _draft(name, root().subject, public, since, min(since + LIFE, UNTIL))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(document=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage(usage), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_key(root())), critical=False)
    )
    return draft.sign(keys.held(ROOT), hashes.SHA256())


def _root_certificate(key: RSAPrivateKey) -> x509.Certificate:
    name = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, "Một cửa"),
        (NameOID.COMMON_NAME, "Chứng thư số thử nghiệm"),
    ]
    draft = _draft(name, None, key.public_key(), SINCE, UNTIL)
    draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return draft.add_extension(_usage(document=False), critical=True).sign(key, hashes.SHA256())


def _draft(
    name: list[tuple[x509.ObjectIdentifier, str]],
    issuer: x509.Name | None,
    public: RSAPublicKey,
    since: datetime.datetime,
    until: datetime.datetime,
) -> x509.CertificateBuilder:
    subject = x509.Name(
        [x509.NameAttribute(oid, _cut(value) if oid == NameOID.COMMON_NAME else value) for oid, value in name]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _cut(text: str) -> str:
    """A common name holds 64 bytes here; a longer one ends at a word. The organisation carries the whole name."""
    words = text.split(" ")
    while len(" ".join(words).encode()) > 64:
        words.pop()
    return " ".join(words)


def _key(certificate: x509.Certificate) -> RSAPublicKey:
    public = certificate.public_key()
    if not isinstance(public, RSAPublicKey):
        raise TypeError("the installation's root has an RSA key")
    return public


def _usage(*, document: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=document, content_commitment=document, key_cert_sign=not document, crl_sign=not document,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
