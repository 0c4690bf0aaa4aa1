"""One dossier on an official's desk, its papers, and each move as an address of its own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.agencies.models import Agency, Post
from city.documents.queries.documents import document_for
from city.documents.states import DocumentState
from city.payments.queries import charge_of
from city.services.actions import examination, reception, results
from city.services.forms.desk import (
    ApprovalForm,
    CommentForm,
    ForwardForm,
    HandOverForm,
    ProposalForm,
    ReasonsForm,
    ReturnForm,
)
from city.services.models import Dossier, DossierPaper, DossierReader, Party
from city.services.queries import desk, desk_steps, residents
from city.services.queries.deadlines import deadline_of
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import OPEN, Phase, Reason, Role, Verb, Verdict
from city.services.views import desk_lacks
from city.work.queries import open_items
from kernel import clock
from kernel.access.pages import page_of
from kernel.actors import Actor
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.forms import answers
from kernel.refs import ref
from kernel.web.access import officials_only
from kernel.web.forms import MotcuaForm

LISTED = OPEN | {Phase.DECIDED}  # phases an official looks through; the rest is found by code
SHOWN = 100  # dossiers of one phase; who wants more looks by code


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def find(request: HttpRequest, submission: str) -> Dossier:
    rows = (
        rules.visible_to(actor_of(request))
        .select_related("version__procedure", "agency", "received_by", "case")
        .exclude(phase=Phase.DRAFT)
    )
    return get_object_or_404(rows, submission=submission)


def fresh(request: HttpRequest, dossier: Dossier) -> None:
    """A page that was opened before somebody else acted is told so."""
    if request.POST.get("revision") != str(dossier.revision):
        raise WrongMove(_("Hồ sơ đã thay đổi sau khi bạn mở trang này. Tải lại trang, xem việc mới nhất rồi làm tiếp."))


def _forms(dossier: Dossier, bound: dict[str, MotcuaForm]) -> dict[str, MotcuaForm]:
    """The form of each verb; the one that was posted wrongly keeps what was typed. Several stand on one page, so each has its
    own ids: a label leads to the box beside it."""
    made: dict[str, Any] = {
        Verb.PROPOSE: lambda: ProposalForm(), Verb.REFUSE_RECEPTION: lambda: ReasonsForm(), Verb.APPROVE: lambda: ApprovalForm(),
        Verb.HAND_OVER: lambda: HandOverForm(agencies=desk.other_agencies(dossier)), Verb.RETURN: lambda: ReturnForm(),
        Verb.FORWARD: lambda: ForwardForm(colleagues=desk_steps.colleagues(dossier)),
    }  # fmt: skip
    found = {str(verb): bound.get(str(verb)) or made.get(verb, CommentForm)() for verb in rules.CAN}
    for verb, form in found.items():
        form.auto_id = f"{verb}-%s"
    return found


def _page(request: HttpRequest, dossier: Dossier, bound: dict[str, MotcuaForm] | None = None) -> HttpResponse:
    actor, given = actor_of(request), _forms(dossier, bound or {})
    moves = desk.moves_for(actor, dossier)
    papers = _papers(dossier)
    document = document_for(dossier, results.PURPOSE) if dossier.phase == Phase.SIGNING else None
    context = {
        "dossier": dossier, "moves": [(m, given[m.verb], f"services/desk/_{m.verb}.html") for m in moves], "wrong": next(iter((bound or {}).values()), None),
        "steps": desk_steps.way_of(dossier), "deadline": deadline_of(dossier), "log": desk.log_of(dossier), "papers": papers,
        "sections": answers.sections(definition_of(dossier), dossier.answers, on=clock.today()), "parties": dossier.parties.select_related("person"),
        "documents": residents.results_of(dossier), "charge": charge_of(ref(dossier)), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "reasons": Reason.choices, "rounds_left": reception.rounds_allowed(), "asked": dossier.supplements.count(), "may_judge": rules.can_judge(actor, dossier), "lines": desk_lacks.lines(request, dossier), "runs": dossier.runs.exclude(comment="").select_related("post").order_by("began"),
        "document": document, "corrections": _corrections(dossier), **_judged(papers), "item": open_items(ref(dossier)).first(), "printed": desk_steps.printed_kind(dossier) if dossier.proposal else "", "may_correct": rules.can_correct(actor, dossier),
    }  # fmt: skip
    return render(request, "services/desk/dossier.html", context, status=422 if bound else 200)


def _papers(dossier: Dossier) -> list[DossierPaper]:
    return list(dossier.papers.select_related("blob").order_by("pk"))


def _judged(papers: list[DossierPaper]) -> dict[str, int]:
    """How many of the papers that count were found valid."""
    current = [p for p in papers if p.replaced_by_id is None]
    return {"current": len(current), "valid": sum(p.verdict == Verdict.VALID for p in current)}


def _corrections(dossier: Dossier) -> list[dict[str, Any]]:
    """Newest first, their moments as moments."""
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in reversed(dossier.corrections)]


@officials_only
@require_safe
def dossier(request: HttpRequest, submission: str) -> HttpResponse:
    return _page(request, find(request, submission))


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


@officials_only
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a code leads straight to its dossier; a phase gives my agency's, nearest due date first."""
    actor, code, phase = actor_of(request), request.GET.get("q", "").strip().upper(), request.GET.get("phase", "")
    rows = rules.visible_to(actor).exclude(phase=Phase.DRAFT).select_related("version")
    if code and (found := rows.filter(code=code).first() or rows.filter(submission=code).first()):
        return redirect("services:desk_dossier", found.submission)
    page = None if phase in LISTED else page_of(Dossier.objects.select_related("version"), DossierReader, actor, before=request.GET.get("before", ""))  # fmt: skip
    shown = (
        page.rows if page else list(rows.filter(agency=actor.agency_id, phase=phase).order_by("due_at", "pk")[:SHOWN])
    )
    owners = dict(_owners(shown))
    context = {
        "page": page, "rows": [(d, owners.get(d.pk, "")) for d in shown], "q": code, "phase": phase if page is None else "", "shown": SHOWN,
        "full": page is None and len(shown) == SHOWN, "phases": [(p.value, p.label) for p in Phase if p in LISTED],
    }  # fmt: skip
    return render(request, "services/desk/dossiers.html", context)


