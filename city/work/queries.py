"""The inbox: open items by due date, in keyset pages, one index scan per principal."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from city.work.events import ItemHandedOver
from city.work.models import Item
from kernel import clock
from kernel.actors import Actor, meant, principal
from kernel.journal import entries_about
from kernel.refs import Ref

CAP = 1000
FAR = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Inbox:
    items: list[Item]
    next: str  # the value of ?from= of the next page, or ""


def open_items(about: Ref) -> QuerySet[Item]:
    return Item.objects.filter(about_kind=about.kind, about_id=about.id, closed_at=None).order_by("id")


def is_taken_up(item: Item) -> bool:
    """Somebody claimed it, or it was given to one post by a person. Where it lay when it was opened, it still lies untouched, also
    where others than on that day would get it today; what the system gave back is nobody's doing."""
    if item.claimed_at is not None or meant(item.holder)[0] != "post":
        return item.claimed_at is not None
    passed = entries_about(item).filter(verb=ItemHandedOver.verb).first()
    return passed is not None and passed.actor_kind != "system"


def inbox(actor: Actor, *, start: str = "", size: int = 30, code: str = "") -> Inbox:
    """What waits for the actor, most urgent first."""
    key = place_named(start)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT i.id FROM unnest(%(mine)s::bigint[]) AS p(holder) CROSS JOIN LATERAL (
                 SELECT w.id, w.due_at FROM work_item w
                 WHERE w.holder = p.holder AND w.closed_at IS NULL AND (%(code)s = '' OR w.code = %(code)s)
                   AND (%(id)s::bigint IS NULL OR (coalesce(w.due_at, 'infinity'), w.id) > (%(at)s::timestamptz, %(id)s::bigint))
                   AND (%(id)s::bigint IS NULL OR w.due_at >= %(at)s::timestamptz OR w.due_at IS NULL)
                 ORDER BY w.due_at ASC NULLS LAST, w.id LIMIT %(size)s) AS i
               ORDER BY i.due_at ASC NULLS LAST, i.id LIMIT %(size)s""",
            {
                "mine": list(actor.principals),
                "size": size + 1,
                "code": code,
                "at": key and ("infinity" if key[0] == FAR else key[0]),
                "id": key and key[1],
            },
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    found = Item.objects.in_bulk(ids)
    items = [found[pk] for pk in ids[:size]]
    return Inbox(items, place_of(items[-1]) if len(ids) > size else "")


def place_of(item: Item) -> str:
    """Where the page after this item begins, for ?from=: "<due or infinity>~<id>"."""
    return f"{item.due_at.isoformat() if item.due_at else 'infinity'}~{item.pk}"


def place_named(text: str) -> tuple[datetime.datetime, int] | None:
    """(due or FAR, id) of a `place_of`; None for one that is none of ours, so that PostgreSQL is given only what it can read."""
    at, _, pk = text.partition("~")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        due = FAR if at == "infinity" else datetime.datetime.fromisoformat(at)
    except ValueError:
        return None
    return due if due.tzinfo else due.replace(tzinfo=clock.ZONE), int(pk)


def counts(actor: Actor) -> dict[str, int]:
    """open, late, soon (today and tomorrow): capped, as nobody counts beyond a thousand."""
    tomorrow = datetime.datetime.combine(clock.today() + datetime.timedelta(days=2), datetime.time(), clock.ZONE)
    mine = Item.objects.filter(holder__in=actor.principals, closed_at=None)[:CAP]
    rows = Item.objects.filter(pk__in=mine.values("pk"))
    return rows.aggregate(
        open=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=clock.now())),
        soon=Count("pk", filter=Q(due_at__gte=clock.now(), due_at__lt=tomorrow)),
    )


def open_by_holder(principals: Iterable[int]) -> dict[int, int]:
    """Principal -> how many open items it holds, capped; one statement for all."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.holder, count(i.one) FROM unnest(%s::bigint[]) AS p(holder) CROSS JOIN LATERAL (
                 SELECT 1 AS one FROM work_item w WHERE w.holder = p.holder AND w.closed_at IS NULL LIMIT %s) AS i
               GROUP BY p.holder""",
            [sorted(set(principals)), CAP],
        )
        return dict(cursor.fetchall())


def holding_posts() -> set[int]:
    """Ids of the posts that hold open items."""
    first, last = principal("post", 0), principal("unit", 0)
    rows = Item.objects.filter(closed_at=None, holder__gt=first, holder__lt=last)
    return {holder - first for holder in rows.values_list("holder", flat=True).distinct()}


def done_recently(actor: Actor, *, days: int = 7) -> QuerySet[Item]:
    since = clock.now() - datetime.timedelta(days=days)
    return Item.objects.filter(holder__in=actor.principals, closed_at__gte=since)
