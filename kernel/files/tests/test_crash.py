"""A process killed while a file is being kept leaves no half file under an address that somebody may read."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kernel import files
from kernel.actors import SYSTEM
from kernel.files import store
from kernel.files.tests import made

KEEPER = """
import signal, sys, django
django.setup()
from kernel.files import store
with store.room_for_work() as folder:
    arrived = store.receive(sys.stdin.buffer, folder / "arrived", limit=10_000_000)
    print(arrived.sha256, flush=True)
    signal.pause()
"""


@pytest.fixture
def keeper(settings, tmp_path):
    """Another process that receives a file from a pipe and then stands still, just before the rename."""
    settings.FILES_ROOT = tmp_path / "files"
    environment = {**os.environ, "MOTCUA_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER], cwd=Path(__file__).parents[3], env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        yield child
        child.kill()


def placed(root: Path) -> list[str]:
    """Names that stand where blobs stand."""
    return [path.name for path in root.rglob("*") if path.is_file() and len(path.name) == 64]


@pytest.mark.django_db
def test_killed_between_the_last_byte_and_the_rename(keeper, settings):
    data = made.pdf(3)
    keeper.stdin.write(data)
    keeper.stdin.close()
    sha256 = keeper.stdout.readline().decode().strip()
    keeper.kill()
    keeper.wait()
    assert (sha256, placed(settings.FILES_ROOT)) == (hashlib.sha256(data).hexdigest(), [])
    assert [path.name for path in store.incoming().rglob("arrived")] == ["arrived"]  # left for the sweeper
    blob = files.keep(io.BytesIO(data), name="a.pdf", by=SYSTEM)
    assert store.place_of(blob.pk).read_bytes() == data


def test_killed_in_the_middle_of_the_bytes(keeper, settings):
    keeper.stdin.write(b"%PDF-" + bytes(700_000))
    keeper.stdin.flush()  # the pipe holds 64 kB: most of it has been read by now
    keeper.kill()
    keeper.wait()
    assert placed(settings.FILES_ROOT) == []
