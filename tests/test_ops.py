"""The start-up's own judgement: stamps, locks, ports, stale files. Whole starts are proven by the acceptance scripts."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ops import checks, children, city, environment, ports, postgres, preparation, speech, words
from ops.children import Child
from ops.locks import Lock
from ops.places import ROOT, surroundings


def _holder(path: Path) -> subprocess.Popen[bytes]:
    """Another process that takes the lock and keeps it."""
    code = (
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from ops.locks import Lock\n"
    )
    code += f"lock = Lock(Path({str(path)!r})); print(lock.take(), flush=True); lock.write('me'); print(1, flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"True\n"
    process.stdout.readline()
    return process


def test_a_lock_goes_with_its_killed_holder(tmp_path):
    path = tmp_path / "run.lock"
    holder = _holder(path)
    lock = Lock(path)
    assert (lock.take(), lock.note()) == (False, "me")
    holder.kill()
    holder.wait()
    assert lock.take() is True


def test_guests_share_a_lock_and_the_owner_waits_for_the_last(tmp_path):
    first, second, owner = (Lock(tmp_path / "guests") for _ in range(3))
    assert (first.take(shared=True), second.take(shared=True), owner.take()) == (True, True, False)
    first.release()
    assert owner.take() is False
    second.release()
    assert owner.take() is True


def test_an_environment_is_keyed_by_interpreter_path_and_locks(tmp_path):
    keys = {
        environment.key_of_interpreter(version, Path(path)) for version in ("3.11", "3.12") for path in ("/a", "/b")
    }
    assert len(keys) == 4
    (tmp_path / "a.txt").write_text("one")
    before = environment.key_of_locks(("a.txt",), tmp_path)
    (tmp_path / "a.txt").write_text("two")
    assert environment.key_of_locks(("a.txt",), tmp_path) != before


@pytest.mark.parametrize(
    ("has_tests", "wants_tests", "fits"), [(0, 0, True), (1, 0, True), (0, 1, False), (1, 1, True)]
)
def test_the_test_environment_serves_the_city_but_not_the_reverse(has_tests, wants_tests, fits):
    files = environment.TEST if has_tests else environment.MAIN
    stamp = {
        "interpreter": environment.key_of_interpreter(),
        "locks": environment.key_of_locks(files),
        "tests": bool(has_tests),
    }
    assert environment.fits(stamp, tests=bool(wants_tests)) is fits
    assert environment.fits(stamp | {"locks": "old"}, tests=bool(wants_tests)) is False
    assert environment.fits(stamp | {"interpreter": "moved"}, tests=bool(wants_tests)) is False


def test_first_starts_at_the_same_moment_share_one_secret(monkeypatch, tmp_path):
    monkeypatch.setattr(preparation, "STATE", tmp_path)
    begin, seen = threading.Barrier(8), set()

    def start() -> None:
        begin.wait()
        preparation.secret()
        seen.add((tmp_path / "secret").read_text())

    threads = [threading.Thread(target=start) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (len(seen), len(seen.pop()) > 50, [path.name for path in tmp_path.iterdir()]) == (1, True, ["secret"])


def test_a_city_founded_in_earnest_stays_without_the_demo(monkeypatch, tmp_path):
    monkeypatch.setattr(preparation, "STAMPS", tmp_path)
    monkeypatch.delenv("MOTCUA_DEMO", raising=False)
    found = ["found_city", "--admin", "quantri"]
    assert [preparation.wants_demo(words) for words in ((), ["found_city", "--help"], found)] == [True, True, False]
    asked = (), ["--help"], ["help", "offer"], ["found_city", "-h"], ["--version"], ["offer", "1.001193"], found
    assert [preparation.only_asks(words) for words in asked] == [True, True, True, True, True, False, False]
    preparation.stay_in_earnest()
    assert [preparation.wants_demo(words) for words in ((), ["migrate"], found)] == [False, False, False]
    monkeypatch.setenv("MOTCUA_DEMO", "1")
    assert [preparation.wants_demo(words) for words in ((), found)] == [True, True]


def test_a_port_in_use_is_seen_and_its_holder_named():
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    port = server.server_address[1]
    try:
        assert ports.is_free(port) is False
        assert ports.holder(port).endswith(f"pid {os.getpid()}")
        with pytest.raises(speech.Problem) as problem:
            ports.require_free(port, seconds=0)
        assert f"PORT={port + 1} bin/run" in problem.value.vietnamese
    finally:
        server.server_close()
    assert ports.is_free(port) is True


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(speech.Problem):
        ports.wanted()


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_only_200_is_healthy(status, healthy):
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    assert city.is_healthy(server.server_address[1]) is healthy
    server.shutdown()
    server.server_close()
    assert city.is_healthy(server.server_address[1]) is False


def test_a_child_that_keeps_dying_waits_ever_longer():
    assert [city.pause_after(deaths) for deaths in (0, 1, 2, 3, 6, 7, 50)] == [0, 0.5, 1, 2, 15, 15, 15]


def test_a_dead_child_comes_back_with_its_log(tmp_path):
    child = Child(
        "test-ops-child",
        [sys.executable, "-c", "print('here', flush=True); import time; time.sleep(60)"],
        surroundings(),
    )
    child.log = tmp_path / "child.log"
    watched = city.Watched(child.start())
    first = child.pid
    child.signal_group(signal.SIGKILL)
    assert child.process
    child.process.wait()
    watched.look()
    try:
        assert (child.alive(), child.pid != first, watched.deaths) == (True, True, 1)
    finally:
        child.stop(signal.SIGTERM, 5)
    assert child.alive() is False


def test_a_killed_parent_takes_its_child_along(tmp_path):
    code = f"""
