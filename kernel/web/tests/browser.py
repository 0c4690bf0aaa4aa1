"""A real Chromium for journeys: start, watch, judge. Import what you need into a conftest.py or a test:

    from kernel.web.tests.browser import chromium, watched     # fixtures: the browser, and a maker of watched pages
    from kernel.web.tests.browser import faults                 # axe, CSP reports, console errors, sideways scroll

`watched(width=390, dark=True)` gives a page of its own context (own cookies) on which every CSP report, script error and
failed request is written down; `faults(page)` must be [] whenever a journey rests.
"""

import os
import tempfile
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from ops.checks import BROWSERS, browser

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
]
AXE = {
    "preload": False,
    "resultTypes": ["violations"],  # what is right is not written down: a third of the time
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
HEIGHTS = {320: 700, 390: 844, 1366: 900}
LISTEN = """addEventListener("securitypolicyviolation", (event) => {
  (window.cspReports ||= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});"""

TWICE = (
    """[...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, place, all) => all.indexOf(id) !== place)"""
)

SMALL = """[...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), textarea")].filter((e) => {
  const box = (e.closest("label") || e).getBoundingClientRect();
  if (!box.width || box.height >= 43.5 || e.matches(".skip") || e.closest(".tile")) return false;
  const around = e.parentElement.textContent.trim().length;
  return getComputedStyle(e).display !== "inline" || around <= e.textContent.trim().length;
}).map((e) => `${e.tagName} ${e.className} ${(e.textContent || e.name).trim().slice(0, 30)} ${Math.round(e.getBoundingClientRect().height)} px`)"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run. Django's fear of async is off: Playwright's loop never touches the database."""
    if not (program := browser()):
        pytest.skip(f"no browser: install one of {', '.join(BROWSERS)}")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as tool, tempfile.TemporaryDirectory() as home:
        found = tool.chromium.launch(executable_path=program, args=ARGS, env={**os.environ, "HOME": home})
        yield found
        found.close()


@pytest.fixture
def watched(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """watched(width=1366, dark=False, script=True) -> Page; relative addresses are those of the live server."""
    contexts = []

    def make(*, width: int = 1366, dark: bool = False, script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="vi-VN",
        )
        contexts.append(context)
        page = context.new_page()
        page.scripted = script
        if script:
            context.add_init_script(LISTEN)
        _watch(page)
        return page

    yield make
    for context in contexts:
        context.close()


def _watch(page: Page) -> None:
    seen: list[str] = []
    page.seen = seen
    page.on("pageerror", lambda error: seen.append(f"script error: {error}"))
    page.on("requestfailed", lambda request: seen.append(f"failed request: {request.url} {request.failure}"))
    page.on("console", lambda line: line.type == "error" and seen.append(f"console: {line.text}"))


def faults(page: Page, *, axe: bool = True) -> list[str]:
    """All that is wrong with the page as it stands: what was written down, CSP reports, sideways scroll, an id that
    stands twice (its label leads elsewhere), axe. Empty is good. Where no script runs axe would wait for its timers for ever."""
    found = [*page.seen, *page.evaluate("window.cspReports || []")]
    if wide := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
        found.append(f"scrolls sideways by {wide} px")
    if not page.url.endswith("/design/"):  # the gallery shows some parts several times
        found += [f"id twice: {name}" for name in page.evaluate(TWICE)]
    return found + (axe_faults(page) if axe and page.scripted else [])


def axe_faults(page: Page) -> list[str]:
    """Rule, words and the first places of every violation of WCAG 2.0–2.2 A, AA and best practice."""
    violations = Axe().run(page, options=AXE).response["violations"]
    return [f"{v['id']}: {v['help']} at {[node['target'] for node in v['nodes'][:3]]}" for v in violations]


def small_targets(page: Page) -> list[str]:
    """What a finger would miss: anything to press lower than 44 px, links within a sentence excepted."""
    return page.evaluate(SMALL)
