"""One dossier on an official's desk, its papers, and each move as an address of its own."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.agencies.models import Agency, Post
from city.agencies.rules import acts_for
from city.documents.queries.documents import document_for
from city.documents.queries.papers import unprintable_signs
from city.documents.states import DocumentState
from city.payments.queries import charge_of
from city.payments.rules import can_collect
from city.services.actions import examination, recalls, reception, results
from city.services.forms.desk import (
    ApprovalForm,
    CommentForm,
    ForwardForm,
    HandOverForm,
    ProposalForm,
    ReasonsForm,
)
from city.services.forms.desk_acts import AskForm, HandOutForm, MoveFileForm, RecallForm
from city.services.forms.fees import AcceptForm
from city.services.models import Dossier, DossierPaper, Party, Stop
from city.services.queries import (
    desk,
    desk_acts,
    desk_reading,
    desk_steps,
    handing_out,
    letters,
    opinions,
    residents,
    result_papers,
    supplements,
)
from city.services.queries.deadlines import deadline_of
from city.services.queries.fees import changes_of, expected, may_be_changed
from city.services.queries.mended import mended_of
from city.services.queries.moves import rounds_allowed, rounds_asked
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Reason, Verb, Verdict
from city.services.views import desk_lacks
from city.services.views.stale import Stale, fresh, refill, unchanged
from city.services.views.uploads import shortened
from city.work.models import Item
from city.work.queries import open_items
from city.work.rules import can_hand_over
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.files import keep
from kernel.forms.compiler import PageForm
from kernel.refs import ref
from kernel.web.access import actor_of, officials_only
from kernel.web.forms import MotcuaForm


def find(request: HttpRequest, submission: str) -> Dossier:
    rows = (
        rules.visible_to(actor_of(request))
        .select_related("version__procedure__field", "agency", "received_by", "case")
        .prefetch_related(Prefetch("parties", Party.objects.select_related("person").order_by("pk")))
        .exclude(phase=Phase.DRAFT)
    )
    return get_object_or_404(rows, submission=submission)


def _forms(
    actor: Actor, dossier: Dossier, moves: list[desk.Open], bound: dict[str, MotcuaForm]
) -> dict[str, MotcuaForm]:
    """The form of each move; the one that was posted wrongly keeps what was typed. Several stand on one page, so each has its
    own ids: a label leads to the box beside it."""
    made: dict[str, Any] = {
        Verb.PROPOSE: lambda: ProposalForm(), Verb.REFUSE_RECEPTION: lambda: ReasonsForm(), Verb.APPROVE: lambda: ApprovalForm(by=actor, paper=result_papers.paper_of(dossier)),
        Verb.HAND_OVER: lambda: HandOverForm(agencies=opinions.other_agencies(dossier)), Verb.RETURN: lambda: HandOutForm(people=desk_acts.known_people(dossier), initial={"way": desk_acts.wished_way(dossier)}),
        Verb.FORWARD: lambda: ForwardForm(colleagues=desk_steps.colleagues(dossier)), Verb.ASK_SUPPLEMENT: lambda: AskForm(), Verb.ACCEPT: lambda: AcceptForm(offered=expected(dossier)),
    }  # fmt: skip
    found = bound | {m.verb: bound.get(m.verb) or made.get(m.verb, CommentForm)() for m in moves}
    for verb, form in found.items():
        form.auto_id = f"{verb}-%s"
    return found


def show(
    request: HttpRequest,
    dossier: Dossier,
    bound: dict[str, MotcuaForm] | None = None,
    record: dict[str, PageForm] | None = None,
    status: int = 422,
) -> HttpResponse:
    """The page; `bound`, `record`: forms that were posted wrongly (`status`: or too late), with what was typed."""
    actor = actor_of(request)
    window, moves = desk_reading.window_of(actor, dossier), desk.moves_for(actor, dossier)
    given = _forms(actor, dossier, moves, bound or {})
    papers = desk_reading.papers_for(dossier, window)
    document = document_for(dossier, results.PURPOSE) if dossier.phase == Phase.SIGNING else None
    charge = charge_of(ref(dossier))
    context = {
        "dossier": dossier, "moves": [(m, _needing(given[m.verb], m), f"services/desk/_{m.verb}.html") for m in moves], "wrong": next(iter((bound or {}).values()), None),
        "steps": desk_steps.way_of(dossier), "deadline": deadline_of(dossier), "log": desk.log_of(dossier, papers), "papers": papers, "window": window, "handed_in": bool(papers) or dossier.papers.sent().exists(),
        "sections": desk_reading.sections_for(dossier, window, on=clock.today()), "parties": dossier.parties.all(), "people": desk_acts.people_of(dossier),
        "documents": handing_out.results_of(dossier), "charge": charge, "may_collect": charge is not None and can_collect(actor, charge), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "reasons": Reason.choices, "rounds_left": rounds_allowed(), "asked": rounds_asked(dossier), "may_judge": rules.can_judge(actor, dossier), **desk_lacks.asking(request, dossier, window, moves),
        "runs": [(desk_steps.step_name(run.name, run.step, dossier), run) for run in dossier.runs.exclude(comment="", file=None).select_related("post").order_by("began")], "stop": Stop.objects.filter(dossier=dossier).select_related("post").first(),
        "records": desk_acts.recorded(dossier, window, writing=rules.can_record(actor, dossier), typed=record), "may_stop": rules.can_stop(actor, dossier), "may_withdraw": rules.can_withdraw(actor, dossier), "file_form": MoveFileForm(),
        "document": document, "signs": unprintable_signs(document) if document else [], "corrections": mended_of(dossier, window), **_judged(papers), "item": _movable(actor, dossier), "printed": result_papers.printed_kind(dossier) if dossier.proposal else "", "printed_lines": result_papers.printed_lines(dossier) if dossier.proposal and any(m.verb == Verb.APPROVE for m in moves) else [], "may_correct": rules.can_correct(actor, dossier),
        "letters": letters.letters_of(dossier) if window.contact else None, "waiting": supplements.waiting_of(actor, dossier),
        "withdrawn": handing_out.withdrawn_of(dossier), "may_reopen": handing_out.may_reopen(actor, dossier),
        "changes": changes_of(dossier), "may_change_charge": rules.can_change_charge(actor, dossier) and may_be_changed(dossier),
        "recall": ((bound or {}).get(Verb.RECALL) or RecallForm(auto_id="recall-%s")) if recalls.may_recall(actor, dossier) else None,
    }  # fmt: skip
    return render(request, "services/desk/dossier.html", context, status=status if bound or record else 200)


def _movable(actor: Actor, dossier: Dossier) -> Item | None:
    """The open work, where this official may give it to another."""
    item, step = open_items(ref(dossier)).first(), rules.step_of(dossier)
    if item is None or not can_hand_over(actor, item):
        return None
    at_home = step is not None and acts_for(actor, rules.agency_of(dossier, step).pk)
    return item if at_home or item.holder in actor.principals else None


def _needing(form: MotcuaForm, move: desk.Open) -> MotcuaForm:
    """What the move needs is not called optional."""
    if "comment" in form.fields:
        form.fields["comment"].required = "comment" in move.needs
    return form


def _judged(papers: list[DossierPaper]) -> dict[str, Any]:
    """How many of the papers that count were found valid, and which nobody has judged."""
    current = [p for p in papers if p.replaced_by_id is None]
    valid = sum(p.verdict == Verdict.VALID for p in current)
    return {"current": len(current), "valid": valid, "unseen": desk_reading.unseen_of(papers)}


@officials_only
@require_safe
def dossier(request: HttpRequest, submission: str) -> HttpResponse:
    return show(request, find(request, submission))


@officials_only
@require_safe
def signing(request: HttpRequest, submission: str) -> HttpResponse:
    """Asked every two seconds while the result is printed, signed and sealed; then the page is read anew."""
    found = find(request, submission)
    document = document_for(found, results.PURPOSE)
    ready = found.phase != Phase.SIGNING or (document is not None and document.state == DocumentState.FAILED)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("services:desk_dossier", args=[submission]))
    if ready:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "services/desk/_signing.html", {"dossier": found})


def done(dossier: Dossier, words: str, request: HttpRequest) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("services:desk_dossier", args=[dossier.submission]))


def attempt(request: HttpRequest, found: Dossier, verb: str, form: MotcuaForm, act: Any, words: str) -> HttpResponse:
    """Check the form, act, go back to the page; what was refused, or came too late, stands in the form with all that was typed."""
    valid = form.is_valid()
    try:
        fresh(request, found)
        if valid:
            form.cleaned_data["sent"] = file_of(request)  # before the lock: to look at a file may take half a minute
            with unchanged(request, found):
                act(form.cleaned_data)
            return done(found, words, request)
    except Stale:
        refill(found, form)
        if verb not in {move.verb for move in desk.moves_for(actor_of(request), found)}:
            raise  # nothing to fill in any more
        return show(request, found, {verb: form}, status=409)
    except Refused as refused:
        form.refuse(refused)
        found.refresh_from_db()
    return show(request, found, {verb: form})


def file_of(request: HttpRequest) -> dict[str, Any]:
    """The file that goes with a move, kept; nothing where none was sent. Refused where it cannot be taken."""
    sent = request.FILES.get("file")
    if sent is None:
        return {}
    name = sent.name or ""
    return {"file": keep(sent, name=name, by=actor_of(request)), "file_name": shortened(name)}


@officials_only
@require_POST
def acceptance(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = find(request, submission), actor_of(request)
    form = AcceptForm(request.POST, offered=expected(found))

    def act(data: dict[str, Any]) -> None:
        reception.accept(dossier=found, comment=data["comment"], fees=data["taken"], by=by)

    return attempt(request, found, Verb.ACCEPT, form, act, _("Đã tiếp nhận."))


@officials_only
@require_POST
def refusal(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ReasonsForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        reception.refuse_reception(dossier=found, reasons=data["reasons"], note=data["note"], by=by)

    return attempt(
        request, found, Verb.REFUSE_RECEPTION, form, act, _("Đã từ chối tiếp nhận; người nộp được báo lý do.")
    )


@officials_only
@require_POST
def forwarding(request: HttpRequest, submission: str) -> HttpResponse:
    """To the next step; where several may do it, to one of them."""
    found, by = find(request, submission), actor_of(request)
    form = ForwardForm(request.POST, colleagues=desk_steps.colleagues(found))

    def act(data: dict[str, Any]) -> None:
        holder = Post.objects.select_related("agency").get(pk=data["holder"]) if data.get("holder") else None
        examination.forward(dossier=found, comment=data["comment"], holder=holder, by=by, **data["sent"])

    return attempt(request, found, Verb.FORWARD, form, act, _("Đã chuyển bước."))


@officials_only
@require_POST
def sending_back(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        examination.send_back(dossier=found, comment=data["comment"], by=by, **data["sent"])

    return attempt(request, found, Verb.SEND_BACK, form, act, _("Đã trả lại."))


@officials_only
@require_POST
def handing_over(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = find(request, submission), actor_of(request)
    form = HandOverForm(request.POST, agencies=opinions.other_agencies(found))

    def act(data: dict[str, Any]) -> None:
        agency = Agency.objects.get(pk=data["agency"])
        examination.hand_over(dossier=found, agency=agency, comment=data["comment"], by=by, **data["sent"])

    return attempt(request, found, Verb.HAND_OVER, form, act, _("Đã chuyển cơ quan khác cho ý kiến."))


@officials_only
@require_POST
def proposal(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ProposalForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        said = {name: data[name] for name in ("outcome", "comment", "reasons")}
        examination.propose(dossier=found, by=by, **said, **data["sent"])

    return attempt(request, found, Verb.PROPOSE, form, act, _("Đã trình."))


@officials_only
@require_POST
def approval(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = find(request, submission), actor_of(request)
    form = ApprovalForm(request.POST, by=by, paper=result_papers.paper_of(found))

    def act(data: dict[str, str]) -> None:
        results.approve(dossier=found, authority=data["authority"], by=by)

    return attempt(request, found, Verb.APPROVE, form, act, _("Đang ký và đóng dấu. Kết quả hiện ở đây sau vài giây."))
