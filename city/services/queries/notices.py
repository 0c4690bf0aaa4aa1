"""Whom to tell about a dossier, and the plain facts a notice may hold: a code, a date, a link; nothing private."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from city.accounts.models import Person
from city.accounts.queries import acting_for
from city.services.models import Dossier
from city.services.queries import handing_out, moves
from city.services.rules.dossiers import lasting
from city.services.states.dossiers import Role
from kernel.web import site


def people(dossier: Dossier) -> list[Person]:
    """Parties in their own right, and proxies by a mandate that holds today; not who merely takes the result in his hand."""
    owners = dossier.parties.filter(role=Role.OWNER).values("person")
    proxies = dossier.parties.exclude(role=Role.RECEIVER).filter(person__in=acting_for(owners))
    told = (lasting(dossier.parties.all()) | proxies).values("person")
    return list(Person.objects.filter(pk__in=told, erased_at=None).order_by("pk"))


def language_of(person: Person) -> str:
    """What a person chose; who never chose reads Vietnamese."""
    return person.language or settings.LANGUAGE_CODE


def facts(dossier: Dossier) -> dict[str, Any]:
    supplement = dossier.supplements.order_by("-round").first()
    page = settings.PUBLIC_ADDRESS + reverse("services:my_dossier", args=[dossier.submission])
    return {
        "reference": str(dossier),
        "procedure": dossier.version.name,
        "holder": dossier.holder_name,
        "accepted": dossier.code is not None,
        "decided": dossier.decided_at is not None,
        "explains": supplement.explains if supplement else False,
        "give_by": supplement.give_by if supplement else None,
        "fee": moves.amount_due(dossier),
        "withheld": handing_out.is_withheld(dossier),
        "due": dossier.due_at,
        "at_counter": dossier.answers.get("receiving_way") == "counter",
        "site": site.name(),
        "hours": site.hours(),
        "link": page,
        "letters": f"{page}#letters",
        **_withdrawn(dossier),
    }


def _withdrawn(dossier: Dossier) -> dict[str, Any]:
    """Which result holds no longer, since when, and why."""
    last = next(iter(handing_out.withdrawn_of(dossier)), None)
    if last is None:
        return {"withdrawn_number": ""}
    return {"withdrawn_number": last.entry.printed, "withdrawn_at": last.withdrawn_at, "withdrawn_because": last.withdrawn_because}  # fmt: skip
