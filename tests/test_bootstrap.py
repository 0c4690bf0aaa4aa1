"""What a bare machine lacks is fetched by its hash, and nothing else is taken."""

import hashlib
import http.server
import io
import platform
import re
import subprocess
import threading
import zipfile
from typing import ClassVar

import pytest

from ops import bootstrap
from ops.places import ROOT


class _Index(http.server.BaseHTTPRequestHandler):
    """A package index with one page and whatever wheels it is given."""

    wheels: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        links = "".join(f'<a href="../../files/{name}#sha256=0">{name}</a>' for name in self.wheels)
        body = links.encode() if self.path == "/simple/uv/" else self.wheels[self.path.rpartition("/")[2]]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Silent."""


def _wheel(program: bytes) -> bytes:
    with io.BytesIO() as made, zipfile.ZipFile(made, "w") as files:
        files.writestr("uv-1.2.3.data/scripts/uv", program)
        files.close()
        return made.getvalue()


@pytest.fixture
def index(monkeypatch):
    library = "manylinux_2_17" if platform.libc_ver()[0] == "glibc" else "musllinux_1_1"
    good = f"uv-1.2.3-py3-none-{library}_{platform.machine()}.whl"
    monkeypatch.setattr(
        _Index, "wheels", {"uv-1.2.3-py3-none-win_amd64.whl": b"", good: _wheel(b"#!/bin/sh\necho 1.2.3\n")}
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("UV_DEFAULT_INDEX", f"http://127.0.0.1:{server.server_port}/simple")
        yield _Index.wheels[good]
        server.shutdown()


def test_uv_comes_without_pip_where_python_has_none(index, tmp_path):
    (tmp_path / "uv.txt").write_text(f"uv==1.2.3 --hash=sha256:{hashlib.sha256(index).hexdigest()}\n")
    uv = bootstrap.fetch_uv(tmp_path / "first", tmp_path / "uv.txt")
    assert subprocess.run([uv], capture_output=True, text=True).stdout == "1.2.3\n"


def test_a_wheel_that_the_lock_does_not_know_is_not_taken(index, tmp_path):
    (tmp_path / "uv.txt").write_text(f"uv==1.2.3 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(OSError, match=r"no uv 1\.2\.3"):
        bootstrap.fetch_uv(tmp_path / "first", tmp_path / "uv.txt")
    assert not (tmp_path / "first").exists()


def test_locks_name_every_file_by_its_hash_and_no_index():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        unhashed = [e.split()[0] for e in re.split(r"\n(?=\S)", text) if "==" in e and "--hash=sha256:" not in e]
        assert (unhashed, "://" in text, "--index" in text) == ([], False, False), lock.name
