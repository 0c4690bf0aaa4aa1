"""A file whose reader waits: a pipe with a name. So a test can look at a process in the middle of its work, without a sleep."""

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30  # seconds until a test that waits has failed


@contextmanager
def opened(path: Path) -> Iterator[None]:
    """Somebody opens `path` (made by os.mkfifo) and waits for bytes. Afterwards he reads an empty file."""
    with patience():
        pipe = os.open(path, os.O_WRONLY)  # returns when somebody opens it to read
    try:
        yield
    finally:
        os.close(pipe)


@contextmanager
def read_by(host: int, path: Path) -> Iterator[int]:
    """The number of the process forked from `host` that has opened `path`."""
    with opened(path):
        with patience():
            while not (found := [pid for pid in children_of(host) if str(path) in descriptors(pid).values()]):
                os.sched_yield()  # it is a few instructions away from having it
        yield found[0]


@contextmanager
def patience() -> Iterator[None]:
    def give_up(_number, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def descriptors(pid: int) -> dict[int, str]:
    return {int(link.name): str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}


def status(pid: int, name: str) -> str:
    """A line of /proc/PID/status."""
    return next(
        line.split()[1] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(f"{name}:")
    )


@contextmanager
def watched(*pids: int) -> Iterator[dict[int, int]]:
    """Handles on processes that stay true when the numbers are used again: number -> descriptor."""
    handles = {pid: os.pidfd_open(pid) for pid in pids}
    try:
        yield handles
    finally:
        for handle in handles.values():
            os.close(handle)


def still_there(handles: dict[int, int], seconds: float = PATIENCE) -> list[int]:
    """Those that have not ended after so many seconds each; waits no longer than they live."""
    left = []
    for pid, handle in handles.items():
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        if not poll.poll(seconds * 1000):
            left.append(pid)
    return left
