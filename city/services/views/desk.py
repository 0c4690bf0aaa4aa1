"""One dossier on an official's desk, its papers, and each move as an address of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.accounts.actions import register_person
from city.agencies.models import Agency
from city.payments.queries import charge_of
from city.services.actions import drafts, examination, reception, results
from city.services.forms.desk import ApprovalForm, CommentForm, HandOverForm, PersonForm, ProposalForm, ReasonsForm
from city.services.models import Dossier, DossierPaper, DossierReader, Party
from city.services.models.catalogue import Case, ProcedureVersion
from city.services.queries import desk, residents, slips
from city.services.queries.deadlines import deadline_of
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Reason, Role, Verb, Verdict
from kernel import clock
from kernel.access.pages import page_of
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.forms import answers
from kernel.refs import ref
from kernel.web.access import officials_only
from kernel.web.forms import MotcuaForm


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _find(request: HttpRequest, submission: str) -> Dossier:
    rows = (
        rules.visible_to(_actor(request))
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
    actor, given = _actor(request), _forms(dossier, bound or {})
    moves = desk.moves_for(actor, dossier)
    context = {
        "dossier": dossier, "moves": [(m, given[m.verb], f"services/desk/_{m.verb}.html") for m in moves], "wrong": next(iter((bound or {}).values()), None),
        "steps": residents.steps_of(dossier), "deadline": deadline_of(dossier), "log": desk.log_of(dossier), "papers": _papers(dossier),
        "sections": answers.sections(definition_of(dossier), dossier.answers, on=clock.today()), "parties": dossier.parties.select_related("person"),
        "documents": residents.results_of(dossier), "charge": charge_of(ref(dossier)), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "reasons": Reason.choices, "rounds_left": reception.rounds_allowed(), "asked": dossier.supplements.count(), "may_judge": rules.can_judge(actor, dossier),
        "wanted": [r for r in residents.wanted_papers(dossier) if r.paper and not r.sent], "runs": dossier.runs.exclude(comment="").select_related("post"),
    }  # fmt: skip
    return render(request, "services/desk/dossier.html", context, status=422 if bound else 200)


def _papers(dossier: Dossier) -> list[DossierPaper]:
    return list(dossier.papers.select_related("blob").order_by("pk"))


@officials_only
@require_safe
def dossier(request: HttpRequest, submission: str) -> HttpResponse:
    return _page(request, _find(request, submission))


@officials_only
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a code leads straight to its dossier."""
    code = request.GET.get("q", "").strip().upper()
    if code:
        rows = rules.visible_to(_actor(request)).exclude(phase=Phase.DRAFT)
        found = rows.filter(code=code).first() or rows.filter(submission=code).first()
        if found:
            return redirect("services:desk_dossier", found.submission)
    page = page_of(
        Dossier.objects.select_related("version"), DossierReader, _actor(request), before=request.GET.get("before", "")
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


def _done(dossier: Dossier, words: str, request: HttpRequest) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("services:desk_dossier", args=[dossier.submission]))


def _try(request: HttpRequest, found: Dossier, verb: str, form: MotcuaForm, act: Any, words: str) -> HttpResponse:
    """Check the form, act, go back to the page; what was refused stands at its field with all that was typed."""
    _fresh(request, found)
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return _done(found, words, request)
        except WrongMove:
            raise
        except Refused as refused:
            form.refuse(refused)
            found.refresh_from_db()
    return _page(request, found, {verb: form})


@officials_only
@require_POST
def acceptance(request: HttpRequest, submission: str) -> HttpResponse:
    found, by = _find(request, submission), _actor(request)
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
    found, by, form = _find(request, submission), _actor(request), ReasonsForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        reception.refuse_reception(dossier=found, reasons=data["reasons"], note=data["note"], by=by)

    return _try(request, found, Verb.REFUSE_RECEPTION, form, act, _("Đã từ chối tiếp nhận; người nộp được báo lý do."))


@officials_only
@require_POST
def supplement(request: HttpRequest, submission: str) -> HttpResponse:
    """One request for all that is missing."""
    found, by, form = _find(request, submission), _actor(request), CommentForm(request.POST)

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
    found, by, form = _find(request, submission), _actor(request), CommentForm(request.POST)
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
    found, by, form = _find(request, submission), _actor(request), CommentForm(request.POST)
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
    found, by = _find(request, submission), _actor(request)
    form = HandOverForm(request.POST, agencies=desk.other_agencies(found))

    def act(data: dict[str, Any]) -> None:
        agency = Agency.objects.get(pk=data["agency"])
        examination.hand_over(dossier=found, agency=agency, comment=data["comment"], by=by)

    return _try(request, found, Verb.HAND_OVER, form, act, _("Đã chuyển cơ quan khác cho ý kiến."))


