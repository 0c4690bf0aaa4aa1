"""bin/test: all that CI checks, in order, as one list with times. The linters are all shown; a red group ends the run.

bin/test            linters, unit and house tests, journeys in a browser
bin/test --full     the slow tests too, and the unit tests again on a second PostgreSQL where one is installed
bin/test --shots    only the pictures of README, anew into docs/shots
bin/test WORDS…     only pytest with these words
"""

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ops import children, environment, preparation, speech
from ops.children import Child, Stopped
from ops.places import PRODUCT, PYTHON, ROOT, STATE, VENV, manage, surroundings
from ops.postgres import VERSIONS, Cluster, embedded_binaries

LIMIT, LIMIT_OF_FULL = 18 * 60, 60 * 60  # seconds for everything; the aim is 15 minutes, a slow machine may need more
PICTURES = {"MOTCUA_SHOTS": str(ROOT / "docs" / "shots"), "MOTCUA_DEMO": "1"}
SHOTS = ["-m", "journey and not slow", "-k", "pictures or building_permit", "tests/journeys"]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first draws no windows
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)")


class Run:
    """What was run, how long it took, and pytest's counts over all groups."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env, self.rows, self.counts, self.begun = env, list[str](), dict[str, int](), time.monotonic()
        self.red = 0

    def check(self, name: str, argv: list[str | Path]) -> None:
        """Quiet while green; what a red one said is shown at once."""
        child, begun = self._child(name, argv), time.monotonic()
        print(f"• {name} … ", end="", flush=True)
        code = child.start().finish()
        print("ok" if not code else f"✗\n{child.log.read_text('utf-8', errors='replace')}", flush=True)
        self._note(name, code, begun)

    def tests(self, name: str, *words: str, **more: str) -> int:
        argv: list[str | Path] = [PYTHON, "-m", "pytest", *words, *(["--color=yes"] if sys.stdout.isatty() else [])]
        child, begun = self._child(name, argv, **more), time.monotonic()
        print(f"\n• {name}: pytest {' '.join(words)}", flush=True)
        code = follow(child.start())
        self.count(speech.last_lines(child.log, 1))
        self._note(name, code, begun)
        return code

    def count(self, closing_line: str) -> None:
        for count, word in CLOSING.findall(closing_line):
            self.counts[word] = self.counts.get(word, 0) + int(count)

    def _child(self, name: str, argv: list[str | Path], **more: str) -> Child:
        child = Child("test-" + re.sub(r"\W+", "-", name), argv, self.env | more)
        child.log.unlink(missing_ok=True)
        return child

    def _note(self, name: str, code: int, begun: float) -> None:
        self.red = self.red or code
        self.rows.append(f"{'✗' if code else '✓'} {name:<44}{time.monotonic() - begun:7.1f} s")

    def list(self) -> None:
        """Ends with one closing line in pytest's own words, over all its runs."""
        print("\n" + "\n".join(self.rows))
        counts = ", ".join(f"{count} {word}" for word, count in sorted(self.counts.items()))
        print(f"\n{counts or 'no tests ran'} in {time.monotonic() - self.begun:.2f}s", flush=True)


def follow(child: Child) -> int:
    """Its output as it comes, until it ends."""
    with child.log.open("rb") as log:
        try:
            while child.alive():
                _copy(log.read())
                children.check()
                time.sleep(0.05)
        except Stopped:
            child.stop(signal.SIGTERM, 3)
            raise
        finally:
            _copy(log.read())
    assert child.process
    return child.process.returncode


def _copy(new: bytes) -> None:
    if new:
        sys.stdout.flush()
        sys.stdout.buffer.write(new)
        sys.stdout.flush()


def run() -> int:
    speech.in_utf8()
    children.listen()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(limit())
    try:
        return _run(sys.argv[1:])
    except Stopped:
        return 124 if children.asked_by(signal.SIGALRM) else 130
    except speech.Problem as problem:
        speech.explain(problem)
        return 1


def limit() -> int:
    return LIMIT_OF_FULL if "--full" in sys.argv[1:] else LIMIT


def _too_long(number: int, _frame: object) -> None:
    minutes = limit() // 60
    print(f"\nQuá {minutes} phút; dừng.\n  More than {minutes} minutes; stopping.", file=sys.stderr, flush=True)
    children.ask(number)


def _run(words: list[str]) -> int:
    full, pictures = "--full" in words, "--shots" in words
    words = [word for word in words if word not in ("--full", "--shots")]
    environment.make(tests=True)
    preparation.translations()
    browser_tools()
    env = surroundings(MOTCUA_PLAIN_STATIC="1", MOTCUA_STATE=str(STATE / "test"), MOTCUA_SECRET="tests only")
    run = Run(env | (PICTURES if pictures else {}))
    words = SHOTS if pictures else words
    if given := os.environ.get("DATABASE_URL"):
        return _groups(run, given, words, full=full)
    cluster = Cluster(STATE / "test-db", binaries=embedded_binaries(), name="test-postgres", durable=False)
    return _on(cluster, lambda url: _groups(run, url, words, full=full))


