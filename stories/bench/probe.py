"""What one request costs: statements, processor time here and in the database, time on the wall."""

import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Statement:
    sql: str
    params: Any


@dataclass
class Watch:
    """The statements of what runs inside, savepoints included, BEGIN and COMMIT not."""

    statements: list[Statement] = field(default_factory=list)

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(Statement(str(sql), params))
        return execute(sql, params, many, context)


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


@dataclass(frozen=True)
class Cost:
    """Of many runs. Times in milliseconds; `database` is None where its processes cannot be seen from here."""

    runs: int
    statements: int  # the most of any run
    python: float  # mean, with the processes started for it
    database: float | None  # mean
    p50: float
    p95: float


def measure(run: Callable[[], object], times: int, *, warm: int = 5) -> Cost:
    """`run` is called `warm` times first; its first call is dearer in every process."""
    for _ in range(warm):
        run()
    walls, most = [], 0
    before, cpu = _backend_seconds(), _own_seconds()
    for _ in range(times):
        with watching() as watch:
            began = time.perf_counter()
            run()
            walls.append((time.perf_counter() - began) * 1000)
        most = max(most, len(watch.statements))
    cpu, after = _own_seconds() - cpu, _backend_seconds()
    spent = None if before is None or after is None else (after - before) * 1000 / times
    return Cost(times, most, cpu * 1000 / times, spent, percentile(walls, 50), percentile(walls, 95))


def _own_seconds() -> float:
    """Of this process and of those it started: the host of the inspector is one, with what it forked and waited for."""
    here, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    living = sum(sum(one.seconds) for one in _processes() if one.parent == os.getpid())
    return here.ru_utime + here.ru_stime + ended.ru_utime + ended.ru_stime + living


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    seconds: list[float]  # of processor: its own, user and system, and the same of children it waited for


def _processes() -> Iterator[Process]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            fields = path.read_text().rpartition(")")[2].split()
            ticks = os.sysconf("SC_CLK_TCK")
            yield Process(int(path.parent.name), int(fields[1]), [int(one) / ticks for one in fields[11:15]])


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest rank: the smallest value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _backend_seconds() -> float | None:
    """Processor time of our session's server process, where it runs on this machine."""
    if not str(connection.settings_dict["HOST"]).startswith("/"):
        return None
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    return next((sum(one.seconds[:2]) for one in _processes() if one.pid == backend), None)
