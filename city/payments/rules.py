from django.db.models import QuerySet

from city.payments.models import Charge
from kernel.actors import Actor

COLLECT = "payments.collect"


def visible_to(actor: Actor) -> QuerySet[Charge]:
    """Charges of one's own agency, for those who take money; others see them through the room that asked for them."""
    return Charge.objects.filter(agency=actor.agency_id) if actor.has(COLLECT) else Charge.objects.none()


def can_collect(actor: Actor, charge: Charge) -> bool:
    return actor.has(COLLECT) and actor.agency_id == charge.agency_id
