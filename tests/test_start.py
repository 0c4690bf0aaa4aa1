"""bin/run as a newcomer meets it: two cities side by side, as root and as nobody, killed and started again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ops.places import ROOT, surroundings

pytestmark = pytest.mark.slow

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
SYSTEM = "/usr/bin/python3"  # one's own Python often lies where nobody else may look
NEW_ENOUGH = ("-c", "import sys; sys.exit(sys.version_info < (3, 11))")
PATIENCE = 240  # seconds for two first starts at once; alone on a fast line one takes half a minute


@dataclass
class Started:
    """A clone of what is committed, in a folder of its own, with an empty home."""

    home: Path
    python: tuple[str, ...]
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        env = surroundings(PORT=str(self.port), HOME=str(self.home / "home"))
        env = {k: v for k, v in env.items() if k not in ("MOTCUA_STATE", "DATABASE_URL", "MOTCUA_SECRET", "MOTCUA_PLAIN_STATIC", "MOTCUA_DEMO")}  # fmt: skip
        log = (self.home / "said").open("wb")
        argv = [*self.python, str(self.place / "bin" / "run")]
        self.process = subprocess.Popen(argv, cwd=self.place, env=env, stdout=log, stderr=log, start_new_session=True)

    @property
    def place(self) -> Path:
        return self.home / "thành phố một cửa"

    def health(self) -> dict[str, object]:
        """As soon as it answers."""
        until = time.monotonic() + PATIENCE
        while True:
            assert self.process
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail((self.home / "said").read_text())
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                    found: dict[str, object] = json.load(answer)
                    return found
            except OSError:
                time.sleep(0.2)

    def ended(self) -> int:
        assert self.process
        return self.process.wait(60)

    def processes(self, of: str = "") -> list[int]:
        """Whatever was started from here and still runs; `of` names the program."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().split(b"\0")
            except OSError:
                continue
            if str(self.home).encode() in b" ".join(words) and words[0].endswith(of.encode()):
                found.append(int(entry.parent.name))
        return found


@pytest.fixture
def cities() -> Iterator[list[Started]]:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout of git to clone")
    base = Path(tempfile.mkdtemp(prefix="motcua-start-"))  # pytest's own folders are closed to other users
    base.chmod(0o755)
    mine = (sys.executable,)
    nobody = os.geteuid() == 0 and not subprocess.run([*NOBODY, SYSTEM, *NEW_ENOUGH], capture_output=True).returncode
    found = [Started(base / "một", mine), Started(base / "hai", (*NOBODY, SYSTEM) if nobody else mine)]
    for one in found:
        (one.home / "home").mkdir(parents=True)
        subprocess.run(["git", "clone", "-q", ROOT, one.place], check=True)
        if one.python != mine:
            subprocess.run(["chown", "-R", "65534:65534", one.home], check=True)
    yield found
    for one in found:
        for pid in one.processes():
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(base, ignore_errors=True)


def test_cities_start_side_by_side_and_nothing_that_is_killed_loses_anything(cities: list[Started]) -> None:
    for one in cities:
        one.start()
    before = [one.health() for one in cities]
    assert [one["status"] for one in before] == ["ok", "ok"]
    for one in cities:
        assert f"http://127.0.0.1:{one.port}" in (one.home / "said").read_text()

    first = cities[0]
    for pid in first.processes("bin/postgres")[:1]:
        os.kill(pid, signal.SIGKILL)
    assert first.health() == before[0]  # the database is watched, and stands again

    assert first.process
    first.process.kill()
    first.process.wait()
    first.start()
    assert first.health() == before[0]
    assert cities[1].health() == before[1]  # nobody else noticed

    for one in cities:
        assert one.process
        one.process.send_signal(signal.SIGINT)
    assert [one.ended() in (0, 130) for one in cities] == [True, True]
    assert [one.processes() for one in cities] == [[], []]
