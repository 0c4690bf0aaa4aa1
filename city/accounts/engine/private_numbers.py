"""Identity numbers at rest: sealed for reading, and a keyed index for finding. Both keys stay outside the database.

A bare hash would not do: a 12-digit number with known birth year and province is found in 0.1 s (lessons/security.md §3)."""

import functools
import hashlib
import hmac
import os
import pathlib
import re
import tempfile

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NUMBER = re.compile(r"\d{12}|\d{10}(-\d{3})?")  # citizen's identity number; tax code, with or without branch
LENGTH = 32  # bytes of a key


@functools.cache
def _key(name: str, root: pathlib.Path) -> bytes:
    """Made once, 0600, whole or not at all: a second process that starts beside the first, or a machine that stops in the
    middle, never meets half a key. Losing fields.key loses the numbers: it belongs into the back-up (docs/deploy.md)."""
    path = root / name
    if not path.exists():
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise ValueError(f"{path} holds {len(key)} bytes, not {LENGTH}: restore it from the back-up")
    return key


def _make(path: pathlib.Path) -> None:
    """Written aside and put in place by one link, which fails where another process was faster."""
    handle, own = tempfile.mkstemp(dir=path.parent)  # 0600
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(own)
    except FileExistsError:
        pass
    finally:
        pathlib.Path(own).unlink()


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def seal(number: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(_key("fields.key", settings.KEYS_ROOT)).encrypt(nonce, number.encode(), None)


def unseal(sealed: bytes) -> str:
    return AESGCM(_key("fields.key", settings.KEYS_ROOT)).decrypt(bytes(sealed[:12]), bytes(sealed[12:]), None).decode()


def index(number: str) -> str:
    return hmac.new(_key("index.key", settings.KEYS_ROOT), number.encode(), hashlib.sha256).hexdigest()
