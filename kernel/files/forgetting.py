"""Files that nothing refers to go: of a draft thrown away, a paper taken out, an upload that broke off.

Not at once: GRACE is the time in which a back-up of the database and the copy of the files after it are made, and in which a
request that keeps a file comes to refer to it. The row goes first, the bytes after it, so a crash leaves bytes without a
row, never a row without bytes; such bytes are found on the disk. Only a foreign key refers to a file: a "blob:…" in the
answers of a form keeps none, so whoever writes one there writes a row beside it. Whoever keeps the same content meanwhile: kernel.files.locks."""

import datetime
import pathlib
import re
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ForeignKey, ManyToOneRel

from kernel import clock
from kernel.actors import SYSTEM, Actor
from kernel.files import locks, store
from kernel.files.events import FilesForgotten
from kernel.files.models import Blob
from kernel.journal import action, already_done, record
from kernel.refs import Ref

GRACE = datetime.timedelta(days=7)
FOLDERS = 256  # of the store's first storey, "00" to "ff"
DAY = 24 * 3600  # seconds by the disk's clock: no upload takes a day

_WHOLE = re.compile(r"[0-9a-f]{64}")


def forget_in(folder: str) -> int:
    """Look through one folder of the store; says how many files went."""
    if over := _marked(folder):
        forget(digests=over, by=SYSTEM)
    gone = sum(_removed(sha256) for sha256 in _without_row(folder))
    _drop_pages(folder)
    return gone


def _marked(folder: str) -> list[str]:
    """Writes down since when nothing refers to a file, or that something does again; says for which GRACE is over."""
    rows = Blob.objects.filter(pk__startswith=folder)
    left = unused(rows.values_list("pk", flat=True))
    rows.filter(unused_since__isnull=False).exclude(pk__in=left).update(unused_since=None)
    rows.filter(unused_since=None, pk__in=left).update(unused_since=clock.now())
    return sorted(rows.filter(unused_since__lte=clock.now() - GRACE).values_list("pk", flat=True))


@action(requires=lambda by, _subject: by.kind == "system")
def forget(*, digests: Iterable[str], by: Actor) -> None:
    """Their rows go, except of files that somebody keeps again at this moment or refers to by now. The PDF copy of a photo has
    waited with it."""
    ours, over = [sha256 for sha256 in digests if locks.take(sha256)], clock.now() - GRACE
    rows = Blob.objects.filter(pk__in=unused(ours), unused_since__lte=over)
    Blob.objects.filter(originals__in=rows).update(unused_since=over)
    count = rows.delete()[0]
    if not count:
        already_done()
        return
    record(FilesForgotten(count), about=Ref("files.blob", 0), by=by)


def unused(digests: Iterable[str]) -> set[str]:
    """Those that no row of any table refers to."""
    left = set(digests)
    for key in references():
        rows = key.model._base_manager.filter(**{f"{key.name}__in": left})
        left -= set(rows.values_list(key.attname, flat=True))
    return left


def references() -> list[ForeignKey[Any, Any]]:
    """Every foreign key to a blob in any installed app; asked of Django, so that no list can miss a new room's."""
    return [r.field for r in Blob._meta.get_fields(include_hidden=True) if isinstance(r, ManyToOneRel)]


def _without_row(folder: str) -> set[str]:
    places = (pathlib.Path(settings.FILES_ROOT) / folder).glob("*/*")
    old = {place.name for place in places if _WHOLE.fullmatch(place.name) and _is_old(place)}
    return old - set(Blob.objects.filter(pk__startswith=folder).values_list("pk", flat=True))


def _is_old(place: pathlib.Path) -> bool:
    try:
        return place.stat().st_mtime < time.time() - DAY
    except FileNotFoundError:  # another worker was faster
        return False


def _removed(sha256: str) -> bool:
    with transaction.atomic():
        if not locks.take(sha256) or Blob.objects.filter(pk=sha256).exists():
            return False
        store.place_of(sha256).unlink(missing_ok=True)
        return True


def _drop_pages(folder: str) -> None:
    """Drawn pages of bytes that are gone; one drawn at the very moment is found the next time."""
    for page in (pathlib.Path(settings.FILES_ROOT) / "pages" / folder).glob("*/*.webp"):
        if not store.place_of(page.name[:64]).exists():
            page.unlink(missing_ok=True)
