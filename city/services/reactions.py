"""What dossiers do when documents are issued, and what their people are told."""

from typing import Any

from city.documents.events import DocumentIssued, SigningFailed
from city.documents.models import Document
from city.payments.events import ChargePaid
from city.services.actions import fees, results
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.queries import notices
from city.services.states.dossiers import Phase
from kernel.actors import SYSTEM
from kernel.journal import reacts_to
from kernel.notifications import notify


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


@reacts_to(ChargePaid)
def go_on(fact: ChargePaid, entry: Any) -> None:
    """Paid while it was awaited: the work comes back. Paid at another time, there is nothing to do."""
    if fact.origin_kind != "services.dossier":
        return
    dossier = Dossier.objects.get(pk=fact.origin_id)
    if dossier.phase == Phase.PAYMENT:
        fees.receive_payment(dossier=dossier, by=SYSTEM)


@reacts_to(
    events.DossierSubmitted, events.DossierAccepted, events.ReceptionRefused, events.SupplementAsked, events.SupplementGiven,
    events.DossierDecided, events.ResultReturned, events.DossierWithdrawn, events.MistakeCorrected,
    events.PaymentAsked, events.PaymentReceived, events.DossierStopped,
)  # fmt: skip
def tell(fact: Any, entry: Any) -> None:
    """One notice per act and person, in the inbox and, where an address is known, by e-mail."""
    dossier = Dossier.objects.select_related("version").get(pk=fact.dossier)
    template, facts = type(fact).__name__, notices.facts(dossier)
    for person in notices.people(dossier):
        for channel, address in (("inbox", ""), *((("email", person.email),) if person.email else ())):
            notify(
                person_id=person.pk, address=address, channel=channel, template=f"services/{template}", facts=facts,
                dedupe_key=f"{entry.pk}-{person.pk}-{channel}", about=dossier,
            )  # fmt: skip