def _on(cluster: Cluster, work: Callable[[str], int]) -> int:
    if not cluster.lock.take():
        speech.stop_with("Một lượt bin/test khác đang chạy.", "Another bin/test is running in this checkout.")
    try:
        cluster.create()
        cluster.start()
        cluster.wait_ready()
        return work(cluster.url("postgres"))
    finally:
        cluster.stop()
        cluster.lock.release()


def _groups(run: Run, url: str, words: list[str], *, full: bool) -> int:
    run.env["DATABASE_URL"] = url
    if words:
        return run.tests("tests", *words)
    try:
        _linters(run)
        if not run.red:
            unit = "not journey" if full else "not journey and not slow"
            run.tests("unit and house tests", "-n", "2", "-m", unit)
        if not run.red and full:
            _second_server(run, unit)
        if not run.red:
            shown = "journey" if full else "journey and not slow"
            run.tests("journeys", "-n", "2", "--dist", "loadfile", "-m", shown, MOTCUA_DEMO="1")
    finally:
        run.list()
    return run.red


def _linters(run: Run) -> None:
    tools = VENV / "bin"
    imports = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    run.check("ruff check", [tools / "ruff", "check", "."])
    run.check("ruff format", [tools / "ruff", "format", "--check", "."])
    run.check("mypy", [PYTHON, "-m", "mypy", "ops", *(n for n in PRODUCT if any((ROOT / n).glob("**/*.py")))])
    run.check("import-linter: storeys and shapes", [PYTHON, "-c", imports])
    run.check("migrations match the models", [*manage("makemigrations", "--check", "--dry-run")])


def _second_server(run: Run, unit: str) -> None:
    """Any PostgreSQL the system brings, other than the embedded one's version; a city may run on either."""
    if not (found := other_servers()):
        speech.say("Không có PostgreSQL thứ hai; bỏ qua.", "No second PostgreSQL is installed; skipped.")
        return
    version, binaries = found[-1]
    name = f"test-postgres-{version}"
    cluster = Cluster(STATE / f"test-db-{version}", binaries=binaries, name=name, durable=False)
    words = ("-n", "2", "-m", unit)
    _on(cluster, lambda url: run.tests(f"unit and house tests, PostgreSQL {version}", *words, DATABASE_URL=url))


def other_servers(folder: Path = Path("/usr/lib/postgresql")) -> list[tuple[int, Path]]:
    """(major version, folder of programs) of each server the distribution brings and the product is tried on."""
    found = [(int(path.parent.parent.name), path.parent) for path in folder.glob("[0-9]*/bin/initdb")]
    return sorted((version, binaries) for version, binaries in found if version in VERSIONS[:-1])


def browser() -> str:
    """The program that journeys drive; "" where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "") or _fetched_browser()


def _fetched_browser() -> str:
    """The one that Playwright keeps for itself: Ubuntu has Chromium as a snap only, which headless programs cannot drive."""
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    names = ("*/chrome-headless-shell", "*/headless_shell")
    return next((str(path) for name in names for path in sorted(kept.glob(f"chromium_headless_shell-*/{name}"))), "")


def browser_tools() -> None:
    """Chromium for the journeys and pdfsig for the signatures: root fetches them from the distribution, others are told."""
    missing = [] if browser() else ["chromium"]
    missing += [] if shutil.which("pdfsig") else ["poppler-utils"]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with speech.step(f"Cài {' '.join(missing)}", f"Installing {' '.join(missing)}"):
            _apt("update", "-q")
            if "chromium" in missing and _apt("install", "-qy", "--no-install-recommends", BROWSERS[0]) == 0:
                missing.remove("chromium")
            for name in missing:  # one by one: Ubuntu has no package of the first name
                _apt("install", "-qy", "--no-install-recommends", name)
            if not browser():
                words = (PYTHON, "-m", "playwright", "install", "--with-deps", "chromium-headless-shell")
                Child("apt", list(words), surroundings(DEBIAN_FRONTEND="noninteractive")).start().finish()
    if not browser() or not shutil.which("pdfsig"):
        names = " ".join(missing)
        speech.stop_with(f"Kiểm thử cần: sudo apt install {names}", f"The tests need: sudo apt install {names}")


def _apt(*words: str) -> int:
    return Child("apt", ["apt-get", *words], surroundings(DEBIAN_FRONTEND="noninteractive")).start().finish()
