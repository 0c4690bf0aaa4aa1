"""The resident's own dossiers: list, one, supplement, withdrawal, files; and the public look-up by code."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.payments.queries import charge_of
from city.services.actions import reception
from city.services.forms.portal import LookupForm, PaperForm
from city.services.models import Dossier, DossierPaper, Stop, Supplement, SupplementLine
from city.services.queries import handing_out, letters, residents
from city.services.queries.deadlines import deadline_of
from city.services.queries.definitions import definition_of
from city.services.queries.desk_reading import window_of
from city.services.queries.endings import ending_of
from city.services.queries.mended import mended_of
from city.services.queries.obstacles import obstacles
from city.services.queries.told import with_letters
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.files import keep, page_image, serve
from kernel.files.models import Blob
from kernel.forms import answers, walk
from kernel.forms.definition import Page
from kernel.forms.reopening import open_pages
from kernel.forms.visiting import visit
from kernel.limits import Rate, network_of
from kernel.notifications import inbox_of, mark_read
from kernel.refs import ref
from kernel.web.access import public

LOOKUPS = Rate("lookup", times=300, seconds=600)  # wide: a commune, and its kiosk, ask from one address


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _mine(request: HttpRequest, submission: str) -> Dossier:
    rows = (
        rules.visible_to(_actor(request))
        .select_related("version__procedure", "agency", "case")
        .exclude(phase=Phase.DRAFT)
    )
    dossier = get_object_or_404(rows, submission=submission)
    if not rules.is_party(_actor(request), dossier):
        raise Http404
    return dossier


@require_safe
def my_dossiers(request: HttpRequest) -> HttpResponse:
    page = residents.submitted_page(_actor(request), before=request.GET.get("before", ""))
    rows, drafts = (
        residents.with_owners(some, _actor(request)) for some in (page.rows, residents.drafts_of(_actor(request))[:20])
    )
    found = obstacles(drafts)
    for one in drafts:
        one.obstacle = found.get(one.pk)  # type: ignore[attr-defined]
    context = {"page": page, "rows": rows, "drafts": drafts, "tone": residents.TONE}
    return render(request, "services/portal/my_dossiers.html", context)


@require_safe
def my_dossier(request: HttpRequest, submission: str) -> HttpResponse:
    """Who has it now and until when, what was sent, what came of it."""
    (dossier,) = residents.with_owners([_mine(request, submission)], _actor(request))
    withheld = handing_out.is_withheld(dossier)
    context = {
        "dossier": dossier, "deadline": deadline_of(dossier), "ending": ending_of(dossier), "steps": residents.steps_of(dossier),
        "papers": dossier.papers.select_related("blob").order_by("pk"), "supplement": _open_supplement(dossier),
        "documents": [] if withheld else handing_out.results_of(dossier), "withheld": withheld, "charge": charge_of(ref(dossier)), "tone": residents.TONE.get(Phase(dossier.phase), "main"),
        "may_withdraw": rules.can_withdraw(_actor(request), dossier),
        "stop": Stop.objects.filter(dossier=dossier).first(), "sections": answers.sections(definition_of(dossier), dossier.answers, on=clock.today()),
        "letters": letters.letters_of(dossier), "mended": mended_of(dossier),
    }  # fmt: skip
    return render(request, "services/portal/my_dossier.html", context)


def _open_supplement(dossier: Dossier) -> Supplement | None:
    return dossier.supplements.filter(given_at=None).first()


@require_safe
def submitted(request: HttpRequest, submission: str) -> HttpResponse:
    return render(request, "services/portal/submitted.html", {"dossier": _mine(request, submission)})


@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, submission: str) -> HttpResponse:
    """What is asked, each thing with its box; only these are open."""
    dossier = _mine(request, submission)
    asked = get_object_or_404(Supplement, dossier=dossier, given_at=None)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep_line(request, dossier, asked, form):
        return redirect("services:supplement", submission)
    lines = list(asked.lines.select_related("paper", "wanted").order_by("pk"))
    sent = {_answers(p): p for p in dossier.papers.filter(round=asked.round).prefetch_related("replaces")}
    rows = [{"line": line, "sent": sent.get(line.paper_id or line.wanted_id)} for line in lines if not line.field]
    fields = [line for line in lines if line.field]
    context = {
        "dossier": dossier, "asked": asked, "rows": rows, "form": form, "failed": request.POST.get("line", ""), "fields": _pages(dossier, fields),
        "ready": all(row["sent"] for row in rows) and not _unanswered(dossier, fields),
    }  # fmt: skip
    return render(request, "services/portal/supplement.html", context, status=422 if form.is_bound else 200)


def _answers(paper: DossierPaper) -> int | None:
    """What a new file was sent for: the paper it replaces, or the paper of the sheet that was missing."""
    old = list(paper.replaces.all())
    return old[0].pk if old else paper.paper_id


def _keep_line(request: HttpRequest, dossier: Dossier, asked: Supplement, form: PaperForm) -> bool:
    number = request.POST.get("line", "")
    line = get_object_or_404(asked.lines, pk=number if number.isascii() and number.isdigit() else 0)
    file = form.cleaned_data["file"]
    try:
        blob = keep(file, name=file.name, by=_actor(request))
        reception.attach_supplement(dossier=dossier, line=line, blob=blob, name=file.name[:200], by=_actor(request))
    except Refused as refused:
        form.add_error("file", str(refused))
        return False
    return True


def _open_ids(fields: Sequence[SupplementLine]) -> frozenset[str]:
    return frozenset(line.field for line in fields)


def _working(dossier: Dossier) -> walk.Draft:
    """The answers as a draft to mend; what was mended so far is kept in dossier.draft."""
    return walk.Draft.from_json(dossier.draft) if dossier.draft else walk.Draft(values=dossier.answers)


def _pages(dossier: Dossier, fields: Sequence[SupplementLine]) -> list[tuple[Page, list[SupplementLine], bool]]:
    if not fields:
        return []
    kept = _working(dossier)
    pages = open_pages(definition_of(dossier), kept.values, _open_ids(fields))
    return [(p, [x for x in fields if x.field in {f.id for f in p.asked}], p.id in kept.done) for p in pages]


def _unanswered(dossier: Dossier, fields: Sequence[SupplementLine]) -> bool:
    return any(not done for _page, _lines, done in _pages(dossier, fields))


@require_http_methods(["GET", "HEAD", "POST"])
def supplement_page(request: HttpRequest, submission: str, page: str) -> HttpResponse:
    """One page of the form, with only the asked answers open."""
    dossier = _mine(request, submission)
    asked = get_object_or_404(Supplement, dossier=dossier, given_at=None)
    open_ids = _open_ids(list(asked.lines.exclude(field="")))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    try:
        seen = visit(
            definition_of(dossier),
            _working(dossier),
            page,
            on=clock.today(),
            query=request.GET,
            post=posted[0],
            files=posted[1],
            open_ids=open_ids,
        )
    except (KeyError, IndexError):
        raise Http404 from None
    if posted[0] is not None:
        reception.save_supplement(dossier=dossier, draft=seen.draft, by=_actor(request))
    if seen.moved:
        return redirect("services:supplement", submission)
    wrong = bool(seen.error or (seen.form and seen.form.wrong))
    context = {"visit": seen, "about": dossier.version.name, "dossier": dossier, "base": "kernel/base.html", "wrong": wrong,
               "template": "kernel/forms/page.html" if seen.form else "kernel/forms/group.html"}  # fmt: skip
    return render(request, "services/portal/page.html", context, status=422 if wrong else 200)


@require_POST
def send_supplement(request: HttpRequest, submission: str) -> HttpResponse:
    dossier = _mine(request, submission)
    asked = get_object_or_404(Supplement, dossier=dossier, given_at=None)
    fields = [line.field for line in asked.lines.exclude(field="")]
    kept = _working(dossier)
    values = {name: kept.values.get(name) for name in fields}
    reception.supply(
        dossier=dossier, answers=values, papers=list(dossier.papers.filter(round=asked.round)), by=_actor(request)
    )
    messages.success(
        request,
        _("Đã gửi bổ sung. Thời hạn tính tiếp.")
        if asked.explains
        else _("Đã gửi bổ sung. Thời hạn được tính lại từ đầu."),
    )
    return redirect("services:my_dossier", submission)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, submission: str) -> HttpResponse:
    """Asks once, then stops the procedure."""
    dossier = _mine(request, submission)
    if request.method == "POST":
        reception.withdraw(dossier=dossier, by=_actor(request))
        messages.success(request, _("Đã rút hồ sơ. Bạn có thể nộp lại bất cứ lúc nào."))
        return redirect("services:my_dossier", submission)
    return render(
        request,
        "services/portal/withdrawal.html",
        {"dossier": dossier, "may": rules.can_withdraw(_actor(request), dossier)},
    )


def _paper(request: HttpRequest, submission: str, pk: int) -> DossierPaper:
    """404 for a paper that the official's steps do not read; parties read all of theirs."""
    dossier = get_object_or_404(rules.visible_to(_actor(request)), submission=submission)
    row = get_object_or_404(DossierPaper.objects.select_related("blob"), pk=pk, dossier=dossier, blob__isnull=False)
    if not window_of(_actor(request), dossier).paper(row.title):
        raise Http404
    return row


