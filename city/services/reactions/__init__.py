"""What dossiers do when documents are issued, which papers follow from an act, and what their people are told."""

from typing import Any

from city.agencies.models import Agency
from city.documents.events import DocumentIssued, DocumentWithdrawn, NumberVoided, SigningFailed
from city.documents.models import Document
from city.payments.events import ChargePaid
from city.services.actions import fees, papers_issued, readers, results
from city.services.engine.legal_parameters import NEW
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.queries import letters, notices, slips
from city.services.reactions import calendars, telling
from city.services.rules.dossiers import receiving
from city.services.states.dossiers import Phase
from city.work.events import ItemClaimed, ItemHandedOver
from city.work.models import Item
from kernel.actors import SYSTEM
from kernel.clock import ZONE
from kernel.journal import reacts_to
from kernel.journal.models import JournalEntry

__all__ = ["calendars", "telling"]  # importing makes their reactions known


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


@reacts_to(NumberVoided)
def give_up(fact: NumberVoided, entry: Any) -> None:
    if (fact.origin_kind, fact.purpose) == ("services.dossier", results.PURPOSE):
        results.give_up(
            dossier=Dossier.objects.get(pk=fact.origin_id), document=Document.objects.get(pk=fact.document), by=SYSTEM
        )


@reacts_to(DocumentWithdrawn)
def take_back(fact: DocumentWithdrawn, entry: Any) -> None:
    if fact.origin_kind != "services.dossier":
        return
    act = results.take_back if fact.purpose == results.PURPOSE else papers_issued.take_back
    act(dossier=Dossier.objects.get(pk=fact.origin_id), document=Document.objects.get(pk=fact.document), by=SYSTEM)


@reacts_to(ItemHandedOver, ItemClaimed)
def admit(fact: ItemHandedOver | ItemClaimed, entry: Any) -> None:
    """Who holds the work reads the dossier; not when it was finished or given on meanwhile."""
    item = Item.objects.filter(pk=fact.item, closed_at=None, about_kind="services.dossier").first()
    dossier = Dossier.objects.get(pk=item.about_id) if item else None
    if item and dossier and readers.is_news(dossier, item.holder):
        readers.admit(dossier=dossier, holder=item.holder, by=SYSTEM)


@reacts_to(ChargePaid)
def go_on(fact: ChargePaid, entry: Any) -> None:
    """Paid while it was awaited: the work comes back. Paid when all was decided: the result may be read."""
    if fact.origin_kind != "services.dossier":
        return
    dossier = Dossier.objects.get(pk=fact.origin_id)
    if dossier.phase == Phase.PAYMENT:
        fees.receive_payment(dossier=dossier, by=SYSTEM)
    elif dossier.phase == Phase.DECIDED:
        results.release(dossier=dossier, by=SYSTEM)


@reacts_to(events.DossierAccepted)
def draw_up_acceptance(fact: events.DossierAccepted, entry: JournalEntry) -> None:
    """Mẫu 01, known by the code of the dossier."""
    dossier = _dossier(fact.dossier)
    facts = slips.acceptance(dossier, officer=letters.officer_of(entry))
    _draw_up(dossier, entry, "GTN", letters.ACCEPTANCE, facts, code=fact.code)


@reacts_to(events.SupplementAsked)
def draw_up_supplement_request(fact: events.SupplementAsked, entry: JournalEntry) -> None:
    """Mẫu 02, by the agency whose official asked."""
    dossier = _dossier(fact.dossier)
    asked = dossier.supplements.get(round=fact.round)
    facts = slips.supplement_request(asked, officer=letters.officer_of(entry))
    _draw_up(dossier, entry, "PBS", letters.supplement(fact.round), facts)


@reacts_to(events.ReceptionRefused)
def draw_up_reception_refusal(fact: events.ReceptionRefused, entry: JournalEntry) -> None:
    """Mẫu 03."""
    dossier = _dossier(fact.dossier)
    facts = slips.reception_refusal(dossier, fact.reasons, officer=letters.officer_of(entry))
    _draw_up(dossier, entry, "PTC", letters.REFUSAL, facts)


@reacts_to(events.DossierWithdrawn)
def draw_up_stop_notice(fact: events.DossierWithdrawn, entry: JournalEntry) -> None:
    """TT 03/2025/TT-VPCP Đ.7; only since that law knows it (NĐ 118/2025 Đ.21)."""
    if entry.occurred_at.astimezone(ZONE).date() >= NEW:
        dossier = _dossier(fact.dossier)
        _draw_up(dossier, entry, "TBD", letters.STOP, slips.stop_notice(dossier, at=entry.occurred_at))


@reacts_to(events.DossierStopped)
def draw_up_stop(fact: events.DossierStopped, entry: JournalEntry) -> None:
    """The agency's own stop, with its reason and basis."""
    dossier = _dossier(fact.dossier)
    facts = slips.stop_ex_officio(dossier.stop, officer=letters.officer_of(entry))
    _draw_up(dossier, entry, "TBD", letters.STOP, facts)


def _dossier(pk: int) -> Dossier:
    return Dossier.objects.select_related("version", "agency", "received_by").get(pk=pk)


def _agency(dossier: Dossier, entry: JournalEntry) -> Agency:
    """Of the official who acted; where the applicant did, the one that took the dossier in."""
    acted = Agency.objects.filter(pk=entry.agency_id or 0).first()
    return acted or receiving(dossier)


def _draw_up(
    dossier: Dossier, entry: JournalEntry, kind: str, purpose: str, facts: slips.Facts, code: str = ""
) -> None:
    papers_issued.draw_up(
        dossier=dossier, kind=kind, purpose=purpose, facts=facts, agency=_agency(dossier, entry), code=code,
        on=entry.occurred_at.astimezone(ZONE).date(), desk=entry.post_id, by=SYSTEM,
    )  # fmt: skip


@reacts_to(
    events.DossierSubmitted, events.DossierAccepted, events.ReceptionRefused, events.SupplementAsked, events.SupplementGiven,
    events.DossierDecided, events.ResultReturned, events.DossierWithdrawn, events.MistakeCorrected,
    events.PaymentAsked, events.PaymentReceived, events.DossierStopped, events.ResultReleased,
    events.FeeAmended, events.FeeWaived, events.ResultWithdrawn, events.ResultReopened,
)  # fmt: skip
def tell(fact: Any, entry: JournalEntry) -> None:
    dossier = Dossier.objects.select_related("version").get(pk=fact.dossier)
    telling.send(dossier, type(fact).__name__, notices.facts(dossier), entry)
