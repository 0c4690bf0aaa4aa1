"""The Python environment: a venv, pip only to fetch uv (ops.bootstrap where there is no pip), uv for everything else; every
file checked by its hash."""

import hashlib
import http.client
import json
import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

from ops import bootstrap, children, speech
from ops.children import Child
from ops.locks import Lock
from ops.places import LOGS, PYTHON, ROOT, VENV, surroundings

MAIN = ("requirements/uv.txt", "requirements/main.txt")  # uv stands in its own list, or the sync would remove it
TEST = (*MAIN, "requirements/test.txt")
STAMP = VENV / ".stamp"
FIRST = VENV / "first"  # the uv that installs, where there is no pip; it then installs the one of the lock


def key_of_interpreter(version: str = sys.version, path: Path = ROOT) -> str:
    """Scripts in a venv name their interpreter by its full path, so a moved checkout needs a new one."""
    return hashlib.sha256(f"{version}\n{path}".encode()).hexdigest()


def key_of_locks(files: tuple[str, ...], root: Path = ROOT) -> str:
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in files)).hexdigest()


def fits(stamp: dict[str, object], *, tests: bool) -> bool:
    """An environment with the tools of tests serves the city as well; the other way round it does not."""
    if stamp.get("interpreter") != key_of_interpreter():
        return False
    files = TEST if tests or stamp.get("tests") else MAIN
    return bool(stamp.get("tests")) >= tests and stamp.get("locks") == key_of_locks(files)


def read_stamp() -> dict[str, object]:
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def make(*, tests: bool = False) -> None:
    """Make `.venv` fit the locks, or find that it does. Two starts at once: the second waits."""
    if fits(read_stamp(), tests=tests):
        return
    lock = Lock(ROOT / "var" / "setup.lock").wait(meanwhile=children.check)
    try:
        if not fits(stamp := read_stamp(), tests=tests):
            _build(stamp, tests=tests or bool(stamp.get("tests")))
    finally:
        lock.release()


def _build(stamp: dict[str, object], *, tests: bool) -> None:
    STAMP.unlink(missing_ok=True)
    files = TEST if tests else MAIN
    with speech.step("Cài thư viện đã khoá phiên bản", "Installing the locked libraries"):
        uv = _uv_in_new_venv() if stamp.get("interpreter") != key_of_interpreter() else VENV / "bin" / "uv"
        _run([uv, "pip", "sync", "-q", "--require-hashes", "-p", PYTHON, *(ROOT / f for f in files)])
    shutil.rmtree(FIRST, ignore_errors=True)
    stamp = {"interpreter": key_of_interpreter(), "locks": key_of_locks(files), "tests": tests}
    half = STAMP.with_suffix(".new")
    half.write_text(json.dumps(stamp))
    half.replace(STAMP)


def _uv_in_new_venv() -> Path:
    if bootstrap.has_pip():
        _venv()
        _run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", ROOT / MAIN[0]])
        return VENV / "bin" / "uv"
    _venv("--without-pip")
    try:
        return bootstrap.fetch_uv(FIRST)
    except (OSError, http.client.HTTPException) as problem:
        (LOGS / "setup.log").write_text(f"{problem}\n")
        _no_libraries(LOGS / "setup.log")


def _venv(*words: str) -> None:
    child = Child("setup", [sys.executable, "-m", "venv", "--clear", *words, VENV], surroundings()).start()
    if child.finish():
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        speech.stop_with(
            f"Không tạo được môi trường Python. Trên Debian, Ubuntu: sudo apt install python{version}-venv",
            f"Cannot make a Python environment. On Debian or Ubuntu: sudo apt install python{version}-venv",
            child.log,
        )


def _run(argv: list[str | Path]) -> None:
    child = Child("setup", argv, surroundings(**_settings_of_uv())).start()
    if child.finish():
        _no_libraries(child.log)


def _no_libraries(log: Path) -> NoReturn:
    speech.stop_with(
        "Không cài được thư viện. Hãy kiểm tra kết nối mạng tới kho gói Python rồi chạy lại.",
        "The libraries could not be installed. Check the connection to the Python package index and start again.",
        log,
    )


def _settings_of_uv() -> dict[str, str]:
    """uv reads none of pip's settings, so a mirror or certificate given to pip is handed on."""
    given = {"UV_PYTHON_DOWNLOADS": "never", "UV_COMPILE_BYTECODE": "1"}
    for ours, theirs in {"UV_DEFAULT_INDEX": "PIP_INDEX_URL", "SSL_CERT_FILE": "PIP_CERT"}.items():
        if theirs in os.environ and ours not in os.environ:
            given[ours] = os.environ[theirs]
    if not os.access(Path.home(), os.W_OK):  # a system account has no home to cache in
        given["UV_CACHE_DIR"] = str(ROOT / "var" / "cache" / "uv")
    return given
