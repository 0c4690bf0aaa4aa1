"""The web process as bin/run starts it, under its supervisor: a body of a gigabyte, and a kill -9 between two keystrokes."""

import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connection
from playwright.sync_api import Browser, Error, Page, expect

import ops.children
import ops.city
from ops.children import Child
from ops.city import Watched, is_healthy, web_command
from ops.places import surroundings
from tests.city import City
from tests.journeys.conftest import resident_signs_in
from tests.journeys.test_bad_input import general
from tests.journeys.test_pages import RESIDENT

pytestmark = [pytest.mark.journey, pytest.mark.slow]
GIGABYTE = 1024**3
SENT = 64 * 1024**2  # of it, at most: what a server that reads on would take in
GROWTH = 32 * 1024**2  # bytes that the web processes may grow meanwhile


@dataclass
class Served:
    """A running city; `child` is what the supervisor watches."""

    port: int
    child: Child

    def until_healthy(self) -> None:
        for _ in range(600):
            if is_healthy(self.port):
                return
            threading.Event().wait(0.1)
        raise AssertionError(self.child.log.read_text()[-2000:])

    def memory(self) -> int:
        """Resident bytes of the leader and its workers."""
        pids = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
        return sum(_resident(pid) for pid in pids if _session(pid) == self.child.pid)


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@pytest.fixture
def served(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(ops.city, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(ops.children, "LOGS", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = connection.settings_dict
    user = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    address = f"postgresql://{user}@/{given['NAME']}?host={given['HOST']}"
    child = Child("web", web_command(port), surroundings(
        DATABASE_URL=address, MOTCUA_DEMO="1", MOTCUA_POOL="1", MOTCUA_PLAIN_STATIC="1", MOTCUA_DEBUG="0",
        MOTCUA_SECRET=live.SECRET_KEY, MOTCUA_STATE=str(Path(live.FILES_ROOT).parent),
    ))  # fmt: skip
    over, one = threading.Event(), Served(port, child)
    keeper = threading.Thread(target=_keep, args=(child, over))
    keeper.start()
    try:
        one.until_healthy()
        yield one
    finally:
        over.set()
        keeper.join()


def _keep(child: Child, over: threading.Event) -> None:
    """The supervisor's loop; in one thread from first to last, for the child dies with the thread that made it."""
    watched = Watched(child.start())
    while not over.wait(0.1):
        watched.look()
    child.stop(signal.SIGTERM, 5)


def test_a_gigabyte_is_refused_unread(served: Served) -> None:
    before = served.memory()
    head = (
        "POST /drafts/AAAA-BBBB-CCCC/papers/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {GIGABYTE}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as line:
        line.sendall(head.encode())
        answer = _whole(line)  # before a byte of the body was sent
        sent = _pours(line)
    assert answer.startswith("HTTP/1.1 413 ")
    assert "quá 50 MB" in answer
    assert served.memory() - before < GROWTH
    assert sent <= SENT
    assert is_healthy(served.port)


def _whole(line: socket.socket) -> str:
    """Head and body of an answer, in however many pieces it comes."""
    answer = HTTPResponse(line)
    answer.begin()
    return f"HTTP/1.1 {answer.status} {answer.read().decode()}"


def _pours(line: socket.socket) -> int:
    """Go on sending, as a careless client does, until the server hangs up or enough was sent."""
    sent = 0
    try:
        while sent < SENT:
            sent += line.send(b"\0" * 1024 * 1024)
    except OSError:
        pass
    return sent


def test_a_killed_web_process_loses_nothing_that_was_typed(served: Served, city: City, chromium: Browser) -> None:
    """Killed between the last key and the click; the supervisor starts it again, and sending once more lands, once."""
    draft = general(city)
    page = chromium.new_context(base_url=f"http://127.0.0.1:{served.port}", locale="vi-VN").new_page()
    resident_signs_in(page, RESIDENT)
    page.goto(f"/drafts/{draft.submission}/form/request/")
    words = "Tôi xin xác nhận nơi cư trú để làm hồ sơ vay vốn."
    page.locator("textarea").fill(words)
    os.killpg(served.child.pid, signal.SIGKILL)
    _sends(page)
    page.wait_for_url(lambda url: not url.endswith("/form/request/"))
    served.until_healthy()
    if page.url.startswith("chrome-error"):
        page.reload()
    expect(page).to_have_url(re.compile(rf"/drafts/{draft.submission}/(papers|form/(?!request))"))
    draft.refresh_from_db()
    assert draft.draft["values"]["request_text"] == words
    page.context.close()


def _sends(page: Page) -> None:
    try:
        page.get_by_role("button", name="Lưu và tiếp tục").click()
    except Error:
        assert "chrome-error" in page.url
