"""Asks the PostgreSQL of ASK_URL: `ask.py SQL…` prints the last answer as JSON, or null where the database is missing.

Run by the environment's Python (psycopg); `ask()` is for our side. Each statement is committed by itself."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class NoAnswer(Exception):
    """The server could not be reached or refused; the text is its own."""


def ask(python: Path, url: str, *statements: str) -> Any:
    env = os.environ | {"ASK_URL": url, "PYTHONUTF8": "1"}  # not among the arguments: everybody may read those
    argv = [str(python), __file__, *statements]
    done = subprocess.run(argv, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, env=env)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("psycopg")]
        raise NoAnswer(said[-1].partition(": ")[2] if said else done.stderr.strip() or "no reason given")
    return json.loads(done.stdout)


def _answer(url: str, statements: list[str]) -> Any:
    import psycopg

    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        if "does not exist" in str(error) and "database" in str(error):
            return None
        raise
    with connection:
        rows: list[Any] = []
        for statement in statements:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
    return rows


if __name__ == "__main__":
    print(json.dumps(_answer(os.environ["ASK_URL"], sys.argv[1:]), default=str))
