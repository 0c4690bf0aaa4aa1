"""One process, one thread, no stranger's byte: takes questions, forks for each, ends who takes too long, says how each ended.

A question is one message on the socket `questions`: {"words": […], "wall": seconds}, with two descriptors: the file for the
answer, and a socket of the asker. The exit code is written to that socket (as of subprocess: minus the signal's number), and
it is watched: an asker who is gone needs no answer, so the forked process is ended. No questions and no askers: we end too.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import NoReturn

from kernel.files.inspector import work

DESCRIPTORS = 256  # of the host: two for each file in hand
LONGEST_QUESTION = 65_536  # bytes
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
_prctl = ctypes.CDLL(None, use_errno=True).prctl
_prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


def settle() -> None:
    """What holds for the host and, by inheritance, for all it forks."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
    _prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def load() -> None:
    """All that a file may need, so that no child imports a thing; frozen, so that no child's collector copies its pages."""
    work.load()
    gc.collect()
    gc.freeze()


@dataclass
class Running:
    """A forked process, who waits for it, and when (monotonic seconds) it is ended."""

    pid: int
    asker: socket.socket
    until: float
    killed: bool = False

    def kill(self) -> None:
        """It and whatever it may have started. It is not waited for yet, so that the number still means it."""
        self.killed = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


class Host:
    def __init__(self, questions: socket.socket) -> None:
        self.questions: socket.socket | None = questions
        self.running: list[Running] = []
        self.ended, wake = os.pipe()  # a byte for each child that ends
        os.set_blocking(self.ended, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        while self.questions or self.running:
            ready = self._wait()
            self._end_late_and_unwanted(ready)
            if self.ended in ready:
                self._report_ended()
            if self.questions and self.questions.fileno() in ready:
                self._take_question(self.questions)

    def _wait(self) -> set[int]:
        """Descriptors of which there is news; empty when somebody's time is over."""
        poll = select.poll()
        poll.register(self.ended, select.POLLIN)
        if self.questions:
            poll.register(self.questions, select.POLLIN)
        in_time = [one for one in self.running if not one.killed]
        for one in in_time:
            poll.register(one.asker, select.POLLIN)  # an asker says nothing more: news is that he is gone
        first = min((one.until for one in in_time), default=None)
        left = None if first is None else max(0.0, first - time.monotonic()) * 1000 + 1
        return {descriptor for descriptor, _event in poll.poll(left)}

    def _end_late_and_unwanted(self, ready: set[int]) -> None:
        now = time.monotonic()
        for one in self.running:
            if one.until <= now or one.asker.fileno() in ready:
                one.kill()

    def _report_ended(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self.ended, 4096)
        for one in list(self.running):
            if os.waitid(os.P_PID, one.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                one.kill()  # what it may have left behind
                code = os.waitstatus_to_exitcode(os.waitpid(one.pid, 0)[1])
                with one.asker, contextlib.suppress(OSError):
                    one.asker.send(str(code).encode())
                self.running.remove(one)

    def _take_question(self, questions: socket.socket) -> None:
        message, given, _flags, _from = socket.recv_fds(questions, LONGEST_QUESTION, 2)
        if not message:
            questions.close()
            self.questions = None
            return
        answer, asker = given[0], socket.socket(fileno=given[1])
        asked = json.loads(message)
        us = os.getpid()
        try:
            if not (pid := os.fork()):
                _be_a_child(us, answer, asked["words"])
            self.running.append(Running(pid, asker, time.monotonic() + asked["wall"]))
        except OSError:  # no process to be had: he is told by a closed socket, and those in hand go on
            asker.close()
        finally:
            os.close(answer)


def _be_a_child(host: int, answer: int, words: list[str]) -> NoReturn:
    """Never returns into the host's loop, and runs none of its clean-up."""
    code = 1
    try:
        _part_from(host, answer)
        code = work.main(words)
    finally:
        os._exit(code)


def _part_from(host: int, answer: int) -> None:
    """Ends with the host; keeps none of its descriptors: 0 and 2 lead nowhere, 1 is the file for the answer."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != host:  # it died before we could ask
        os._exit(1)
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(answer, 1)
    os.closerange(3, DESCRIPTORS)
