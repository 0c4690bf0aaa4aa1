from django.db.models import QuerySet

from city.agencies.rules import acts_for
from city.payments.models import Charge
from kernel.actors import Actor

COLLECT = "payments.collect"


def visible_to(actor: Actor) -> QuerySet[Charge]:
    """Charges of one's own agency (acts_for), for those who take money; others see them through the room that asked for them."""
    return Charge.objects.filter(agency__in=actor.agencies) if actor.has(COLLECT) else Charge.objects.none()


def can_collect(actor: Actor, charge: Charge) -> bool:
    return actor.has(COLLECT) and acts_for(actor, charge.agency_id)