def _owners(rows: list[Dossier]) -> list[tuple[int, str]]:
    return list(
        Party.objects.filter(dossier__in=[d.pk for d in rows], role=Role.OWNER).values_list(
            "dossier_id", "person__name"
        )
    )


def done(dossier: Dossier, words: str, request: HttpRequest) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("services:desk_dossier", args=[dossier.submission]))


def _try(request: HttpRequest, found: Dossier, verb: str, form: MotcuaForm, act: Any, words: str) -> HttpResponse:
    """Check the form, act, go back to the page; what was refused stands at its field with all that was typed."""
    fresh(request, found)
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return done(found, words, request)
        except (WrongMove, NotAllowed):
            raise
        except Refused as refused:
            form.refuse(refused)
            found.refresh_from_db()
    return _page(request, found, {verb: form})


@officials_only
@require_POST
def acceptance(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = find(request, submission), actor_of(request)
    form = CommentForm(request.POST)
    return _try(
        request,
        found,
        Verb.ACCEPT,
        form,
        lambda data: reception.accept(dossier=found, comment=data["comment"], by=by),
        _("Đã tiếp nhận."),
    )


@officials_only
@require_POST
def refusal(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ReasonsForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        reception.refuse_reception(dossier=found, reasons=data["reasons"], note=data["note"], by=by)

    return _try(request, found, Verb.REFUSE_RECEPTION, form, act, _("Đã từ chối tiếp nhận; người nộp được báo lý do."))


@officials_only
@require_POST
def supplement(request: HttpRequest, submission: str) -> HttpResponse:
    """One request for all that is missing."""
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        reception.ask_supplement(dossier=found, lacks=desk_lacks.lacks(request, found), note=data["comment"], by=by)

    return _try(request, found, Verb.ASK_SUPPLEMENT, form, act, _("Đã gửi yêu cầu bổ sung; thời hạn tạm dừng."))


@officials_only
@require_POST
def forwarding(request: HttpRequest, submission: str) -> HttpResponse:
    """To the next step; where several may do it, to one of them."""
    found, by = find(request, submission), actor_of(request)
    form = ForwardForm(request.POST, colleagues=desk_steps.colleagues(found))

    def act(data: dict[str, Any]) -> None:
        holder = Post.objects.select_related("agency").get(pk=data["holder"]) if data.get("holder") else None
        examination.forward(dossier=found, comment=data["comment"], holder=holder, by=by)

    return _try(request, found, Verb.FORWARD, form, act, _("Đã chuyển bước."))


@officials_only
@require_POST
def sending_back(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)
    return _try(
        request,
        found,
        Verb.SEND_BACK,
        form,
        lambda data: examination.send_back(dossier=found, comment=data["comment"], by=by),
        _("Đã trả lại."),
    )


@officials_only
@require_POST
def handing_over(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = find(request, submission), actor_of(request)
    form = HandOverForm(request.POST, agencies=desk.other_agencies(found))

    def act(data: dict[str, Any]) -> None:
        agency = Agency.objects.get(pk=data["agency"])
        examination.hand_over(dossier=found, agency=agency, comment=data["comment"], by=by)

    return _try(request, found, Verb.HAND_OVER, form, act, _("Đã chuyển cơ quan khác cho ý kiến."))


@officials_only
@require_POST
def proposal(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ProposalForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        examination.propose(dossier=found, outcome=data["outcome"], comment=data["comment"], by=by)

    return _try(request, found, Verb.PROPOSE, form, act, _("Đã trình."))


@officials_only
@require_POST
def approval(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ApprovalForm(request.POST)

    def act(data: dict[str, str]) -> None:
        name = {"collective": data["head"]} if data["authority"] == "TM" else {"head": data["head"]}
        results.approve(dossier=found, authority=data["authority"], by=by, **name)

    return _try(request, found, Verb.APPROVE, form, act, _("Đang ký và đóng dấu. Kết quả hiện ở đây sau vài giây."))


@officials_only
@require_POST
def return_of_result(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), ReturnForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        results.hand_out(dossier=found, way=data["way"], by=by)

    return _try(request, found, Verb.RETURN, form, act, _("Đã trả kết quả."))
