"""Copies of patterns, table by table, in one INSERT … SELECT each: what a real act wrote, with other keys, people and days."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from kernel.actors import principal
from kernel.journal import unguarded
from stories.bench import places
from stories.bench.columns import NUMBERED, How, joined, padded, sha
from stories.bench.patterns import Pattern
from stories.bench.places import Office
from stories.bench.plan import Copy
from stories.bench.scheme import TABLES, Table

BATCH = 4000  # dossiers a transaction: foreign keys are checked at its end, from memory
_SHAPES = """
DROP TABLE IF EXISTS bench_copy, bench_pattern, bench_office, bench_slot, bench_row;
CREATE TABLE bench_copy (no bigint PRIMARY KEY, pattern bigint, office bigint, owner bigint, shift interval, submission text, code text,
  idempotency text, token text, numbers int[], receipt int, snapshot jsonb, now text[]);
CREATE TABLE bench_pattern (pattern bigint PRIMARY KEY, office bigint, owner bigint, was text[]);
CREATE TABLE bench_office (office bigint PRIMARY KEY, places bigint[]);
CREATE TABLE bench_slot (kind text, office bigint, old bigint, slot int);
CREATE TABLE bench_row (tbl text, old text, pattern bigint, rank int);
"""


def copy(
    copies: Sequence[Copy], patterns: Sequence[Pattern], offices: dict[int, Office], say: Callable[[int], None]
) -> None:
    """Write all of them; `say` is told how many are done."""
    with unguarded("a throw-away city is filled with copies of played dossiers"), connection.cursor() as cursor:
        cursor.execute(_SHAPES)
        _keep_patterns(patterns, offices)
        _keep_places(patterns, offices)
        _keep_copies(copies)
        sizes = _numbered()
        _stage()
        inserts = [_blobs(), *(partial_sql % sizes for partial_sql in map(_insert, TABLES))]
        for start in range(0, len(copies), BATCH):
            with transaction.atomic():
                for insert in inserts:
                    cursor.execute(f"{insert} c.no > {start} AND c.no <= {start + BATCH}")
            say(min(start + BATCH, len(copies)))
        _set_sequences()


def _keep_patterns(patterns: Sequence[Pattern], offices: dict[int, Office]) -> None:
    rows = [(p.pk, p.office, p.owner.pk, padded(p.words(offices[p.office]))) for p in patterns]
    _load("bench_pattern (pattern, office, owner, was)", rows)


def _keep_places(patterns: Sequence[Pattern], offices: dict[int, Office]) -> None:
    """A slot for each place of an office where patterns were played; other offices hold theirs in the same order."""
    slots, keys = [], []
    for home in dict.fromkeys(p.office for p in patterns):
        for key, pk in sorted(offices[home].places.items()):
            for number, (kind, old) in enumerate(_keyed(key, pk)):
                keys.append((home, key, number))
                slots.append((kind, home, old, len(keys)))
    _load("bench_slot (kind, office, old, slot)", slots)
    rows = [(pk, [_in(office, offices, *key) for key in keys]) for pk, office in offices.items()]
    _load("bench_office (office, places)", rows)


def _keyed(key: places.Key, pk: int) -> list[tuple[str, int]]:
    """The row itself and the principals it is; for who sits in the office itself, it is his unit as well."""
    kind, unit, _title = key
    ranks = {"person": ("person",), "post": ("post",), "agency": ("unit",) if unit else ("unit", "agency")}[kind]
    return [(kind, pk), *(("principal", principal(rank, pk)) for rank in ranks)]


def _in(office: Office, offices: dict[int, Office], home: int, key: places.Key, number: int) -> int | None:
    """What stands for the place `key` of `home` in this office, as a row or principal; None: as in the pattern."""
    if key not in office.places or not office.stands_for(offices[home]):
        return None
    return _keyed(key, office.places[key])[number][1]


def _keep_copies(copies: Sequence[Copy]) -> None:
    _load(
        "bench_copy (no, pattern, office, owner, shift, submission, code, idempotency, token, numbers, receipt, snapshot, now)",
        (c.row() for c in copies),
    )


def _load(target: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {target} FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def _numbered() -> dict[str, int]:
    """Which rows belong to which pattern, and for each table where the copies' keys begin and how many a copy takes."""
    sizes: dict[str, int] = {}
    with connection.cursor() as cursor:
        note_rows(cursor)
        for name in NUMBERED:
            cursor.execute(f"SELECT coalesce(max(rank), 1) FROM bench_row WHERE tbl = '{name}'")
            sizes[f"{name}_size"] = cursor.fetchone()[0]
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {name}")
            sizes[f"{name}_base"] = cursor.fetchone()[0]
    return sizes


def note_rows(cursor: Any) -> None:
    """Fill bench_row: which rows belong to which pattern of bench_pattern, and where in it they stand."""
    for table in TABLES:
        cursor.execute(
            f"INSERT INTO bench_row SELECT '{table.name}', m.id::text, up.pattern, "
            f"row_number() OVER (PARTITION BY up.pattern ORDER BY m.id) FROM {table.name} m {table.members}"
        )


def _stage() -> None:
    """The patterns' rows with what the copies need to look up, so that the inserts join little."""
    with connection.cursor() as cursor:
        for table in TABLES:
            extras, joins = joined(list(table.columns.values()))
            cursor.execute(f"DROP TABLE IF EXISTS {_staged(table.name)}")
            cursor.execute(
                f"CREATE TABLE {_staged(table.name)} AS SELECT m.*, r.pattern AS _pattern, r.rank AS _rank, p.was AS _was, "
                f"1000000000000 + p.owner AS _own{extras} FROM {table.name} m "
                f"JOIN bench_row r ON r.tbl = '{table.name}' AND r.old = m.id::text JOIN bench_pattern p ON p.pattern = r.pattern {joins}"
            )
        cursor.execute("ANALYZE bench_copy; ANALYZE bench_office")


def _staged(name: str) -> str:
    return f"bench_of_{name}"


def _insert(table: Table) -> str:
    """INSERT … SELECT, still to be filled with the sizes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table.name} LIMIT 0")
        columns = [c.name for c in cursor.description]
    hows = {name: table.columns.get(name, How(f's."{name}"')).value for name in columns}
    kept = {name: value for name, value in hows.items() if value}
    names = ", ".join(f'"{name}"' for name in kept)  # "values" is a word of SQL
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {', '.join(kept.values())} FROM bench_copy c "
        f"JOIN {_staged(table.name)} s ON s._pattern = c.pattern JOIN bench_office o ON o.office = c.office WHERE {table.where} AND"
    )


def _blobs() -> str:
    """Files of their own: what is known of them, not the bytes."""
    held = {"services_dossierpaper": "blob_id", "documents_version": "blob_id", "services_steprun": "file_id"}
    used = " UNION ".join(f"SELECT _pattern, {key} AS blob_id FROM {_staged(table)}" for table, key in held.items())
    return (
        "INSERT INTO files_blob (sha256, size, media_type, pages, state, created_at) "
        f"SELECT {sha('b.sha256')}, b.size, b.media_type, b.pages, b.state, b.created_at + c.shift FROM bench_copy c "
        f"JOIN ({used}) u ON u._pattern = c.pattern JOIN files_blob b ON b.sha256 = u.blob_id WHERE"
    )


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        for name in NUMBERED:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")


def clear() -> None:
    """The working tables go; the city stays."""
    names = [
        "bench_copy",
        "bench_pattern",
        "bench_office",
        "bench_slot",
        "bench_row",
        *(_staged(t.name) for t in TABLES),
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(names)}")
