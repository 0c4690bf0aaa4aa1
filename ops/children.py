"""Child processes that die with us, and stop when we are asked to stop."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ops.places import LOGS, ROOT

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 10_000_000  # bytes; a longer log is put aside at the next start
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_asked: list[int] = []  # the signals that asked us to stop


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def listen() -> None:
    """From here on SIGINT, SIGTERM and SIGHUP are requests, looked at by `check()`."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, _frame: ask(number))


def ask(number: int) -> None:
    _asked.append(number)


def asked_by(number: int) -> bool:
    return number in _asked


def check() -> None:
    if _asked:
        raise Stopped


def in_a_hurry() -> bool:
    """Asked twice: stop without waiting."""
    return len(_asked) > 1


def die_with_parent(number: int) -> Callable[[], None]:
    """For preexec_fn: the kernel sends us `number` when the parent dies, be it by kill -9."""
    parent = os.getpid()

    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:  # it died before we could ask
                os._exit(1)

    return prepare


class Child:
    """A process in its own session, so that the terminal's Ctrl-C reaches only us, with a log file under var/log."""

    def __init__(
        self, name: str, argv: Sequence[str | Path], env: dict[str, str], *, dies_by: int = signal.SIGKILL
    ) -> None:
        self.name, self.argv, self.env, self.dies_by = name, [str(word) for word in argv], env, dies_by
        self.log = LOGS / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.argv, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=die_with_parent(self.dies_by),
            )  # fmt: skip
        return self

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal_group(self, number: int) -> None:
        """To the whole session: a killed leader may leave members behind."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def stop(self, number: int, seconds: float) -> None:
        """Ask with `number`; after `seconds`, or when we are in a hurry, kill what is left."""
        if self.process and self.alive():
            self.process.send_signal(number)
            deadline = time.monotonic() + seconds
            while self.alive() and time.monotonic() < deadline and not in_a_hurry():
                time.sleep(0.05)
        self.signal_group(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def finish(self) -> int:
        """Wait for the end and give the exit code; a request to stop kills the child."""
        assert self.process
        try:
            while self.alive():
                check()
                time.sleep(0.02)
        except Stopped:
            self.stop(signal.SIGTERM, 5)
            raise
        return self.process.returncode
