"""What dossiers do when documents are issued, and what their people are told."""

from typing import Any

from city.documents.events import DocumentIssued, SigningFailed
from city.documents.models import Document
from city.services.actions import results
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.queries import notices
from city.services.reactions import calendars
from kernel.actors import SYSTEM
from kernel.journal import reacts_to
from kernel.notifications import notify

__all__ = ["calendars"]  # importing makes its reactions known


@reacts_to(DocumentIssued)
def decide(fact: DocumentIssued, entry: Any) -> None:
    if (fact.origin_kind, fact.purpose) == ("services.dossier", results.PURPOSE):
        results.decide(
            dossier=Dossier.objects.get(pk=fact.origin_id), document=Document.objects.get(pk=fact.document), by=SYSTEM
        )


@reacts_to(SigningFailed)
def note_failure(fact: SigningFailed, entry: Any) -> None:
    if (fact.origin_kind, fact.purpose) == ("services.dossier", results.PURPOSE):
        results.signing_failed(
            dossier=Dossier.objects.get(pk=fact.origin_id), document=Document.objects.get(pk=fact.document), by=SYSTEM
        )


@reacts_to(
    events.DossierSubmitted, events.DossierAccepted, events.ReceptionRefused, events.SupplementAsked, events.SupplementGiven,
    events.DossierDecided, events.ResultReturned, events.DossierWithdrawn, events.MistakeCorrected,
)  # fmt: skip
def tell(fact: Any, entry: Any) -> None:
    """One notice per act and person, in the inbox and, where an address is known, by e-mail."""
    dossier = Dossier.objects.select_related("version").get(pk=fact.dossier)
    template = type(fact).__name__
    for person in notices.people(dossier):
        for channel, address in (("inbox", ""), *((("email", person.email),) if person.email else ())):
            notify(
                person_id=person.pk, address=address, channel=channel, template=f"services/{template}", facts=notices.facts(dossier),
                dedupe_key=f"{entry.pk}-{person.pk}-{channel}", about=dossier,
            )  # fmt: skip
