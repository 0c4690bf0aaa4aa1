"""Tests run on a real PostgreSQL; nothing here stands in for a part of the product."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache

# Fixtures of a session stand here and nowhere else: each conftest that imported one would start a browser of its own.
pytest_plugins = [
    "tests.database",
    "tests.city",
    "tests.layout",
    *(f"kernel.web.tests.{name}" for name in ("browser", "english", "undefined")),
]


@pytest.fixture(autouse=True)
def _own_state(settings, tmp_path_factory) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Files, keys and letters of tests never touch the city's own."""
    root = tmp_path_factory.getbasetemp() / "state"
    settings.FILES_ROOT, settings.KEYS_ROOT, settings.MAIL_ROOT = root / "files", root / "keys", root / "mail"
    settings.CITY_FILE = root / "city"
    cache.clear()  # of this process: what another test's city was counted as is none of this one's
    yield


def pytest_collection_finish() -> None:
    """What is loaded by now stays for the whole run: the collector need not go through it again and again (a tenth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_terminal_summary(terminalreporter) -> None:  # type: ignore[no-untyped-def]
    """What a test has to say at the end, also from a worker of pytest-xdist: its controller loads no other conftest."""
    for report in [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]:
        for name, words in getattr(report, "user_properties", []):
            if name == "said":
                terminalreporter.write_line(words)
