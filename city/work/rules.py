"""An item is seen and taken by its holder: the post itself, or anybody in the unit that holds it."""

from collections.abc import Callable

from django.db.models import QuerySet

from city.agencies.models import Agency, Post
from city.agencies.queries import units_of
from city.work.models import Item
from kernel.actors import Actor, principal

ASSIGN = "work.assign"

Judge = Callable[[Actor, Item], str]
_judges: dict[str, Judge] = {}


def judges(kind: str) -> Callable[[Judge], Judge]:
    """Decorator: the room whose things are of this kind says in a sentence why somebody cannot do this work, "" where he can."""

    def added(judge: Judge) -> Judge:
        _judges[kind] = judge
        return judge

    return added


def hindrance(actor: Actor, item: Item) -> str:
    """Why the work is not for him, as its room says; the inbox knows no rooms."""
    judge = _judges.get(item.about_kind)
    return judge(actor, item) if judge else ""


def visible_to(actor: Actor) -> QuerySet[Item]:
    return Item.objects.filter(holder__in=actor.principals) if actor.principals else Item.objects.none()


def reachable(actor: Actor) -> QuerySet[Item]:
    """Items of one's own, and, for who distributes work, of any post or unit of his agency, also of a post that has ended,
    and what lies with an agency that his took over from."""
    held = list(actor.principals)
    if actor.has(ASSIGN) and actor.agency_id:
        units = units_of(Agency.objects.get(pk=actor.agency_id))
        posts = Post.objects.filter(agency__in=units).values_list("pk", flat=True)
        held += [*(principal("post", pk) for pk in posts), *(principal("unit", unit.pk) for unit in units)]
        held += [principal("agency", pk) for pk in actor.agencies]
    return Item.objects.filter(holder__in=held)


def can_claim(actor: Actor, item: Item) -> bool:
    return actor.is_official and item.closed_at is None and item.holder in actor.principals


def can_hand_over(actor: Actor, item: Item) -> bool:
    """The holder gives his own work on; whoever distributes work in an agency gives any of that agency away."""
    if not actor.is_official or item.closed_at is not None:
        return False
    mine = item.holder in actor.principals
    return mine or (actor.has(ASSIGN) and reachable(actor).filter(pk=item.pk).exists())


def is_system(actor: Actor, subject: object) -> bool:
    return actor.kind == "system"
