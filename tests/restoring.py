"""A test database brought back to what it was: rows written since are deleted, changed and lost ones are written again.

Copying a database makes a thousand files, which on a busy machine takes as long as the test; most tests touch some twenty
tables. Which, PostgreSQL counts itself (pg_stat_user_tables). A test that changed the catalogue of tables, as by TRUNCATE,
ALTER or a temporary table, leaves a database that is copied anew. The journal's triggers refuse to forget, so they rest
meanwhile; that asks for a superuser, and elsewhere every test gets its copy.
"""

import time
from collections.abc import Iterator
from typing import Any

from psycopg import Connection, connect, sql

Session = Connection[tuple[Any, ...]]
CATALOGUE = ("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "pg_type", "pg_depend")
WRITTEN = "SELECT relid, n_tup_ins, n_tup_upd + n_tup_del FROM pg_stat_user_tables"
REMADE = "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_sys_tables WHERE relname = ANY(%s)"
OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend'"""
TABLES = """
SELECT oid, quote_ident(relnamespace::regnamespace::text) || '.' || quote_ident(relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"""
GUARDS = "SELECT tgrelid, quote_ident(tgname) FROM pg_trigger WHERE tgenabled = 'A'"
SEQUENCES = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_sequences"


class Origin:
    """What a fresh copy holds, kept in memory: rows by table, the place of each sequence, the transaction it begins after."""

    def __init__(self, **door: Any) -> None:
        self.door = door
        with connect(**door, autocommit=True) as session:
            self.possible = session.info.parameter_status("is_superuser") == "on"
            if self.possible:
                self._read(session)

    def _read(self, session: Session) -> None:
        self.tables: dict[int, str] = dict(session.execute(TABLES).fetchall())
        self.rows = {oid: _copied(session, name) for oid, name in self.tables.items()}
        self.sequences = session.execute(SEQUENCES).fetchall()
        self.guards: list[tuple[int, str]] = session.execute(GUARDS).fetchall()
        self._begin(session)

    def _begin(self, session: Session) -> None:
        """What is counted above this, and what a later transaction writes, is new."""
        session.execute("SELECT pg_stat_force_next_flush()")
        self.counted = {oid: (new, lost) for oid, new, lost in session.execute(WRITTEN).fetchall()}
        self.remade = _one(session, REMADE, [list(CATALOGUE)])
        self.first = _one(session, "SELECT pg_current_xact_id()::text::bigint % 4294967296")

    def bring_back(self) -> bool:
        """False: it cannot be, make a copy."""
        if not self.possible:
            return False
        with connect(**self.door, autocommit=True) as session:
            _alone(session)
            if _one(session, REMADE, [list(CATALOGUE)]) != self.remade:
                return False
            with session.transaction():
                self._write(session, list(self._changed(session)))
            self._begin(session)
        return True

    def _changed(self, session: Session) -> Iterator[tuple[int, bool]]:
        """The tables written to, and whether rows were changed or lost there."""
        for oid, new, lost in session.execute(WRITTEN).fetchall():
            before = self.counted.get(oid, (0, 0))
            if (new, lost) != before:
                yield oid, lost != before[1]

    def _write(self, session: Session, changed: list[tuple[int, bool]]) -> None:
        session.execute("SET LOCAL session_replication_role = replica")  # no trigger, and no foreign key to wait for
        touched = {oid for oid, _lost in changed}
        guards = [(self.tables[oid], name) for oid, name in self.guards if oid in touched]
        _each(session, "ALTER TABLE {} DISABLE TRIGGER {}", guards)
        for oid, lost in changed:
            table = self.tables[oid]
            session.execute(
                _sql(f"DELETE FROM {table}" + ("" if lost else " WHERE xmin::text::bigint >= %s")),
                [] if lost else [self.first],
            )
            if lost:
                with session.cursor().copy(_sql(f"COPY {table} FROM STDIN (FORMAT binary)")) as into:
                    into.write(self.rows[oid])
        _each(session, "ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", guards)
        moved = set(session.execute(SEQUENCES).fetchall()) - set(self.sequences)
        for name in {name for name, _value in moved}:
            value = dict(self.sequences)[name]
            session.execute("SELECT setval(%s::regclass, %s, %s)", [name, value or 1, value is not None])


def _copied(session: Session, table: str) -> bytes:
    with session.cursor().copy(_sql(f"COPY {table} TO STDOUT (FORMAT binary)")) as rows:
        return b"".join(map(bytes, rows))


def _alone(session: Session) -> None:
    """Others are shown out; their counts are whole when they are gone."""
    while _one(session, OTHERS):
        time.sleep(0.005)


def _each(session: Session, statement: str, pairs: list[tuple[str, str]]) -> None:
    for pair in pairs:
        session.execute(_sql(statement.format(*pair)))


def _one(session: Session, statement: str, values: Any = None) -> int:
    row = session.execute(_sql(statement), values).fetchone()
    assert row
    return int(row[0] or 0)


def _sql(text: str) -> sql.SQL:
    return sql.SQL(text)  # type: ignore[arg-type]
