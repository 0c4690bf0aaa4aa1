"""How bytes become a blob."""

import io
import logging
import pathlib
from typing import IO

from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.errors import Refused
from kernel.files import cell, locks, refusals, scanning, store
from kernel.files.models import Blob
from kernel.files.names import clean_name

log = logging.getLogger("motcua.files")
MEGABYTE = 1024 * 1024
LIMIT = 50 * MEGABYTE


def keep(stream: IO[bytes], *, name: str, by: Actor, limit: int = LIMIT) -> Blob:
    """Check a file and keep it as it is, byte for byte; a photo gets a PDF copy besides.

    `limit` in bytes. What cannot be taken is Refused with a sentence that says what to do. The same content gives the same
    blob. Source: OWASP ASVS 5.0, 5.2–5.4."""
    with store.room_for_work() as folder:
        arrived = _received(stream, folder, name, limit)
        if known := _known(arrived):
            return _unless_refused(known, name)
        found = _inspected(arrived.path, folder / "copy.pdf", name)
        state = scanning.state_of(arrived.path, name)
        preview = _copy_kept(folder) if found.has_copy else None
        blob = _kept(arrived, found.media_type, found.pages, state, preview)
        log.info("kept %s for %s %s", blob, by.kind, by.user_id)
        return blob


def put_bytes(data: bytes, media_type: str, *, pages: int | None = None) -> Blob:
    """Keep bytes that the city itself made, unchanged and without a check: never what came from outside."""
    with store.room_for_work() as folder:
        arrived = store.receive(io.BytesIO(data), folder / "made", limit=len(data))
        return _known(arrived) or _kept(arrived, media_type, pages, Blob.State.CHECKED, None)


def _received(stream: IO[bytes], folder: pathlib.Path, name: str, limit: int) -> store.Arrived:
    try:
        arrived = store.receive(stream, folder / "arrived", limit=limit)
    except store.TooLarge:
        raise Refused(
            _("Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy quét lại ở độ phân giải 200 dpi hoặc chia thành nhiều tệp.")
            % {"name": clean_name(name), "limit": limit // MEGABYTE}
        ) from None
    if arrived.size == 0:
        raise refusals.refusal("empty", name)
    return arrived


def _inspected(path: pathlib.Path, copy: pathlib.Path, name: str) -> cell.Found:
    try:
        return cell.inspect(path, copy)
    except cell.Bad as bad:
        log.info("refused: %s", bad)
        raise refusals.refusal(bad.reason, name) from None
    except cell.Busy:
        raise refusals.busy() from None


def _unless_refused(blob: Blob, name: str) -> Blob:
    if blob.state == Blob.State.REFUSED:
        raise refusals.refusal("virus", name)
    return blob


def _copy_kept(folder: pathlib.Path) -> Blob:
    with (folder / "copy.pdf").open("rb") as made:
        copy = store.receive(made, folder / "copy", limit=4 * LIMIT)
    return _kept(copy, "application/pdf", 1, Blob.State.CHECKED, None)


def _known(arrived: store.Arrived) -> Blob | None:
    if not Blob.objects.filter(pk=arrived.sha256).exists():  # as with most files; `_kept` looks again
        return None
    with locks.held(arrived.sha256):
        return _again(arrived)


def _again(arrived: store.Arrived) -> Blob | None:
    """The row of the same bytes, where they were kept before; they lie there whole, and are no longer about to be forgotten."""
    known = Blob.objects.filter(pk=arrived.sha256).first()
    if known is None:
        return None
    store.settle(arrived)
    if known.unused_since:
        known.unused_since = None
        known.save(update_fields=["unused_since"])
    return known


def _kept(arrived: store.Arrived, media_type: str, pages: int | None, state: str, preview: Blob | None) -> Blob:
    """Bytes first, row second: a crash between the two leaves bytes nobody refers to, never a row without bytes. The same
    bytes may have been kept by somebody else meanwhile."""
    row = {"size": arrived.size, "media_type": media_type, "pages": pages, "state": state, "preview": preview}
    with locks.held(arrived.sha256):
        if known := _again(arrived):
            return known
        store.settle(arrived)
        return Blob.objects.create(pk=arrived.sha256, **row)
