"""From the leader's yes to a result in the hand."""

from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.documents import actions as documents
from city.documents.models import Document
from city.documents.states import DocumentState
from city.payments.actions import ask_again, cancel, hold
from city.services.actions import deadlines, steps
from city.services.engine.process import END
from city.services.events import dossiers as events
from city.services.models import Decision, Dossier
from city.services.queries import handing_out, result_papers
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Outcome, Phase, Verb
from kernel import clock
from kernel.actors import SYSTEM, Actor
from kernel.errors import Refused, WrongMove
from kernel.journal import action, already_done, entries_about, part, record

PURPOSE = "result"


@action(requires=rules.can_approve)
def approve(*, dossier: Dossier, authority: str = "", by: Actor) -> Document:
    """The leader agrees with the proposal and signs, in one of the ways that his post allows (documents.queries.authority): the
    document takes its number, then is printed, signed and sealed by itself."""
    if not dossier.proposal:
        raise Refused(_("Hồ sơ chưa có đề xuất đồng ý hay từ chối. Trả lại bước trước để cán bộ đề xuất."))
    if places := result_papers.unprintable_places(dossier):
        words = _(
            "Chưa ký được: giấy kết quả không in được ký tự %(places)s. Trả lại bước trước để sửa, rồi trình lại."
        )
        raise Refused(words % {"places": "; ".join(places)})
    dossier.move(Verb.APPROVE)
    steps.leave(dossier=dossier, verb=Verb.APPROVE, by=by)
    issuer = issuer_of(dossier, by)
    dossier.holder_name = issuer.name
    dossier.save()
    document = documents.draft(**result_papers.draft_of(dossier, issuer), origin=dossier, purpose=PURPOSE, by=by)
    documents.ask_signature(document=document, authority=authority, by=by)
    record(events.ResultApproved(dossier.pk, document.pk, dossier.proposal), about=dossier, by=by)
    return document


def issuer_of(dossier: Dossier, by: Actor) -> Agency:
    """The agency that decides today; where several took over from it, that of the leader who signs."""
    agency = rules.deciding(dossier)
    return agency if agency.state() else Agency.objects.get(pk=by.agency_id or 0)


@action(requires=rules.is_system)
def decide(*, dossier: Dossier, document: Document, by: Actor) -> Dossier:
    """The document is issued: the matter is decided, its term is over. The owner may read the result, unless the process
    asks for the fee first."""
    if Decision.objects.filter(dossier=dossier, document=document).exists():
        already_done()
        return dossier
    dossier.move(Verb.DECIDE)
    dossier.decided_at = dossier.decided_at or clock.now()  # issued anew: the term was kept, or not, by the first
    Decision.objects.create(
        dossier=dossier, outcome=dossier.proposal, document=document, reasons=dossier.refusal_reasons, decided_at=clock.now()
    )  # fmt: skip
    deadlines.stop(dossier=dossier)
    hold(origin=dossier)  # money taken at this moment comes before, or after, and then `release` finds it decided
    if dossier.proposal == Outcome.REFUSED:
        cancel(origin=dossier, by=by)  # nothing was granted: what is not paid is asked no more
    else:
        ask_again(origin=dossier, by=by)  # a refusal that was withdrawn had taken it off
    steps.enter(dossier=dossier, to=steps.target(dossier, Verb.APPROVE))
    if not handing_out.is_withheld(dossier):
        _share(dossier, document, by)
    dossier.save()
    record(events.DossierDecided(dossier.pk, document.pk, dossier.proposal), about=dossier, by=by)
    return dossier


def _share(dossier: Dossier, document: Document, by: Actor) -> None:
    readers = [p.person.principal for p in rules.lasting(dossier.parties.select_related("person"))]
    documents.share(document=document, principals=readers, by=by)


@action(requires=rules.is_system)
def release(*, dossier: Dossier, by: Actor) -> Dossier:
    """The fee that the result waited for is paid: the owner may read it."""
    if dossier.phase != Phase.DECIDED or handing_out.is_withheld(dossier) or not handing_out.results_of(dossier):
        already_done()
        return dossier
    share_all(dossier=dossier)
    record(events.ResultReleased(dossier.pk), about=dossier, by=by)
    return dossier


