"""Whom to tell about a dossier, and the plain facts a notice may hold: a code, a date, a link; nothing private."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from city.accounts.models import Person
from city.accounts.queries import acting_for
from city.services.models import Dossier
from city.services.queries import moves
from city.services.rules.dossiers import lasting
from city.services.states.dossiers import Role
from kernel.clock import ZONE
from kernel.web import say


def people(dossier: Dossier) -> list[Person]:
    """Parties in their own right, and proxies by a mandate that holds today; not who merely takes the result in his hand."""
    owners = dossier.parties.filter(role=Role.OWNER).values("person")
    proxies = dossier.parties.exclude(role=Role.RECEIVER).filter(person__in=acting_for(owners))
    told = (lasting(dossier.parties.all()) | proxies).values("person")
    return list(Person.objects.filter(pk__in=told, erased_at=None).order_by("pk"))


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
