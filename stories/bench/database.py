"""A database of its own beside the city's, with files and keys of its own; gone afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import override_settings
from psycopg import Connection, connect, sql

NAME = "motcua_bench"
WHOLE = "whole"  # a file that says: filled to the end
FOLDERS = {"FILES_ROOT": "files", "KEYS_ROOT": "keys", "MAIL_ROOT": "mail"}


@contextmanager
def throw_away(*, keep: bool = False) -> Iterator[bool]:
    """Within the block everything happens in the bench's own database; yields whether a kept one was found there."""
    city = str(settings.DATABASES["default"]["NAME"])
    home = Path(settings.STATE) / "bench"
    found = keep and _exists() and (home / WHOLE).exists()
    try:
        if not found:
            _create(home)
        _use(NAME)
        with override_settings(DEMO=True, **{name: home / folder for name, folder in FOLDERS.items()}):
            if not found:
                call_command("migrate", verbosity=0, interactive=False)
            yield found
        (home / WHOLE).touch()
    finally:
        _use(city)
        if not keep:
            _drop()
            shutil.rmtree(home, ignore_errors=True)


def _create(home: Path) -> None:
    _drop()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    with _door() as session:
        session.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(NAME)))


def _drop() -> None:
    with _door() as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))


def _exists() -> bool:
    with _door() as session:
        return session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is not None


def _use(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _door() -> "Connection[tuple[object, ...]]":
    """A session in the city's database, outside any transaction; nothing is written there."""
    given = {**settings.DATABASES["default"]}
    words = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    door = {ours: str(given[theirs]) for theirs, ours in words.items() if given.get(theirs)}
    return connect(**door, autocommit=True)  # type: ignore[arg-type]