import sys, time; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path; from ops.children import Child; from ops.places import surroundings
child = Child("x", ["sleep", "60"], surroundings()); child.log = Path({str(tmp_path / "x.log")!r})
print(child.start().pid, flush=True); time.sleep(60)"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout
    orphan = Path("/proc") / parent.stdout.readline().decode().strip()
    assert orphan.exists()
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while _runs(orphan) and time.monotonic() < deadline:
        os.sched_yield()
    assert _runs(orphan) is False


def _runs(process: Path) -> bool:
    """A zombie has ended: nobody may be there to bury it in a container."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_stale_locks_of_a_killed_server_are_removed_only_when_nobody_works_there(tmp_path):
    cluster = postgres.Cluster(tmp_path, binaries=tmp_path, name="test-ops-postgres")
    cluster.data.mkdir()
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text("1\n/data\n0\n5432\n/tmp\n\n0\nready   \n")
    assert cluster.is_ready() is True
    tenant = subprocess.Popen(["sleep", "60"], cwd=cluster.data)
    assert list(postgres.processes_in(cluster.data)) == [tenant.pid]
    thread = threading.Thread(target=cluster._bury_the_dead)
    thread.start()
    thread.join(0.3)
    assert (thread.is_alive(), pid_file.exists()) == (True, True)
    tenant.kill()
    tenant.wait()
    thread.join(5)
    assert (thread.is_alive(), pid_file.exists(), cluster.is_ready()) == (False, False, False)


def test_a_socket_path_is_short_however_deep_the_checkout(tmp_path):
    deep = tmp_path.joinpath(*["thành phố một cửa"] * 12)
    cluster = postgres.Cluster(deep, binaries=tmp_path, name="test-ops-postgres")
    assert len(bytes(cluster.socket_folder / ".s.PGSQL.5432")) <= 107


def test_a_stamp_follows_names_and_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    monkeypatch.setattr(preparation, "STAMPS", tmp_path / "stamps")
    one = tmp_path / "0001.py"
    one.write_text("a")
    value = preparation.digest([one])
    preparation.put_stamp("migrations", value)
    assert preparation.is_stamped("migrations", value) is True
    renamed = one.rename(tmp_path / "0002.py")
    assert preparation.digest([renamed]) != value
    renamed.rename(one).write_text("b")
    assert preparation.is_stamped("migrations", preparation.digest([one])) is False


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path, monkeypatch):
    monkeypatch.setattr(preparation, "STATE", tmp_path / "var")
    preparation.secret()
    path = tmp_path / "var" / "secret"
    first = path.read_text()
    preparation.secret()
    assert (path.read_text(), path.stat().st_mode & 0o777, len(first) > 50) == (first, 0o600, True)


def test_translations_are_compiled_beside_their_source(tmp_path):
    folder = tmp_path / "city" / "voice" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(header + 'msgid "Phản ánh"\nmsgstr "Report"\n', "utf-8")
    words.compile_all(words.sources(tmp_path, ("city", "kernel")))
    import gettext

    with (folder / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Phản ánh") == "Report"


def test_what_another_project_left_in_the_environment_stays_outside(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "another.settings")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    given = surroundings(MOTCUA_DEMO="1")
    assert ("DJANGO_SETTINGS_MODULE" in given, "PYTHONPATH" in given, given["MOTCUA_DEMO"]) == (False, False, "1")


def test_a_second_server_is_one_of_the_versions_we_are_tried_on(tmp_path):
    for version in ("14", "15", "17", "18", "19", "old"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert [version for version, _ in checks.other_servers(tmp_path)] == [15, 17]


def test_counts_of_several_runs_of_pytest_become_one_closing_line(capsys):
    run = checks.Run({})
    for line in ("3 passed, 1 skipped in 2.10s", "2 passed, 1 failed in 9.00s"):
        run.count(line)
    run.list()
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 failed, 5 passed, 1 skipped in ")


def test_asking_to_stop_twice_means_at_once(monkeypatch):
    monkeypatch.setattr(children, "_asked", [])
    children.check()
    children.ask(signal.SIGINT)
    assert children.in_a_hurry() is False
    with pytest.raises(children.Stopped):
        children.check()
    children.ask(signal.SIGINT)
    assert children.in_a_hurry() is True
