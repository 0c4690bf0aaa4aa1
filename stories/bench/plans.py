"""How PostgreSQL answers the statements of a page: which tables are read from end to end, how many rows are looked at."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction

from stories.bench.probe import Statement

LARGE = 1000  # rows: below, a sequential scan is the best plan
_READS = ("SELECT", "WITH")


@dataclass(frozen=True)
class Reading:
    """`scans`: large tables read sequentially. `rows`: the most rows that one node of a plan looked at."""

    scans: list[str]
    rows: int
    sql: str


def of(statements: Sequence[Statement]) -> list[Reading]:
    """One reading for each different statement that reads; what writes is explained without being run."""
    different = {s.sql: s for s in statements if not s.sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SET"))}
    return [_reading(s) for s in different.values()]


def _reading(statement: Statement) -> Reading:
    runs = statement.sql.lstrip("( ").upper().startswith(_READS) and "FOR UPDATE" not in statement.sql
    how = "ANALYZE, TIMING OFF, " if runs else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}FORMAT JSON) {statement.sql}", statement.params)
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    nodes = list(_nodes(plan))
    scans = {
        n["Relation Name"] for n in nodes if n["Node Type"].endswith("Seq Scan") and _size(n["Relation Name"]) > LARGE
    }
    return Reading(sorted(scans), max(map(_looked_at, nodes)), statement.sql)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _looked_at(node: dict[str, Any]) -> int:
    if "Relation Name" not in node and "Index Name" not in node:
        return 0
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = sum(float(node.get(name, 0)) for name in names)
    return round(each * float(node.get("Actual Loops", 1)))


@cache
def _size(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])
