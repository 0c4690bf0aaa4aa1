"""Bytes on disk: settings.FILES_ROOT/ab/cd/<sha256>, written whole or not at all, once per content."""

import hashlib
import os
import pathlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from django.conf import settings

from kernel.files.models import Blob

CHUNK = 256 * 1024


class TooLarge(Exception):
    """More bytes came than were allowed; the rest was not read."""


@dataclass(frozen=True)
class Arrived:
    """Bytes in a temporary file, safe on disk, not yet a blob."""

    path: pathlib.Path
    sha256: str
    size: int


def place_of(sha256: str) -> pathlib.Path:
    return pathlib.Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def incoming() -> pathlib.Path:
    """Where unfinished files stand; on the same disk as the finished ones, so that a rename is one step."""
    folder = pathlib.Path(settings.FILES_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def room_for_work() -> Iterator[pathlib.Path]:
    """A folder that is gone afterwards, whatever happened in it."""
    with tempfile.TemporaryDirectory(dir=incoming()) as folder:
        yield pathlib.Path(folder)


def receive(stream: IO[bytes], path: pathlib.Path, *, limit: int) -> Arrived:
    """Copy `stream` to `path` in pieces (memory stays flat), at most `limit` bytes, else TooLarge."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > limit:
                raise TooLarge
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Arrived(path, digest.hexdigest(), size)


def settle(arrived: Arrived) -> None:
    """Move the file to its place. The same content twice is the same file; a crash leaves nothing half."""
    place = place_of(arrived.sha256)
    if place.exists() and place.stat().st_size == arrived.size:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.path.chmod(0o440)
    arrived.path.replace(place)
    for folder in place.parents[:3]:  # cd, ab and the root: a new folder's own name must outlive a power cut too
        sync_folder(folder)


def sync_folder(folder: pathlib.Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_blob(blob: Blob) -> BinaryIO:
    """The bytes, to read. The caller closes it."""
    return place_of(blob.pk).open("rb")
