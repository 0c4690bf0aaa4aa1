"""The city's side of the inspector: asks it, waits no longer than allowed, trusts only its short answer.

Each file is read in a process of its own (kernel.files.inspector) without Django, database or keys, under limits of memory,
time and file size. A stranger's file that breaks a parser breaks that process only."""

import fcntl
import json
import logging
import pathlib
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings

from kernel.files import hosts

WALL = 30  # seconds; CPU seconds are limited in the inspector itself
LONGEST_ANSWER = 10_000
AT_ONCE = 3  # inspectors on this machine, whoever starts them: each may take up to 2 GB
WAIT = 60  # seconds for a free place
LOOK = 0.01  # seconds between two looks at places of other processes; those of this one are passed on at once
# A C++ library that gets no memory aborts; what it then leaves says nothing about the file being damaged.
ENDED_BY_LIMITS = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, -signal.SIGABRT)

log = logging.getLogger("motcua.files")
_line = threading.Condition()


class Bad(Exception):
    """The file is refused; `reason` is a key of refusals.SENTENCES."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason


class Busy(Exception):
    """No place came free; nothing is wrong with the file."""


@dataclass(frozen=True)
class Found:
    media_type: str
    pages: int | None
    has_copy: bool


def inspect(path: pathlib.Path, copy: pathlib.Path) -> Found:
    """What the file truly is, or Bad. A photo's PDF copy is written to `copy`."""
    answer = _ask("inspect", str(path.absolute()), str(copy.absolute()))
    return Found(str(answer["media_type"]), answer["pages"], bool(answer["has_copy"]))


def draw(path: pathlib.Path, page: int, width: int, image: pathlib.Path) -> None:
    """Page `page` (from 1) of a PDF, `width` pixels wide, as WebP into `image`, or Bad."""
    _ask("draw", str(path.absolute()), str(page), str(width), str(image.absolute()))


def _ask(*words: str) -> dict[str, Any]:
    with _place():
        for _attempt in range(2):  # a host that was killed is replaced, once
            with tempfile.TemporaryFile() as answer:
                code = hosts.ask(list(words), WALL, answer.fileno())
                if code is not None:
                    answer.seek(0)
                    return _read(code, answer.read(LONGEST_ANSWER))
    log.error("the inspector's host does not start or is killed again and again")
    raise Busy


@contextmanager
def _place() -> Iterator[None]:
    """One of AT_ONCE places, by locks on files that the system lets go when a process dies."""
    folder = pathlib.Path(settings.FILES_ROOT) / "places"
    folder.mkdir(parents=True, exist_ok=True)
    with _line:
        until = time.monotonic() + WAIT
        while (place := _free_place(folder)) is None:
            if time.monotonic() >= until:
                raise Busy
            _line.wait(LOOK)
    try:
        yield
    finally:
        place.close()
        with _line:
            _line.notify()


def _free_place(folder: pathlib.Path) -> BinaryIO | None:
    for number in range(AT_ONCE):
        place = (folder / str(number)).open("wb")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            place.close()
        else:
            return place
    return None


def _read(code: int, answer: bytes) -> dict[str, Any]:
    if code in ENDED_BY_LIMITS:
        raise Bad("heavy", f"signal {-code}")
    try:
        said: Any = json.loads(answer)
    except ValueError:
        raise Bad("damaged", f"inspector ended with {code}") from None
    if code != 0 or "reason" in said:
        raise Bad(str(said.get("reason", "damaged")), str(said.get("detail", ""))[:200])
    return dict(said)
