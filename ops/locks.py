"""Locks of whole processes: the kernel lets go of them when the holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self


class Lock:
    """flock on a file. The file may carry a note for whoever finds the lock taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self, *, shared: bool = False) -> bool:
        """At once or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def wait(self, *, shared: bool = False, meanwhile: Callable[[], object] = lambda: None) -> Self:
        """Until it is ours; `meanwhile` runs at each look and may raise to give up."""
        while not self.take(shared=shared):
            meanwhile()
            time.sleep(0.1)
        return self

    def write(self, note: str) -> None:
        assert self._handle is not None, "only the holder writes"
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, note.encode(), 0)

    def note(self) -> str:
        return self.path.read_text() if self.path.exists() else ""

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
