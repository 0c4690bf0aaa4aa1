"""What the bench prints: Markdown, readable as it is, ready for docs/performance.md."""

import os
import platform
from collections.abc import Callable, Sequence

from django.db import connection

from stories.bench.services import Line

Say = Callable[[str], None]
HEAD = (
    "| page | statements | CPU ms, Python | CPU ms, database | p50 ms | p95 ms | goal | rows | sequential scans |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|---|"
)


def surroundings() -> str:
    """The machine in general words, its load, and what of the database's settings matters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM services_dossier")
        (many,) = cursor.fetchone()
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        (size,) = cursor.fetchone()
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
        shown = []
        for name in ("fsync", "shared_buffers", "random_page_cost"):
            cursor.execute(f"SHOW {name}")
            shown.append(f"{name}={cursor.fetchone()[0]}")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{many:,} dossiers, {size} · {os.cpu_count()} cores, load {load} · Python {platform.python_version()}, "
        f"PostgreSQL {version.split()[0]}, {', '.join(shown)}"
    )


def row(line: Line) -> str:
    cost = line.cost
    goal = "" if line.goal is None else f"{line.goal}" if cost.p95 <= line.goal else f"**{line.goal}**"
    database = "–" if cost.database is None else f"{cost.database:.1f}"
    return (
        f"| {line.name} | {cost.statements} | {cost.python:.1f} | {database} | {cost.p50:.1f} | {cost.p95:.1f} | {goal} "
        f"| {line.rows:,} | {', '.join(line.scans)} |"
    )


def scans(lines: Sequence[Line], say: Say) -> None:
    """The statements behind every sequential scan of a large table, each once."""
    found = {reading.sql: (line.name, reading) for line in lines for reading in line.readings if reading.scans}
    say(f"\nSequential scans of tables with more than 1,000 rows: {len(found)} statements.")
    for name, reading in found.values():
        say(f"- {name}: {', '.join(reading.scans)}: `{_short(reading.sql)}`")


def over(lines: Sequence[Line]) -> list[str]:
    return [line.name for line in lines if line.goal is not None and line.cost.p95 > line.goal]


def _short(sql: str) -> str:
    """From FROM on: which columns are fetched decides nothing."""
    plain = sql.replace('"', "")
    return plain[max(plain.find(" FROM "), 0) :].strip()[:300]
