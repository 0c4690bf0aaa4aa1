"""The software key store: one file per key under KEYS_ROOT/signing, encrypted with a key derived from SECRET_KEY.

For demonstrations, tests and cities that accept it. The authority is a test authority of this installation: nobody
outside trusts it. Roots of real authorities are put beside it as KEYS_ROOT/signing/trusted/*.pem or *.crt."""

import contextlib
import os
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_held: dict[Path, RSAPrivateKey] = {}


def folder() -> Path:
    return Path(settings.KEYS_ROOT) / "signing"


def fresh(bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


def keep(name: str, key: RSAPrivateKey, certificate: x509.Certificate | None = None) -> bool:
    """Write the key (and its certificate) once, atomically. False when another process was faster: read theirs."""
    secret = serialization.BestAvailableEncryption(_passphrase())
    body = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret)
    if certificate is not None:
        body += certificate.public_bytes(serialization.Encoding.PEM)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder() / f".{name}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, folder() / name)
        return True
    except FileExistsError:
        return False
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def held(name: str) -> RSAPrivateKey:
    """The key, parsed once per process: parsing and checking it costs more than the signature itself."""
    path = folder() / name
    if path not in _held:
        key = serialization.load_pem_private_key(path.read_bytes(), _passphrase())
        if not isinstance(key, RSAPrivateKey):
            raise TypeError(f"{name}: the software store holds RSA keys only")
        _held[path] = key
    return _held[path]


def _passphrase() -> bytes:
    """32 bytes from SECRET_KEY, bound to this purpose, as hex (PKCS#8 passphrases are text)."""
    derive = HKDF(hashes.SHA256(), 32, salt=None, info=b"motcua kernel.signing key store 1")
    return derive.derive(str(settings.SECRET_KEY).encode()).hex().encode()
