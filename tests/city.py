"""The demo city for tests: played once per run, then copied for each test that asks for it (fixture `city`), also as it
stood before its first play (fixture `founded`).

The play takes some ten seconds, a copy of its database a tenth of one. Workers of pytest-xdist share the play; files and
keys lie in the run's temporary folder, databases carry the process id of the run, by which the next run sweeps them.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.db import connections
from django.test import Client, override_settings

from city.accounts.models import User
from city.services.models import Dossier
from kernel import clock
from stories import demo
from stories.city import CITY_OFFICIALS, OFFICES, RESIDENTS
from stories.departments import STAFF
from tests import database

OFFICIALS = {one.username: key for key, office in OFFICES.items() for one in office[5]}
OFFICIALS |= {one.username: "city" for one in CITY_OFFICIALS} | {username: keys[0] for username, _name, keys in STAFF}


@dataclass(frozen=True)
class City:
    """The demo as it stands after the plays."""

    def sign_in(self, username: str) -> Client:
        """A browser without a screen in which this person is signed in; "" is a stranger."""
        client = Client()
        if username:
            client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
        return client

    def dossier(self, username: str, code: str) -> Dossier:
        """The dossier this resident handed in for the procedure with this code; there is one."""
        return Dossier.objects.select_related("version__procedure").get(
            parties__role="owner", parties__person__users__username=username, version__procedure__national_code=code
        )


def personal_values() -> dict[str, list[str]]:
    """What of each resident must stay among those concerned: name, number, address, telephone, e-mail."""
    return {
        username: [part for part in (name, number, address, phone, f"{username}@example.org") if part]
        for username, name, number, _birth, address, phone in RESIDENTS
    }


DEMO: dict[str, Any] = {
    "DEMO": True,
    "CITY": "Cần Thơ",
    "HOTLINE_HOURS": "7:00-21:00",
}  # as config.settings reads them with MOTCUA_DEMO=1


def roots(home: Path) -> dict[str, Path]:
    return {"FILES_ROOT": home / "files", "KEYS_ROOT": home / "keys", "MAIL_ROOT": home / "mail"}


def _run() -> int:
    """The process whose run this is: the controller of pytest-xdist, or this one."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


@pytest.fixture(scope="session")
def played(database_server, django_db_blocker, tmp_path_factory) -> Iterator[Path]:  # type: ignore[no-untyped-def]
    """The folder of the run: in `founded` and `played` lie the files, keys and letters of each of the two cities."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cities"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            _play(database_server, home)
            (home / "done").touch()
    yield home
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for which in ("founded", "played"):
            database_server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(which))


def _name(which: str) -> str:
    return f"{database.COPY}{which}_{_run()}"


def _play(server: database.Server, home: Path) -> None:
    today, (before, after) = clock.today(), (home / "founded", home / "played")
    server.renew_copy()
    with override_settings(**roots(before), **DEMO):
        _apart(lambda: demo.found(_quiet, today))
    server.keep("founded", _run())
    before.mkdir(exist_ok=True)
    shutil.copytree(before, after)
    with override_settings(**roots(after), **DEMO):
        _apart(lambda: demo.tell(_quiet, today))
    server.keep("played", _run())
    server.renew_copy()


def _quiet(_words: str) -> None:
    pass


def _apart(work: Callable[[], object]) -> None:
    """In a thread of its own: where a browser of Playwright is open already, a loop runs in the first, and signing needs one."""

    def closing() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(closing).result()


def _enter(settings: Any, home: Path) -> None:
    for key, value in {**roots(home), **DEMO}.items():
        setattr(settings, key, value)
    assert live.DEMO


@pytest.fixture
def city(played: Path, database_server, transactional_db, settings) -> City:  # type: ignore[no-untyped-def]
    """A played city of one's own; what the test changes is gone afterwards."""
    database_server.renew_copy(_name("played"))
    _enter(settings, played / "played")
    return City()


@pytest.fixture
def founded(played: Path, database_server, transactional_db, settings, tmp_path) -> Callable[[], None]:  # type: ignore[no-untyped-def]
    """founded() puts the test into the city before its first play; again, and all that was done there is undone."""
    count = iter(range(100))

    def enter() -> None:
        home = tmp_path / f"city-{next(count)}"
        shutil.copytree(played / "founded", home)
        database_server.renew_copy(_name("founded"))
        _enter(settings, home)

    return enter
