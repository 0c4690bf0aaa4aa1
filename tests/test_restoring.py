"""A test finds the city as it was, whatever the one before did to it."""

import pytest
from django.db import connections
from psycopg import connect

from tests.city import City
from tests.restoring import SEQUENCES, TABLES, Session

WRITES = {
    "new rows, also in the journal": "INSERT INTO journal_journalentry SELECT (jsonb_populate_record(j, '{\"id\": 999999}')).* FROM journal_journalentry j LIMIT 1",
    "changed rows": "UPDATE services_dossier SET holder_name = 'khác', revision = revision + 1",
    "lost rows": "DELETE FROM django_session; DELETE FROM notifications_message",
    "places of sequences": "SELECT nextval(pg_get_serial_sequence('services_dossier', 'id')) FROM generate_series(1, 7)",
    "tables made and emptied": "CREATE TABLE stray (id int); TRUNCATE notifications_message CASCADE",
}


def held(door: dict[str, str]) -> dict[str, object]:
    """All rows of all tables, in no order, and the places of the sequences."""
    with connect(**door) as session:
        places = dict(session.execute(SEQUENCES).fetchall())
        return places | {table: sorted(rows(session, table)) for _oid, table in session.execute(TABLES).fetchall()}


def rows(session: Session, table: str) -> list[bytes]:
    with session.cursor().copy(f"COPY {table} TO STDOUT") as lines:
        return b"".join(map(bytes, lines)).split(b"\n")


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES)
def test_what_was_written_is_gone(statement: str, city: City, database_server) -> None:  # type: ignore[no-untyped-def]
    door = database_server.door | {"dbname": database_server.copy}
    connections.close_all()
    before = held(door)
    with connect(**door) as session:  # not by Django, which knows what only an action may write
        session.execute(statement)
    assert held(door) != before
    database_server.renew_copy(database_server.source)
    assert held(door) == before
