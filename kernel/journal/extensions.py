"""PostgreSQL extensions the tables need; all are trusted, so the owner of the database may create them."""

from typing import Any

from django.db import connections

NEEDED = ("btree_gist", "pg_trgm", "intarray")


def create(sender: Any, using: str, **_: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
        for name in NEEDED:
            if name not in present:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
