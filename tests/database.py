"""Test databases: migrated once into a template, copied per process, brought back before the test that comes after one
that committed (restoring.py); so are the cities that tests ask for.

The template's name carries a hash of all migrations, so it outlives the run and is made anew when they change. Names carry
the process id, so that two runs on one server do not meet.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg import Connection, connect, errors, sql

from tests.restoring import Origin

TIMEOUTS = "-c lock_timeout=15s -c statement_timeout=60s"  # a test that hangs must say where
TEMPLATE, COPY = "motcua_template_", "motcua_test_"
CITIES = {"city", "founded", "catalogue"}  # fixtures that copy a database of their own
KEPT = 3  # templates of other branches that stay


def migrations_key() -> str:
    """A hash of every migration of every installed app, and of what its apps.py does around migrating."""
    total = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for app in apps.get_app_configs():
        folder = Path(app.path)
        for path in [*sorted(folder.glob("migrations/*.*")), *folder.glob("apps.py"), *folder.glob("extensions.py")]:
            total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


class Server:
    """The server of DATABASE_URL; the database named there is only the door, nothing is written into it."""

    def __init__(self) -> None:
        given = settings.DATABASES["default"]
        names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        self.door = {ours: given[theirs] for theirs, ours in names.items() if given[theirs]}
        self.template = self.source = TEMPLATE + migrations_key()
        self.copy = ""  # the database in use, of `source`
        self.copies = dict[str, str]()  # by the name of the database they are copies of
        self.origins = dict[str, Origin]()
        self.spoilt = False  # the copy in use is no longer what the template is

    def execute(self, statement: str, *names: str) -> list[tuple[str]]:
        with connect(**self.door, autocommit=True) as session:
            return _execute(session, statement, *names)

    def renew_copy(self, source: str = "") -> None:
        """The copy of the migrated template, or of the database named, is what it was at first, and in use."""
        self.source = source = source or self.template
        connections.close_all()
        self.copy = self.copies.setdefault(source, f"{COPY}{len(self.copies)}_{os.getpid()}")
        if source not in self.origins or not self.origins[source].bring_back():
            self._copy_anew(source)
        use(self.copy)
        ContentType.objects.clear_cache()
        self.spoilt = source != self.template

    def _copy_anew(self, source: str) -> None:
        with connect(**self.door, autocommit=True) as session:
            _execute(session, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self.copy)
            _execute(session, "CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log", self.copy, source)
        self.origins[source] = Origin(**(self.door | {"dbname": self.copy}))

    def keep(self, what: str, run: int = 0) -> str:
        """The copy as it is now, as a database of its own to copy later; its name. `run`: the process whose run keeps it."""
        name = f"{COPY}{what}_{run or os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what autovacuum saw in the middle of one long transaction was an empty table
        connections.close_all()
        self.execute("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log", name, self.copy)
        self.spoilt = True
        return name

    def drop_copies(self) -> None:
        connections.close_all()
        for name in self.copies.values():
            self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def make_template(self) -> None:
        """By the first process that comes; a killed one leaves no half template, for it is renamed when whole."""
        with _one_at_a_time():
            self._sweep()
            if self.template in self._names(TEMPLATE):
                return
            half = f"{COPY}new_{os.getpid()}"
            self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", half)
            self.execute("CREATE DATABASE {} TEMPLATE template0", half)
            use(half)
            call_command("migrate", verbosity=0, interactive=False)
            connections.close_all()
            self.execute("ALTER DATABASE {} RENAME TO {}", half, self.template)

    def _names(self, beginning: str) -> list[str]:
        """Oldest first."""
        rows = self.execute("SELECT datname FROM pg_database ORDER BY oid")
        return [name for (name,) in rows if name.startswith(beginning)]

    def _sweep(self) -> None:
        """Copies of killed runs, and templates of long ago."""
        old = [name for name in self._names(TEMPLATE) if name != self.template]
        dead = [name for name in self._names(COPY) if not _lives(int(name.rpartition("_")[2]))]
        for name in [*old[:-KEPT], *dead]:
            try:
                self.execute("DROP DATABASE IF EXISTS {}", name)
            except errors.ObjectInUse:
                continue  # somebody is copying it


def _execute(session: "Connection[tuple[str]]", statement: str, *names: str) -> list[tuple[str]]:
    cursor = session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]
    return cursor.fetchall() if cursor.description else []


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _one_at_a_time():  # type: ignore[no-untyped-def]
    """flock, not an advisory lock of the database: it goes with its holder, however that one dies."""
    handle = (Path(tempfile.gettempdir()) / f"motcua-tests-{os.getuid()}.lock").open("w")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def use(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


@pytest.fixture(scope="session")
def database_server(django_db_setup) -> "Server":  # type: ignore[no-untyped-def]
    """The server on which the test database lies, for tests that bring a database of their own to copy."""
    assert _server is not None
    return _server


_server: "Server | None" = None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Takes the place of pytest-django's own, which would migrate once per process."""
    if "DATABASE_URL" not in os.environ:
        pytest.exit("No DATABASE_URL: use bin/test WORDS…, which starts a PostgreSQL for tests.", returncode=4)
    connection.settings_dict["OPTIONS"]["options"] = TIMEOUTS
    global _server
    _server = server = Server()
    kept = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        server.make_template()
        server.renew_copy()
    TransactionTestCase._fixture_teardown = lambda _test: setattr(server, "spoilt", True)  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = kept  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        server.drop_copies()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the fixtures: one that opens a transaction must find the new copy."""
    if _server and _server.spoilt and not CITIES & set(getattr(item, "fixturenames", ())):
        _server.renew_copy()
