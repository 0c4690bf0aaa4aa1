"""Lists of any depth at the cost of one page."""

import datetime
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, models

from kernel.actors import Actor

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """`rows` in order; `older` and `newer` are the values of ?before= and ?after= of the neighbours, or ""."""

    rows: list[M]
    older: str = ""
    newer: str = ""


def newest(
    through: type[Any], actor: Actor, *, size: int, before: tuple[datetime.datetime, int] | None = None
) -> list[tuple[datetime.datetime, int]]:
    """(sort_at, subject id) of the newest rows the actor may read, older than `before`.

    One index scan per principal, merged: 0.4 ms on the deepest page where `principal = ANY` took 88 ms."""
    table = connection.ops.quote_name(through._meta.db_table)
    older = "AND (r.sort_at, r.subject_id) < (%(at)s, %(id)s)" if before else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT DISTINCT sort_at, subject_id FROM unnest(%(mine)s::bigint[]) AS p(principal)
                CROSS JOIN LATERAL (SELECT r.sort_at, r.subject_id FROM {table} r WHERE r.principal = p.principal {older}
                                    ORDER BY r.sort_at DESC, r.subject_id DESC LIMIT %(size)s) AS page
                ORDER BY sort_at DESC, subject_id DESC LIMIT %(size)s""",  # noqa: S608 (the table name is ours)
            {"mine": list(actor.principals), "size": size, "at": before and before[0], "id": before and before[1]},
        )
        return [(at, int(pk)) for at, pk in cursor.fetchall()]


def cursor_text(key: tuple[datetime.datetime, int]) -> str:
    return f"{round(key[0].timestamp() * 1_000_000)}.{key[1]}"  # cut off, a microsecond would be lost, and rows with it


def parse_cursor(text: str) -> tuple[datetime.datetime, int] | None:
    """The place in a list named by ?before=; None when there is none or it is not one of ours."""
    try:
        micros, pk = text.split(".")
        if len(pk) > 18:  # PostgreSQL's numbers end there
            return None
        return datetime.datetime.fromtimestamp(int(micros) / 1_000_000, datetime.UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def page_by(rows: models.QuerySet[M], at: str, *, before: str = "", size: int = 30) -> Page[M]:
    """One page of rows that need no table of readers, newest first by their moment `at`."""
    if place := parse_cursor(before):
        rows = rows.filter(models.Q(**{f"{at}__lt": place[0]}) | models.Q(**{at: place[0], "pk__lt": place[1]}))
    found = list(rows.order_by(f"-{at}", "-pk")[: size + 1])
    older = cursor_text((getattr(found[size - 1], at), found[size - 1].pk)) if len(found) > size else ""
    return Page(found[:size], older=older)


def page_by_number(rows: models.QuerySet[M], *, before: str = "", size: int = 30) -> Page[M]:
    """One page of rows that are only added, the last first; ?before= is the number of the last row shown."""
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], older=str(found[size - 1].pk) if len(found) > size else "")


def page_of(rows: models.QuerySet[M], through: type[Any], actor: Actor, *, before: str = "", size: int = 30) -> Page[M]:
    """One page of `rows` (a queryset with what the page needs selected), newest first."""
    keys = newest(through, actor, size=size + 1, before=parse_cursor(before))
    shown = keys[:size]
    found = rows.in_bulk([pk for _, pk in shown])
    older = cursor_text(shown[-1]) if len(keys) > size else ""
    return Page([found[pk] for _, pk in shown if pk in found], older=older)
