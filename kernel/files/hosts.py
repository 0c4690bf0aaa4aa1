"""The inspector's host of this process: started when first needed, replaced when it is gone or has lived long enough.

It hangs on one socket without a name, and ends when this process does, kill -9 included: then the socket closes. What it
forks share its layout of memory, so it is replaced after a file that ended by a signal, which may have been a guess at that
layout, and otherwise after FILES files or AGE seconds (ADR 0006)."""

import atexit
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = 500
AGE = 600  # seconds
PATIENCE = 20  # seconds beyond the wall time of a file: loading the parsers, on a machine with much to do


class Host:
    def __init__(self) -> None:
        self.questions, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kernel.files.inspector"], cwd=ROOT, env=bare(), stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL, close_fds=True, start_new_session=True,
            )  # fmt: skip
        self.files, self.until = 0, time.monotonic() + AGE

    def is_spent(self) -> bool:
        return self.files >= FILES or time.monotonic() > self.until or self.process.poll() is not None

    def take(self, words: list[str], wall: float, answer: int, asker: int) -> None:
        self.files += 1
        question = json.dumps({"words": words, "wall": wall}).encode()
        socket.send_fds(self.questions, [question], [answer, asker])


_host: Host | None = None
_leaving: list[Host] = []  # asked no more; they finish what they have in hand
_lock = threading.Lock()


def ask(words: list[str], wall: float, answer: int) -> int | None:
    """Have `words` done in a process that lives at most `wall` seconds and writes to the descriptor `answer`.

    Its exit code, minus the signal's number where one ended it; None when the host was gone before it could say, which
    tells nothing about the file."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            host = _hand_over(words, wall, answer, theirs.fileno())
        if host is None:
            return None
        said = _said(ours, wall + PATIENCE)
    code = int(said) if said else None
    if code is None or code < 0:
        _let_go(host, kill=said is None)
    return code


def _hand_over(words: list[str], wall: float, answer: int, asker: int) -> Host | None:
    with _lock:
        host = _current()
        try:
            host.take(words, wall, answer, asker)
        except OSError:
            _part_from(host)
            return None
        return host


def _said(asker: socket.socket, seconds: float) -> bytes | None:
    """An exit code in digits; nothing where the host closed without a word; None where it is silent for so long."""
    asker.settimeout(seconds)
    try:
        return asker.recv(16)
    except TimeoutError:
        return None


def _current() -> Host:
    global _host
    if _host and _host.is_spent():
        _part_from(_host)
    _leaving[:] = [host for host in _leaving if host.process.poll() is None]
    if not _host:
        _host = Host()
    return _host


def _part_from(host: Host) -> None:
    global _host
    if _host is host:
        host.questions.close()
        _leaving.append(host)
        _host = None


def _let_go(host: Host, *, kill: bool = False) -> None:
    with _lock:
        if kill:
            host.process.kill()
        _part_from(host)


@atexit.register
def end() -> None:
    """Nobody waits for an answer any more. Waited for, or each of our processes would leave a dead one behind."""
    with _lock:
        for host in (*_leaving, *([_host] if _host else ())):
            host.process.kill()
            host.process.wait()


def _forget() -> None:
    """After a fork: the host is our parent's, with its lifetime."""
    global _host, _lock
    for host in (*_leaving, *([_host] if _host else ())):
        host.questions.close()
        host.process.returncode = 0  # not ours to wait for
    _host, _lock = None, threading.Lock()
    _leaving.clear()


os.register_at_fork(after_in_child=_forget)


def bare() -> dict[str, str]:
    """No secret and no address of a database goes along."""
    return {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH") if name in os.environ} | {
        "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1",
    }  # fmt: skip
