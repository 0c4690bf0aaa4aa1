"""Is the port free, and if not, who has it."""

import contextlib
import os
import socket
import time
from pathlib import Path

from ops import speech


def wanted() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        speech.stop_with(
            f"PORT={text} không phải là số cổng (1–65535).", f"PORT={text} is not a port number (1–65535)."
        )
    return int(text)


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """A plain bind: granian itself would silently share a port another server of this user holds (SO_REUSEPORT)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closed connections still lingering are no server
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def require_free(port: int, host: str = "127.0.0.1", seconds: float = 3.0) -> None:
    """Waits a little, for workers of a killed start to vanish; then names who holds the port."""
    deadline = time.monotonic() + seconds
    while not is_free(port, host):
        if time.monotonic() > deadline:
            who = holder(port)
            speech.stop_with(
                f"Cổng {port} đang được chương trình khác dùng{f' ({who})' if who else ''}. "
                f"Chọn cổng khác: PORT={port + 1} bin/run",
                f"Port {port} is taken by another program{f' ({who})' if who else ''}. "
                f"Choose another: PORT={port + 1} bin/run",
            )
        time.sleep(0.1)


def holder(port: int) -> str:
    """'python3, pid 123' as far as /proc lets us see; else an empty string."""
    inodes = _listening_inodes(port)
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):  # processes of other users, and those that ended meanwhile
            if str(handle.readlink()) in inodes:
                process = handle.parent.parent
                return f"{(process / 'comm').read_text().strip()}, pid {process.name}"
    return ""


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not Path(table).exists():
            continue
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:  # 0A is LISTEN
                found.add(f"socket:[{fields[9]}]")
    return found