@part
def share_all(*, dossier: Dossier) -> None:
    """The people of the dossier read its results from now on."""
    for document in handing_out.results_of(dossier):
        _share(dossier, document, SYSTEM)


@action(requires=rules.is_system)
def signing_failed(*, dossier: Dossier, document: Document, by: Actor) -> Dossier:
    """Printing, signing or sealing did not work; the number is held, the leader finds it in his inbox ("Ký lại văn bản")."""
    record(events.SigningFailed(dossier.pk, document.pk), about=dossier, by=by)
    return dossier


@action(requires=rules.is_system)
def give_up(*, dossier: Dossier, document: Document, by: Actor) -> Dossier:
    """The number of the result was voided (it could not be signed): the dossier lies with the leader again, who signs it under
    another number or sends it back."""
    if document.state != DocumentState.VOID or dossier.phase != Phase.SIGNING:
        already_done()
        return dossier
    dossier.move(Verb.SIGNING_FAILED)
    steps.enter(dossier=dossier, to=dossier.step, holder=steps.last_holder(dossier, dossier.step))
    dossier.save()
    record(events.ResultGivenUp(dossier.pk, document.pk), about=dossier, by=by)
    return dossier


@action(requires=rules.can_return)
def hand_out(*, dossier: Dossier, way: str, by: Actor) -> Dossier:
    """The result is in the hand of the person: online, at the counter or by post."""
    if way not in ("online", "counter", "post"):
        raise Refused(_("Chọn cách trả kết quả."), field="way")
    dossier.move(Verb.RETURN)
    dossier.returned_at = dossier.closed_at = clock.now()
    steps.leave(dossier=dossier, verb=Verb.RETURN, by=by)
    steps.enter(dossier=dossier, to=END)
    dossier.save()
    record(events.ResultReturned(dossier.pk, way), about=dossier, by=by)
    return dossier


@action(requires=rules.is_system)
def take_back(*, dossier: Dossier, document: Document, by: Actor) -> Dossier:
    """The agency withdrew the result (NĐ 30/2020 Đ.18.4): whoever it was for is told, with the reason. The phase stays: what was
    decided was decided, until the leader takes it up again (`reopen`)."""
    told = entries_about(dossier).filter(verb=events.ResultWithdrawn.verb, fact__document=document.pk).exists()
    if told or document.state != DocumentState.WITHDRAWN or not dossier.decisions.filter(document=document).exists():
        already_done()
        return dossier
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
    record(events.ResultWithdrawn(dossier.pk, document.pk), about=dossier, by=by)
    return dossier


@action(requires=rules.may_reissue)
def reopen(*, dossier: Dossier, comment: str, by: Actor) -> Dossier:
    """After its result was withdrawn, the agency takes the dossier up again: it lies at the step that approves, with the proposal
    that stood; the leader signs anew, or sends it back. Its term is not counted again."""
    dossier.expect(Verb.REISSUE)
    if handing_out.results_of(dossier) or not handing_out.withdrawn_of(dossier):
        raise WrongMove(_("Kết quả đang có hiệu lực. Thu hồi văn bản trước, rồi mới ban hành lại."))
    if not comment.strip():
        raise Refused(_("Ghi lý do ban hành lại."), field="comment")
    to = next(step.id for step in rules.process_of(dossier).steps if step.move(Verb.APPROVE))
    steps.leave(dossier=dossier, verb=Verb.REISSUE, by=by, comment=comment)
    dossier.move(Verb.REISSUE)
    dossier.returned_at = dossier.closed_at = None
    steps.enter(dossier=dossier, to=to, holder=steps.last_holder(dossier, to))
    dossier.changed_at = clock.now()
    dossier.save()
    record(events.ResultReopened(dossier.pk, to), about=dossier, by=by)
    return dossier