@officials_only
@require_POST
def proposal(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = _find(request, submission), _actor(request), ProposalForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        examination.propose(dossier=found, outcome=data["outcome"], comment=data["comment"], by=by)

    return _try(request, found, Verb.PROPOSE, form, act, _("Đã trình."))


@officials_only
@require_POST
def approval(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = _find(request, submission), _actor(request), ApprovalForm(request.POST)

    def act(data: dict[str, str]) -> None:
        name = {"collective": data["head"]} if data["authority"] == "TM" else {"head": data["head"]}
        results.approve(dossier=found, authority=data["authority"], by=by, **name)

    return _try(request, found, Verb.APPROVE, form, act, _("Đang ký và đóng dấu. Kết quả hiện ở đây sau vài giây."))


@officials_only
@require_POST
def return_of_result(request: HttpRequest, submission: str) -> HttpResponse:
    found, by, form = _find(request, submission), _actor(request), CommentForm(request.POST)
    way = request.POST.get("way", "")
    return _try(
        request,
        found,
        Verb.RETURN,
        form,
        lambda data: results.hand_out(dossier=found, way=way, by=by),
        _("Đã trả kết quả."),
    )


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """One paper, its pages shown in the page, and what the officer finds."""
    found = _find(request, submission)
    row = get_object_or_404(DossierPaper.objects.select_related("blob"), pk=pk, dossier=found)
    if request.method == "POST":
        verdict, reason, note = (request.POST.get(k, "")[:500] for k in ("verdict", "reason", "note"))
        examination.judge(dossier=found, paper=row, verdict=verdict, reason=reason, note=note, by=_actor(request))
        following = found.papers.filter(pk__gt=pk, verdict=Verdict.UNSEEN, replaced_by=None).order_by("pk").first()
        return (
            redirect("services:desk_paper", submission, following.pk)
            if following
            else _done(found, _("Đã xem hết giấy tờ."), request)
        )
    ids = list(found.papers.order_by("pk").values_list("pk", flat=True))
    place = ids.index(row.pk)
    context = {
        "dossier": found, "row": row, "pages": range(1, min(row.blob.pages or 1, 40) + 1) if row.blob else [], "verdicts": Verdict.choices, "reasons": Reason.choices,
        "may_judge": rules.can_judge(_actor(request), found), "before": ids[place - 1] if place else None, "after": ids[place + 1] if place + 1 < len(ids) else None,
    }  # fmt: skip
    return render(request, "services/desk/paper.html", context)


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """A person stands there: who is it, which procedure; then the same form as at home."""
    form = PersonForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        version = ProcedureVersion.objects.filter(
            procedure__national_code=data["code"].strip(), state="published"
        ).first()
        if version is None:
            form.add_error("code", _("Không có thủ tục mang mã này. Tìm mã ở trang Thủ tục."))
        else:
            return _begin(request, version, data)
    return render(
        request,
        "services/desk/counter.html",
        {"form": form, "offers": desk.offered_here(_actor(request).agency_id or 0)},
        status=422 if form.is_bound else 200,
    )


def _begin(request: HttpRequest, version: ProcedureVersion, data: dict[str, Any]) -> HttpResponse:
    by = _actor(request)
    person = register_person(
        name=data["name"],
        number=data["number"],
        birth_on=data["birth_on"],
        address=data["address"],
        phone=data["phone"],
        by=by,
    )
    case = Case.objects.filter(version=version).order_by("no").first()
    dossier = drafts.start(
        version=version,
        agency=Agency.objects.get(pk=by.agency_id or 0),
        owner=person,
        case=case,
        channel="counter",
        by=by,
    )
    return redirect("services:draft", dossier.submission)


@officials_only
@require_safe
def slip(request: HttpRequest, submission: str) -> HttpResponse:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), to print."""
    found = _find(request, submission)
    response = HttpResponse(slips.acceptance_slip(found, officer=_actor(request).name), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-hen-{found}.pdf"'
    return response
