"""The virus scanner, a port: a gateway hands one over. Without one the city relies on the inspector alone.

A scanner that does not answer leaves the file "waiting": kept, shown to nobody, asked again by the worker."""

import logging
import pathlib
from typing import Protocol

from kernel import jobs
from kernel.files import refusals, store
from kernel.files.models import Blob

log = logging.getLogger("motcua.files")


class Scanner(Protocol):
    def is_clean(self, path: pathlib.Path) -> bool:
        """False for a virus; raises OSError when no answer can be had."""


_scanner: Scanner | None = None


def use(scanner: Scanner | None) -> None:
    global _scanner
    _scanner = scanner


def state_of(path: pathlib.Path, name: str) -> str:
    """ "checked" or "waiting"; a virus is Refused."""
    if _scanner is None:
        return Blob.State.CHECKED
    try:
        if _scanner.is_clean(path):
            return Blob.State.CHECKED
    except OSError:
        log.exception("the virus scanner does not answer")
        return Blob.State.WAITING
    raise refusals.refusal("virus", name)


@jobs.every(seconds=60)
def scan_waiting() -> int:
    """Ask again for files that wait; stops at the first silence."""
    done = 0
    for blob in Blob.objects.filter(state=Blob.State.WAITING).order_by("created_at")[:50]:
        state = _now(blob)
        if state == Blob.State.WAITING:
            break
        done += Blob.objects.filter(pk=blob.pk, state=Blob.State.WAITING).update(state=state)
    return done


def _now(blob: Blob) -> str:
    try:
        clean = _scanner is None or _scanner.is_clean(store.place_of(blob.pk))
    except OSError:
        return Blob.State.WAITING
    return Blob.State.CHECKED if clean else Blob.State.REFUSED
