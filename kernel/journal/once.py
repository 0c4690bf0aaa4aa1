"""The same request twice is one act: a double click, a browser that sends a form again, a retry after a killed process.

The web layer gives each posted form a key (kernel.web.once). The first act of the request writes the key in its own
transaction: a second request with the same key waits there until the first is done, and then raises Again with the page
to which the first one led. What was refused leaves no key.

Again means: nothing else was done there in between. An act forgets the keys of the same person's other acts at the same
place, so that 6, then 9, then 6 again from one page leaves 6.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

from kernel.journal.models import Once

PLACE = 24  # signs of a key that say where; the others say what
PATIENCE, LOOK = 2.0, 0.05  # seconds until a committed act must have its answer; between two looks


class Again(Exception):
    """The act was done by an earlier request with the same key, which led to `location`."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


@dataclass
class Request:
    """One request: its `key` ("" = none), the `places` whose other keys its act forgets, and whether an act has claimed the key."""

    key: str = ""
    places: tuple[str, ...] = ()
    claimed: bool = False


_request: ContextVar[Request | None] = ContextVar("once", default=None)


@contextmanager
def request() -> Iterator[Request]:
    token = _request.set(Request())
    try:
        yield current()
    finally:
        _request.reset(token)


def current() -> Request:
    return _request.get() or Request()


def key_of(place: str, *parts: str) -> str:
    """The keys of one `place_of` begin alike."""
    return place + _digest(*parts)[PLACE:]


def place_of(*parts: str) -> str:
    return _digest(*parts)[:PLACE]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "replace")).hexdigest()


def claim() -> None:
    """Called at the beginning of every outermost act, inside its transaction."""
    now = current()
    if not now.key or now.claimed:
        return
    now.claimed = _insert(now)
    if not now.claimed:
        if location := answer(now.key):
            raise Again(location)
        now.key = ""


def _insert(now: Request) -> bool:
    """Whether the key is new. Keys of one place are a range, in any collation: they have no sign above f."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH past AS (DELETE FROM journal_once USING unnest(%s::text[]) AS place"
            " WHERE key >= place AND key < place || 'g' AND key <> %s)"
            " INSERT INTO journal_once (key) VALUES (%s) ON CONFLICT DO NOTHING RETURNING 1",
            [list(now.places), now.key, now.key],
        )
        return cursor.fetchone() is not None


def answer(key: str) -> str:
    """Where the first request led; "" when it died before it could say, and then the act looks after itself."""
    deadline = time.monotonic() + PATIENCE
    while True:
        row = Once.objects.filter(pk=key).values_list("location", flat=True).first()
        if row or row is None or time.monotonic() > deadline:
            return row or ""
        time.sleep(LOOK)


def remember(key: str, location: str) -> None:
    """The answer of the request whose acts are done; without a page to lead to, the key is given back."""
    rows = Once.objects.filter(pk=key)
    if location:
        rows.update(location=location)
    else:
        rows.delete()
