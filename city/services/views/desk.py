"""One dossier on an official's desk, its papers, and each move as an address of its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.agencies.models import Agency
from city.payments.queries import charge_of
from city.services.actions import examination, reception, results
from city.services.forms.desk import ApprovalForm, CommentForm, HandOverForm, ProposalForm, ReasonsForm
from city.services.models import Dossier, DossierPaper, DossierReader, Party
from city.services.queries import desk, residents
from city.services.queries.deadlines import deadline_of
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Reason, Role, Verb
from kernel import clock
from kernel.access.pages import page_of
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.forms import answers
from kernel.refs import ref
from kernel.web.access import officials_only
from kernel.web.forms import MotcuaForm


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


def _fresh(request: HttpRequest, dossier: Dossier) -> None:
    """A page that was opened before somebody else acted is told so."""
    if request.POST.get("revision") != str(dossier.revision):
        raise WrongMove(_("Hồ sơ đã thay đổi sau khi bạn mở trang này. Tải lại trang, xem việc mới nhất rồi làm tiếp."))


def _forms(dossier: Dossier, bound: dict[str, MotcuaForm]) -> dict[str, MotcuaForm]:
    """The form of each verb; the one that was posted wrongly keeps what was typed."""
    made: dict[str, Any] = {
        Verb.PROPOSE: lambda: ProposalForm(), Verb.REFUSE_RECEPTION: lambda: ReasonsForm(), Verb.APPROVE: lambda: ApprovalForm(),
        Verb.HAND_OVER: lambda: HandOverForm(agencies=desk.other_agencies(dossier)),
    }  # fmt: skip
    return {str(verb): bound.get(str(verb)) or made.get(verb, CommentForm)() for verb in rules.CAN}


def _page(request: HttpRequest, dossier: Dossier, bound: dict[str, MotcuaForm] | None = None) -> HttpResponse:
    actor, given = actor_of(request), _forms(dossier, bound or {})
    moves = desk.moves_for(actor, dossier)
    context = {
        "dossier": dossier, "moves": [(m, given[m.verb], f"services/desk/_{m.verb}.html") for m in moves], "wrong": next(iter((bound or {}).values()), None),
        "steps": residents.steps_of(dossier), "deadline": deadline_of(dossier), "log": desk.log_of(dossier), "papers": _papers(dossier),
        "sections": answers.sections(definition_of(dossier), dossier.answers, on=clock.today()), "parties": dossier.parties.select_related("person"),
        "documents": residents.results_of(dossier), "charge": charge_of(ref(dossier)), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "reasons": Reason.choices, "rounds_left": reception.rounds_allowed(), "asked": dossier.supplements.count(), "may_judge": rules.can_judge(actor, dossier), "lines": _lines(request, dossier), "runs": dossier.runs.exclude(comment="").select_related("post"),
    }  # fmt: skip
    return render(request, "services/desk/dossier.html", context, status=422 if bound else 200)


@dataclass(frozen=True)
class LackLine:
    """One thing that may be asked for, with what was ticked and typed for it so far."""

    key: str
    title: str
    answer: bool
    ticked: bool
    reason: str
    note: str


def _lines(request: HttpRequest, dossier: Dossier) -> list[LackLine]:
    """Papers sent, papers of the sheet not sent, answers."""
    sent = [(f"paper-{p.pk}", p.title, False, "") for p in dossier.papers.filter(replaced_by=None).order_by("pk")]
    wanted = [
        (f"wanted-{r.paper.pk}", r.title, False, "missing")
        for r in residents.wanted_papers(dossier)
        if r.paper and not r.sent
    ]
    asked = [
        (f"field-{spec.id}", str(spec.name), True, "")
        for _page, spec in definition_of(dossier).fields()
        if spec.id in dossier.answers
    ]
    ticked, post = request.POST.getlist("lack"), request.POST
    return [
        LackLine(key, title, answer, key in ticked, post.get(f"reason-{key}", usual), post.get(f"note-{key}", ""))
        for key, title, answer, usual in (*sent, *wanted, *asked)
    ]


def _papers(dossier: Dossier) -> list[DossierPaper]:
    return list(dossier.papers.select_related("blob").order_by("pk"))


@officials_only
@require_safe
def dossier(request: HttpRequest, submission: str) -> HttpResponse:
    return _page(request, find(request, submission))


@officials_only
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a code leads straight to its dossier."""
    code = request.GET.get("q", "").strip().upper()
    if code:
        rows = rules.visible_to(actor_of(request)).exclude(phase=Phase.DRAFT)
        found = rows.filter(code=code).first() or rows.filter(submission=code).first()
        if found:
            return redirect("services:desk_dossier", found.submission)
    page = page_of(
        Dossier.objects.select_related("version"),
        DossierReader,
        actor_of(request),
        before=request.GET.get("before", ""),
    )
    owners = dict(_owners(page.rows))
    return render(
        request,
        "services/desk/dossiers.html",
        {"page": page, "rows": [(d, owners.get(d.pk, "")) for d in page.rows], "q": code},
    )


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
    _fresh(request, found)
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return done(found, words, request)
        except WrongMove:
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
        reception.ask_supplement(dossier=found, lacks=_lacks(request, found), note=data["comment"], by=by)

    return _try(request, found, Verb.ASK_SUPPLEMENT, form, act, _("Đã gửi yêu cầu bổ sung; thời hạn tạm dừng."))


def _lacks(request: HttpRequest, found: Dossier) -> list[reception.Lack]:
    """Each ticked line: paper-<id>, wanted-<id> or field-<id>, with its reason and note."""
    papers = {f"paper-{p.pk}": {"paper": p} for p in found.papers.filter(replaced_by=None)}
    wanted = {
        f"wanted-{r.paper.pk}": {"wanted": r.paper} for r in residents.wanted_papers(found) if r.paper and not r.sent
    }
    fields = {f"field-{spec.id}": {"field": spec.id} for _page, spec in definition_of(found).fields() if spec.asks}
    known: dict[str, Any] = {**papers, **wanted, **fields}
    lacks = []
    for key in request.POST.getlist("lack"):
        reason = request.POST.get(f"reason-{key}", "")
        if key in known and reason in Reason.values:
            lacks.append(reception.Lack(reason, request.POST.get(f"note-{key}", "")[:500], **known[key]))
        elif key in known:
            raise Refused(_("Chọn lý do cho từng mục cần bổ sung."))
    return lacks


@officials_only
@require_POST
def forwarding(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)
    return _try(
        request,
        found,
        Verb.FORWARD,
        form,
        lambda data: examination.forward(dossier=found, comment=data["comment"], by=by),
        _("Đã chuyển bước."),
    )


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
    found, by, form = find(request, submission), actor_of(request), CommentForm(request.POST)
    way = request.POST.get("way", "")
    return _try(
        request,
        found,
        Verb.RETURN,
        form,
        lambda data: results.hand_out(dossier=found, way=way, by=by),
        _("Đã trả kết quả."),
    )
