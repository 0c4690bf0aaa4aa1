"""uv without pip: the Python that Debian and Ubuntu bring has no ensurepip, and who tries the city out need not install it.

Asks the package index for the one wheel that the lock names, takes it only with a hash of the lock, unpacks its program."""

import hashlib
import html
import importlib.util
import io
import os
import platform
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from ops.places import ROOT

INDEX = "https://pypi.org/simple"
LINK = re.compile(r"""<a\s[^>]*href=["']([^"']+)["']""", re.IGNORECASE)
PATIENCE = 60  # seconds a server may be silent


def has_pip() -> bool:
    """Whether `python -m venv` can put pip into what it makes."""
    return importlib.util.find_spec("ensurepip") is not None


def fetch_uv(into: Path, lock: Path = ROOT / "requirements" / "uv.txt") -> Path:
    """The program uv, in the folder `into`. OSError where the index cannot be reached or has no such
    file, HTTPException where its address is none."""
    version, hashes = _named(lock.read_text())
    index = (os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or INDEX).rstrip("/")
    page = f"{index}/uv/"
    links = [urllib.parse.urljoin(page, html.unescape(one)) for one in LINK.findall(_get(page).decode())]
    for address in filter(lambda one: _fits(one, version), links):
        wheel = _get(address)
        if hashlib.sha256(wheel).hexdigest() in hashes:
            return _unpacked(wheel, into)
    raise OSError(f"{index} has no uv {version} for this machine with a hash of {lock.name}")


def _named(lock: str) -> tuple[str, set[str]]:
    found = re.search(r"^uv==(\S+)", lock, re.MULTILINE)
    if found is None:
        raise OSError("the lock names no uv")
    return found[1], set(re.findall(r"sha256:([0-9a-f]{64})", lock))


def _fits(address: str, version: str) -> bool:
    """A wheel for this processor and C library."""
    name = urllib.parse.unquote(urllib.parse.urlsplit(address).path).rpartition("/")[2]
    library = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return name.startswith(f"uv-{version}-") and library in name and name.endswith(f"_{platform.machine()}.whl")


def _get(address: str) -> bytes:
    trusted = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT")
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    context = ssl.create_default_context(cafile=trusted) if address.startswith("https:") else None
    with urllib.request.urlopen(request, timeout=PATIENCE, context=context) as answer:
        body: bytes = answer.read()
    return body


def _unpacked(wheel: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        inside = next(name for name in files.namelist() if name.endswith(".data/scripts/uv"))
        into.mkdir(parents=True, exist_ok=True)
        program = into / "uv"
        program.write_bytes(files.read(inside))
    program.chmod(0o755)
    return program
