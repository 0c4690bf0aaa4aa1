"""Writing a room's table outside an action raises, in tests and in production: watched on the connection, not guessed from source."""

import re
from typing import Any

from django.apps import apps

from kernel.journal.acts import acting

_WRITE = re.compile(
    r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+(?:ONLY\s+)?"?([a-z_0-9]+)', re.I
)
_enabled = True
_tables: frozenset[str] | None = None


def guarded_tables() -> frozenset[str]:
    """Tables of the rooms; the kernel's own, sessions and the migration record are not among them."""
    global _tables
    if _tables is None:
        _tables = frozenset(
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model.__module__.startswith("city.")
        )
    return _tables


def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    if (
        _enabled
        and isinstance(sql, str)
        and (found := _WRITE.match(sql))
        and not acting()
        and found[1] in guarded_tables()
    ):
        raise RuntimeError(f"{found[1]} was written outside an action; make it a verb in the room's actions")
    return execute(sql, params, many, context)


def install(connection: Any, **_: Any) -> None:
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def off(**_: Any) -> None:
    global _enabled
    _enabled = False


def on(**_: Any) -> None:
    global _enabled
    _enabled = True
