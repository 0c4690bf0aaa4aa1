"""The demo city for tests: played once per run, then copied for each test that asks for it (fixture `city`).

The play takes some ten seconds, a copy of its database a tenth of one. Workers of pytest-xdist share the play; its files
and keys lie in the run's temporary folder, its database carries the process id of the run, by which the next run sweeps it.
"""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connections
from django.test import Client, override_settings

from city.accounts.models import User
from city.services.models import Dossier
from stories import demo
from stories.city import CITY_OFFICIALS, OFFICES, RESIDENTS
from tests import database

OFFICIALS = {one.username: key for key, office in OFFICES.items() for one in office[5]}
OFFICIALS |= {one.username: "city" for one in CITY_OFFICIALS}


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


def roots(home: Path) -> dict[str, Path]:
    return {"FILES_ROOT": home / "files", "KEYS_ROOT": home / "keys", "MAIL_ROOT": home / "mail"}


def _run() -> int:
    """The process whose run this is: the controller of pytest-xdist, or this one."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


@pytest.fixture(scope="session")
def played(database_server, django_db_blocker, tmp_path_factory) -> Iterator[tuple[str, Path]]:  # type: ignore[no-untyped-def]
    """(name of the database that holds the played city, folder of its files, keys and letters)."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "played"
    home.mkdir(exist_ok=True)
    name = f"{database.COPY}played_{_run()}"
    with (home / "lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            _play(database_server, name, home)
            (home / "done").touch()
    yield name, home
    if "PYTEST_XDIST_WORKER" not in os.environ:
        database_server.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _play(server: database.Server, name: str, home: Path) -> None:
    server.renew_copy()
    with override_settings(**roots(home), DEMO=True), ThreadPoolExecutor(1) as thread:
        thread.submit(_told).result()
    server.execute("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log", name, server.copy)
    server.renew_copy()


def _told() -> None:
    """In a thread of its own: where a browser of Playwright is open already, a loop runs in the first, and signing needs one."""
    try:
        demo.play(lambda _words: None)
    finally:
        connections.close_all()


@pytest.fixture
def city(played, database_server, transactional_db, settings) -> City:  # type: ignore[no-untyped-def]
    """A played city of one's own; what the test changes is gone afterwards."""
    name, home = played
    database_server.renew_copy(name)
    for key, path in roots(home).items():
        setattr(settings, key, path)
    settings.DEMO = True
    assert live.DEMO
    return City()
