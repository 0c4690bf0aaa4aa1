"""The processes that read strangers' files: what they see, what they may, and what dies with whom. All of them real."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kernel.files import cell, hosts
from kernel.files.tests import made
from kernel.files.tests.held import PATIENCE, children_of, descriptors, opened, read_by, status, still_there, watched
from kernel.files.tests.test_limits import drawings_in_drawings

ALLOWED = {"PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS"}
WEB = """
import os, pathlib, sys
from django.conf import settings
settings.configure(FILES_ROOT=sys.argv[1])
from kernel.files import cell, hosts
def ask(path):
    print(cell.inspect(pathlib.Path(path), pathlib.Path(path + ".copy")).pages, hosts._host.process.pid, flush=True)
"""


def inspect(path: Path) -> cell.Found:
    return cell.inspect(path, path.with_suffix(".copy"))


def pages(path: Path) -> int | None:
    path.write_bytes(made.pdf(2))
    return inspect(path).pages


@pytest.fixture
def host(tmp_path) -> int:
    """A host of its own for this test."""
    hosts.end()
    assert pages(tmp_path / "first.pdf") == 2
    return hosts._host.process.pid


@pytest.fixture
def pool():
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture
def pipes(tmp_path) -> list[Path]:
    paths = [tmp_path / f"pipe{number}" for number in range(2)]
    for path in paths:
        os.mkfifo(path)
    return paths


@pytest.fixture
def web(settings):
    """Another process with a host of its own, as a second web process is; it runs the words it is given."""
    started = []

    def start(words: str) -> subprocess.Popen:
        argv = [sys.executable, "-c", WEB + words, str(settings.FILES_ROOT)]
        started.append(subprocess.Popen(argv, cwd=hosts.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for one in started:
        with one:
            one.kill()


def test_all_files_of_a_process_come_from_one_host_with_one_thread(host, tmp_path):
    assert [pages(tmp_path / f"{number}.pdf") for number in range(3)] == [2, 2, 2]
    assert (hosts._host.process.pid, children_of(host), status(host, "Threads")) == (host, [], "1")


def test_a_file_that_takes_too_long_is_heavy_and_the_next_is_read(host, tmp_path, monkeypatch):
    (tmp_path / "long.pdf").write_bytes(drawings_in_drawings(12))
    with monkeypatch.context() as impatient, pytest.raises(cell.Bad, match="heavy signal 9"):
        impatient.setattr(cell, "WALL", 0.3)
        inspect(tmp_path / "long.pdf")
    assert children_of(host) == []
    assert pages(tmp_path / "next.pdf") == 2


def test_a_file_that_ends_by_a_signal_takes_the_layout_of_memory_along(host, pool, pipes, tmp_path):
    """Else a stranger could try one address after the other."""
    with watched(host) as handles:
        reading = pool.submit(inspect, pipes[0])
        with read_by(host, pipes[0]) as child:
            os.kill(child, signal.SIGSEGV)
            with pytest.raises(cell.Bad, match="damaged inspector ended with -11"):
                reading.result()
        assert pages(tmp_path / "next.pdf") == 2
        assert hosts._host.process.pid != host
        assert still_there(handles) == []


def test_after_so_many_files_another_host_is_started_and_what_is_in_hand_is_finished(
    host, pool, pipes, tmp_path, monkeypatch
):
    reading = pool.submit(inspect, pipes[0])
    with watched(host) as handles:
        with read_by(host, pipes[0]):
            monkeypatch.setattr(hosts, "FILES", 2)
            assert pages(tmp_path / "next.pdf") == 2
            assert hosts._host.process.pid != host
        with pytest.raises(cell.Bad, match="empty"):  # as the pipe was, when its writer left: the old host answered
            reading.result()
        assert still_there(handles) == []


def test_a_host_killed_while_idle_is_replaced(host, tmp_path):
    with watched(host) as handles:
        os.kill(host, signal.SIGKILL)
        assert still_there(handles) == []
    assert pages(tmp_path / "next.pdf") == 2
    assert hosts._host.process.pid != host


def test_a_host_killed_over_a_file_takes_the_reader_along_and_the_file_is_read_anew(host, pool, pipes, tmp_path):
    (tmp_path / "whole.pdf").write_bytes(made.pdf(4))
    reading = pool.submit(inspect, pipes[0])
    with read_by(host, pipes[0]) as child, watched(child) as handles:
        (tmp_path / "whole.pdf").replace(pipes[0])  # what the second reader will find
        os.kill(host, signal.SIGKILL)
        assert still_there(handles) == []
        assert reading.result().pages == 4


def test_where_no_host_starts_the_file_is_not_blamed(host, tmp_path, monkeypatch):
    hosts.end()
    monkeypatch.setattr(hosts, "ROOT", tmp_path)  # no such program there
    with pytest.raises(cell.Busy):
        pages(tmp_path / "a.pdf")
    monkeypatch.undo()
    assert pages(tmp_path / "a.pdf") == 2


def test_two_files_at_once_and_neither_process_holds_a_thing_of_the_other(host, pool, pipes):
    readings = [pool.submit(inspect, pipe) for pipe in pipes]
    with read_by(host, pipes[0]) as first, read_by(host, pipes[1]) as second:
        assert sorted(children_of(host)) == sorted((first, second))
        seen = [descriptors(first), descriptors(second)]
    assert [sorted(one) for one in seen] == [[0, 1, 2, 3], [0, 1, 2, 3]]
    assert [(one[0], one[2], one[3]) for one in seen] == [("/dev/null", "/dev/null", str(pipe)) for pipe in pipes]
    assert all(one[1].endswith("(deleted)") for one in seen)  # the file for the answer
    assert seen[0][1] != seen[1][1]
    assert [str(reading.exception()) for reading in readings] == ["empty", "empty"]


def test_no_secret_and_no_database_is_within_reach(pool, pipes, tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_SECRET", "cnry-secret")
    hosts.end()
    assert pages(tmp_path / "first.pdf") == 2
    host = hosts._host.process.pid
    reading = pool.submit(inspect, pipes[0])
    with read_by(host, pipes[0]) as child:
        for pid in (host, child):
            environment = Path(f"/proc/{pid}/environ").read_text().rstrip("\0").split("\0")
            assert {one.partition("=")[0] for one in environment} - ALLOWED == set()
            libraries = Path(f"/proc/{pid}/maps").read_text()
            assert ("libpq" in libraries, "psycopg" in libraries, "pdfium" in libraries) == (False, False, True)
        sockets = [target for target in descriptors(child).values() if target.startswith("socket:")]
        assert sockets == []
        files = sorted(
            target for target in descriptors(host).values() if target.startswith("/") and target != "/dev/null"
        )
        assert files == []
    assert str(reading.exception()) == "empty"


def test_the_limits_of_a_reader(host, pool, pipes):
    reading = pool.submit(inspect, pipes[0])
    with read_by(host, pipes[0]) as child:
        limits = Path(f"/proc/{child}/limits").read_text().splitlines()
        session, pressed, killed_first = (
            os.getsid(child),
            status(child, "NoNewPrivs"),
            Path(f"/proc/{child}/oom_score_adj"),
        )
        score = killed_first.read_text().strip()
    wanted = {"Max cpu time": "15", "Max file size": "268435456", "Max core file size": "0", "Max open files": "64",
              "Max address space": "2147483648"}  # fmt: skip
    assert {name: line[len(name) :].split()[0] for name in wanted for line in limits if line.startswith(name)} == wanted
    assert (session, pressed, score) == (child, "1", "1000")
    assert str(reading.exception()) == "empty"


def test_when_the_web_process_is_killed_its_host_and_its_readers_end(web, pipes):
    process = web(f"ask({str(pipes[0])!r})")
    with opened(pipes[0]):
        (host,) = children_of(process.pid)
        (child,) = children_of(host)
        with watched(host, child) as handles:
            process.kill()
            assert still_there(handles) == []


def test_a_process_that_ends_in_peace_leaves_no_host(web, tmp_path):
    (tmp_path / "a.pdf").write_bytes(made.pdf(1))
    process = web(f"ask({str(tmp_path / 'a.pdf')!r}); sys.stdin.read()")
    found, host = process.stdout.readline().split()
    with watched(int(host)) as handles:
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
        assert (found, still_there(handles, 0)) == ("1", [])


def test_a_fork_that_lives_on_keeps_no_host(web, tmp_path):
    (tmp_path / "a.pdf").write_bytes(made.pdf(1))
    process = web(
        f"ask({str(tmp_path / 'a.pdf')!r}); fork = os.fork(); fork and print(fork, flush=True); sys.stdin.read()"
    )
    _found, host = process.stdout.readline().split()
    fork = int(process.stdout.readline())
    with watched(int(host)) as hosts_handles, watched(fork) as fork_handles:
        process.kill()
        assert (still_there(hosts_handles), still_there(fork_handles, 0)) == ([], [fork])
        process.stdin.close()
        assert still_there(fork_handles) == []


def test_a_forked_web_process_has_a_host_of_its_own(web, tmp_path):
    (tmp_path / "a.pdf").write_bytes(made.pdf(1))
    path = repr(str(tmp_path / "a.pdf"))
    out, _ = web(f"ask({path}); os.fork(); ask({path})").communicate(timeout=PATIENCE)
    answers = [line.split() for line in out.splitlines()]
    assert [found for found, _host in answers] == ["1", "1", "1"]
    assert len({host for _found, host in answers}) == 2  # the parent's, twice; the child's


def test_the_places_of_the_machine_are_shared_by_its_processes(web, pipes, tmp_path, monkeypatch):
    process = web(f"ask({str(pipes[0])!r})")
    with opened(pipes[0]), cell._place(), cell._place():
        with monkeypatch.context() as impatient, pytest.raises(cell.Busy):
            impatient.setattr(cell, "WAIT", 0.1)
            pages(tmp_path / "a.pdf")
        process.kill()
        process.wait()
        assert pages(tmp_path / "a.pdf") == 2
