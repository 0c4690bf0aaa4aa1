"""Whom to tell about a dossier, and the plain facts a notice may hold: a code, a date, a link; nothing private."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from city.accounts.models import Mandate, Person
from city.services.models import Dossier
from city.services.queries import moves
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Role
from kernel import clock
from kernel.clock import ZONE
from kernel.web import say


def people(dossier: Dossier) -> list[Person]:
    """Who may read it: parties in their own right, and proxies whose mandate from the owner holds today (rules.lasting).
    Not who merely takes the result in his hand."""
    parties = dossier.parties.exclude(role=Role.RECEIVER)
    owners = dossier.parties.filter(role=Role.OWNER).values("person")
    mandates = Mandate.objects.filter(principal__in=owners, valid__contains=clock.today(), ended_at=None)
    lasting = Q(pk__in=rules.lasting(parties).values("person"))
    acting = Q(pk__in=parties.values("person")) & Q(pk__in=mandates.values("agent"))
    return list(Person.objects.filter(lasting | acting, erased_at=None).order_by("pk"))


def facts(dossier: Dossier) -> dict[str, Any]:
    page = settings.PUBLIC_ADDRESS + reverse("services:my_dossier", args=[dossier.submission])
    due = dossier.due_at.astimezone(ZONE) if dossier.due_at else None
    return {
        "reference": str(dossier),
        "procedure": dossier.version.name,
        "holder": dossier.holder_name,
        "explains": dossier.supplements.order_by("-round").values_list("explains", flat=True).first() or False,
        "fee": say.money(moves.amount_due(dossier)),
        "due": f"{due:%d/%m/%Y}" if due else "",
        "link": page,
        "letters": f"{page}#letters",
    }