def _blob(row: DossierPaper) -> Blob:
    assert row.blob is not None  # _paper asks for it
    return row.blob


@require_safe
def paper(request: HttpRequest, submission: str, pk: int) -> HttpResponseBase:
    """The file as it was sent, for those who may read the dossier."""
    row = _paper(request, submission, pk)
    return serve(_blob(row), name=row.name)


@require_safe
def paper_page(request: HttpRequest, submission: str, pk: int, number: int, width: int) -> HttpResponse:
    """One page as a picture: no plug-in, light for a phone."""
    row = _paper(request, submission, pk)
    mark = f'"{row.pk}-{number}-{width}"'
    response = get_conditional_response(request, etag=mark) or HttpResponse(
        _picture(row, number, width), content_type="image/webp"
    )
    # After signing out a browser asks again, and in vain.
    response["ETag"], response["Cache-Control"] = mark, "private, no-cache"
    return response


def _picture(row: DossierPaper, number: int, width: int) -> bytes:
    try:
        return page_image(_blob(row), number, width if width in (88, 1000) else 88)
    except (Refused, ValueError):
        raise Http404 from None


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the city told me, newest first."""
    people = rules.persons(_actor(request))
    rows = list(inbox_of(people)[:50])
    response = render(request, "services/portal/notices.html", {"rows": with_letters(rows)})
    mark_read(person_ids=people)
    return response


@public
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """By code: where it stands and until when, without a name (TT 01/2018/TT-VPCP Đ.16)."""
    form = LookupForm(request.GET if "code" in request.GET else None)
    found, asked = None, ""
    if form.is_valid():
        LOOKUPS.take(network_of(request.META))
        asked = form.cleaned_data["code"].strip().upper()
        found = (
            Dossier.objects.select_related("version").filter(code=asked).first()
            or Dossier.objects.select_related("version").filter(submission=asked).exclude(phase=Phase.DRAFT).first()
        )
    context = {
        "form": form,
        "asked": asked,
        "dossier": found,
        "tone": residents.TONE.get(Phase(found.phase), "main") if found else "",
        "deadline": deadline_of(found) if found else None,
        "ending": ending_of(found) if found else None,
    }
    return render(request, "services/portal/lookup.html", context)
