"""The heads kept outside the database, where its owner cannot reach: STATE/seals/heads.log, one signed line a seal.

A line: no, head (hex), time (UTC), Ed25519 signature of these three (base64). A full rewrite of the journal, or a cut tail,
shows only against such a line; a copy that left the building shows it for sure."""

import base64
import datetime
import fcntl
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from kernel.journal.models import Seal

TAIL = 1024  # bytes; a line is under 250


class SealRefused(RuntimeError):
    """Sealing would hide a loss. A person must look (docs/journal.md)."""


@dataclass(frozen=True)
class Line:
    no: int
    head: str
    at: str
    signature: str

    @property
    def signed(self) -> bytes:
        return f"{self.no} {self.head} {self.at}".encode()


def log_path() -> Path:
    return Path(settings.STATE) / "seals" / "heads.log"


def key_path() -> Path:
    return Path(settings.KEYS_ROOT) / "seals.pem"


def newest() -> Line | None:
    if not log_path().exists():
        return None
    with log_path().open("rb") as log:
        return _newest(log)


def read() -> Iterator[Line | None]:
    """Every line; None for one that is no line of ours or whose signature is wrong."""
    if not log_path().exists():
        return
    public = _key().public_key() if key_path().exists() else None
    with log_path().open("rb") as log:
        for text in log:
            if not text.endswith(b"\n"):
                return  # torn by a crash; publish() writes it again
            line = _parse(text)
            try:
                if line and public:
                    public.verify(base64.b64decode(line.signature), line.signed)
                yield line if public else None
            except (InvalidSignature, ValueError):
                yield None


def publish() -> int:
    """Append the heads of all seals that are not outside yet; how many."""
    last = newest()
    if not Seal.objects.filter(no__gt=last.no if last else 0).exists():
        return 0
    key = _key() if key_path().exists() else _make_key(last)
    log_path().parent.mkdir(parents=True, exist_ok=True)
    with log_path().open("a+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)  # goes with its holder
        _drop_torn_line(log)
        last = _newest(log)
        rows = Seal.objects.filter(no__gt=last.no if last else 0).order_by("no")
        lines = [_line(key, no, bytes(head), at) for no, head, at in rows.values_list("no", "head", "sealed_at")]
        log.write(b"".join(lines))
        log.flush()
        os.fsync(log.fileno())
    _sync_folder(log_path().parent)
    return len(lines)


def _line(key: Ed25519PrivateKey, no: int, head: bytes, at: datetime.datetime) -> bytes:
    line = Line(no, head.hex(), at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "")
    return line.signed + b" " + base64.b64encode(key.sign(line.signed)) + b"\n"


def _parse(text: bytes) -> Line | None:
    try:
        no, head, at, signature = text.decode("ascii").split()
        return Line(int(no), head, at, signature)
    except ValueError:
        return None


def _newest(log: BinaryIO) -> Line | None:
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - TAIL))
    whole, _, _torn = log.read().rpartition(b"\n")
    if not whole:
        return None
    line = _parse(whole.rpartition(b"\n")[2])
    if line is None:
        raise SealRefused(f"the last line of {log_path()} cannot be read")
    return line


def _drop_torn_line(log: BinaryIO) -> None:
    size = log.seek(0, os.SEEK_END)
    start = max(0, size - TAIL)
    log.seek(start)
    torn = len(log.read().rpartition(b"\n")[2])
    if torn:
        log.truncate(size - torn)


def _key() -> Ed25519PrivateKey:
    key = load_pem_private_key(key_path().read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SealRefused(f"{key_path()} is not an Ed25519 key")
    return key


def _make_key(last: Line | None) -> Ed25519PrivateKey:
    """Once. A second key could not be told from a forger's, so lines without their key are a matter for a person."""
    if last:
        raise SealRefused(f"{key_path()} is gone, and {log_path()} was signed with it: restore it from the backup")
    path, key = key_path(), Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, own = tempfile.mkstemp(dir=path.parent)  # 0600
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(own)  # whole or not at all, and the first of two workers wins
    except FileExistsError:
        pass
    finally:
        Path(own).unlink()
    _sync_folder(path.parent)
    return _key()


def public_key() -> str:
    """PEM, for those who keep the heads elsewhere."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
