"""Identity numbers at rest: sealed for reading, and a keyed index for finding. Both keys stay outside the database.

A bare hash would not do: a 12-digit number with known birth year and province is found in 0.1 s (lessons/security.md §3)."""

import functools
import hashlib
import hmac
import os
import pathlib
import re

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NUMBER = re.compile(r"\d{12}|\d{10}(-\d{3})?")  # citizen's identity number; tax code, with or without branch


@functools.cache
def _key(name: str, root: pathlib.Path) -> bytes:
    """Made once, 0600. Losing fields.key loses the numbers: it belongs into the back-up of the keys (docs/deploy.md)."""
    path = root / name
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = os.urandom(32)
        file.write(key)
    return key


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def seal(number: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(_key("fields.key", settings.KEYS_ROOT)).encrypt(nonce, number.encode(), None)


def unseal(sealed: bytes) -> str:
    return AESGCM(_key("fields.key", settings.KEYS_ROOT)).decrypt(bytes(sealed[:12]), bytes(sealed[12:]), None).decode()


def index(number: str) -> str:
    return hmac.new(_key("index.key", settings.KEYS_ROOT), number.encode(), hashlib.sha256).hexdigest()
