"""The played city behind a live server, people who sit before a screen, and a worker who comes when called."""

import contextvars
import datetime
import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connections
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from kernel import clock, jobs
from kernel.web.tests.browser import faults
from stories.city import PASSWORD, RESIDENTS
from stories.papers import paper
from tests.city import OFFICIALS, City

T = TypeVar("T")
NAMES = {username: name for username, name, *_rest in RESIDENTS}
PHONE, DESK = 390, 1366
MAKE = """[matchMedia("(prefers-color-scheme: dark)").matches, document.documentElement?.lang, ...[...document.querySelectorAll("*")].map(
  (e) => [e.tagName, e.className.baseVal ?? e.className, e.id, e.getAttribute("aria-label") ?? ""].join(" "))].join("\\n")"""
_judged: set[tuple[int | None, str]] = set()
PATIENCE = 15_000  # milliseconds a page may take on a machine that does other things as well


@pytest.fixture
def seat(city: City, watched) -> Callable[..., Page]:  # type: ignore[no-untyped-def]
    """seat("le.van.phuoc", width=390) -> a page of his own browser, signed in the way he would do it; "" is a stranger."""

    def take(username: str = "", *, width: int = 0, script: bool = True) -> Page:
        page = watched(width=width or (DESK if username in OFFICIALS else PHONE), script=script)
        page.set_default_timeout(PATIENCE)
        if username in OFFICIALS:
            official_signs_in(page, username)
        elif username:
            resident_signs_in(page, username)
        return page

    expect.set_options(timeout=PATIENCE)
    return take


def resident_signs_in(page: Page, username: str) -> None:
    """Through the provider of the demo, as with VNeID."""
    page.goto("/sign-in/")
    page.get_by_role("link", name="VNeID").click()
    page.get_by_role("button", name=f"Đăng nhập {NAMES[username]}").click()
    expect(page.locator("body")).to_contain_text(NAMES[username])


def official_signs_in(page: Page, username: str) -> None:
    page.goto("/sign-in/?next=/desk/")
    page.get_by_text("Cán bộ, công chức").click()
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("details").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hộp việc")


def worker_passes() -> None:
    """What bin/manage work does all day, at the time of this test."""
    aside(jobs.run_due)


def aside(work: Callable[[], T]) -> T:
    """Done in a thread of its own, for Playwright's event loop turns in this one, and signing needs one too."""

    def run() -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as worker:
        return worker.submit(contextvars.copy_context().run, run).result(timeout=300)


def rests(page: Page, *, axe: bool = True) -> None:
    """The person looks at the page: nothing is wrong with it. A request that leaving the page before cut off is no fault.
    axe judges each make of page once: the same elements with the same classes at the same width were judged before."""
    page.wait_for_load_state()  # a click may have begun to leave: the next page is looked at when it is there
    make = (page.viewport_size or {}).get("width"), page.evaluate(MAKE)
    found = faults(page, axe=axe and make not in _judged)
    assert [fault for fault in found if "ERR_ABORTED" not in fault] == [], page.url
    if axe:
        _judged.add(make)


def arrives(page: Page, where: str) -> None:
    """After a double click: the second press cuts the first journey off, which wait_for_url() takes for a failure."""
    expect(page).to_have_url(re.compile(where))
    page.wait_for_load_state()


def photo() -> bytes:
    """A paper photographed with a telephone."""
    picture = Image.new("RGB", (1200, 1600), "#d9d2c4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((120, 140, 1080, 1480), fill="white", outline="#999999", width=3)
    for line in range(18):
        pen.rectangle((200, 240 + 60 * line, 900 - 40 * (line % 3), 256 + 60 * line), fill="#333333")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def file(name: str, content: bytes) -> dict[str, object]:
    kind = "image/jpeg" if name.endswith(".jpg") else "application/pdf"
    return {"name": name, "mimeType": kind, "buffer": content}


def pdf(title: str) -> bytes:
    return paper(title)


def days_ago(count: int) -> datetime.date:
    return clock.today() - datetime.timedelta(days=count)
