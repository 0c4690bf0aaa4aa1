"""One loop, in one process or several: each source takes its rows with SKIP LOCKED, so a second worker only helps.

A killed worker loses nothing: a source's work is rows in the database, leased or locked."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

log = logging.getLogger("motcua.worker")
PAUSE = 0.25  # seconds between looks when there is nothing to do


@dataclass
class Duty:
    work: Callable[[], object]
    seconds: float
    next_at: float = 0.0


_sources: list[Callable[[], int]] = []
_duties: list[Duty] = []


def source(work: Callable[[], int]) -> Callable[[], int]:
    """Register `work`: does what is due now and says how much that was."""
    _sources.append(work)
    return work


def every(*, seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register periodic work. It may run in several workers at once, so it takes its own lock where that matters."""

    def keep(work: Callable[[], object]) -> Callable[[], object]:
        _duties.append(Duty(work, seconds))
        return work

    return keep


def run_due() -> int:
    """Everything that is due now, until nothing is left. For tests and stories."""
    done = 0
    while step := sum(work() for work in _sources):
        done += step
    return done


def run() -> None:
    """Until SIGTERM or SIGINT; finishes the piece in hand."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    log.info("worker ready")
    while not stop.is_set():
        if not _round():
            stop.wait(PAUSE)


def _round() -> int:
    done = 0
    for work in (*_sources, *_due_duties()):
        try:
            close_old_connections()
            done += int(work() or 0)  # type: ignore[call-overload]
        except Exception:
            log.exception("%s failed; it is tried again", getattr(work, "__qualname__", work))
            time.sleep(PAUSE)
    return done


def _due_duties() -> list[Callable[[], object]]:
    now = time.monotonic()
    due = [duty for duty in _duties if duty.next_at <= now]
    for duty in due:
        duty.next_at = now + duty.seconds
    return [duty.work for duty in due]
