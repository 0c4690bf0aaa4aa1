"""An item is seen and taken by its holder: the post itself, or anybody in the unit that holds it."""

from django.db.models import QuerySet

from city.work.models import Item
from kernel.actors import Actor

ASSIGN = "work.assign"


def visible_to(actor: Actor) -> QuerySet[Item]:
    return Item.objects.filter(holder__in=actor.principals) if actor.principals else Item.objects.none()


def can_claim(actor: Actor, item: Item) -> bool:
    return actor.is_official and item.closed_at is None and item.holder in actor.principals


def can_hand_over(actor: Actor, item: Item) -> bool:
    """The holder gives his own work on; whoever distributes work in the agency gives any away."""
    return actor.is_official and item.closed_at is None and (item.holder in actor.principals or actor.has(ASSIGN))


def is_system(actor: Actor, subject: object) -> bool:
    return actor.kind == "system"
