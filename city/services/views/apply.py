"""From "Nộp hồ sơ" to the receipt: begin, one question a page, papers, check, hand in. A clerk walks the same way for a person."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.accounts.models import Person
from city.agencies.models import Agency
from city.services.actions import drafts
from city.services.forms.portal import BeginForm, PaperForm
from city.services.models import Dossier
from city.services.models.catalogue import Case, Paper, ProcedureVersion
from city.services.queries import residents
from city.services.queries.definitions import definition_of
from city.services.queries.fees import lines_for
from city.services.queries.obstacles import obstacle_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Role
from city.services.views.paper_boxes import ONWARD, boxes_of
from city.services.views.paper_words import headline, need_for
from city.services.views.removed import just_removed
from city.services.views.sheet_words import due_words
from city.services.views.uploads import keep_each
from city.services.views.whose import for_another, whose
from kernel import clock
from kernel.errors import Refused
from kernel.files.models import Blob
from kernel.forms import answers, walk
from kernel.forms.visiting import Visit, visit
from kernel.web.access import actor_of

AFTER_ALL = ""  # no page of a form has this id: the page before it is the last one


def draft_of(request: HttpRequest, submission: str) -> Dossier:
    """One's own draft, else "not found"; what was handed in is looked at, not written on."""
    return get_object_or_404(
        _drafts(request).select_related("version__procedure", "agency", "case"), submission=submission
    )


def draft_to_change(request: HttpRequest, submission: str) -> Dossier:
    """The same without what a page shows beside it: the act forgets that when it reads the dossier anew under its lock."""
    return get_object_or_404(_drafts(request), submission=submission)


def _drafts(request: HttpRequest) -> QuerySet[Dossier]:
    return rules.visible_to(actor_of(request)).filter(phase=Phase.DRAFT)


def while_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: whoever goes back to a page of a dossier that he has handed in is led to the dossier, and told so."""

    @functools.wraps(view)
    def led(request: HttpRequest, submission: str, **more: Any) -> HttpResponse:
        try:
            return view(request, submission, **more)
        except Http404:
            rows = rules.visible_to(actor_of(request)).exclude(phase=Phase.DRAFT)
            if not rows.filter(submission=submission).exists():
                raise
        messages.info(request, _("Hồ sơ này đã nộp nên không sửa ở đây được nữa. Đây là tình trạng hiện nay."))
        return redirect(_filed(request), submission)

    return led


def _filed(request: HttpRequest) -> str:
    return "services:desk_dossier" if actor_of(request).is_official else "services:my_dossier"


def _frame(request: HttpRequest) -> str:
    return "kernel/desk.html" if actor_of(request).is_official else "kernel/base.html"


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Whose, which case, which agency; then the form."""
    version = get_object_or_404(
        ProcedureVersion.objects.select_related("procedure"), procedure__national_code=code, state="published"
    )
    people, cases, offices = (
        residents.people_of(actor_of(request)),
        residents.cases_of(version),
        residents.offices_of(version),
    )
    if not actor_of(request).is_resident or not offices:
        return render(
            request, "services/portal/cannot_apply.html", {"version": version, "offices": offices}, status=409
        )
    posted = request.POST if request.method == "POST" else None  # bound also where nothing is asked
    form = BeginForm(posted, people=people, cases=cases, offices=offices, initial={"owner": people[0].pk})
    if form.is_valid():
        case, agency = form.chosen("case"), form.chosen("agency")
        dossier = drafts.start(
            version=version, owner=Person.objects.get(pk=form.chosen("owner") or 0), agency=Agency.objects.get(pk=agency or 0),
            case=Case.objects.get(pk=case) if case else None, by=actor_of(request),
        )  # fmt: skip
        return redirect("services:draft", dossier.submission)
    context = {
        "version": version,
        "form": form,
        "drafts": _open_drafts(request, version),
    }
    return render(request, "services/portal/begin.html", context, status=422 if form.is_bound else 200)


def _open_drafts(request: HttpRequest, version: ProcedureVersion) -> list[Dossier]:
    """So that nobody begins twice by mistake; one more than is shown says that there are others."""
    return list(residents.drafts_of(actor_of(request)).filter(version=version)[:4])


@require_safe
@while_draft
def draft(request: HttpRequest, submission: str) -> HttpResponse:
    """Go on where one left off, on any device."""
    dossier = draft_of(request, submission)
    definition, kept = definition_of(dossier), walk.Draft.from_json(dossier.draft)
    if not kept.values and not kept.done:
        kept = walk.prefill(definition, kept, residents.prefill_of(_owner(dossier)), clock.today())
        kept = _filled(request, dossier, kept)
    if obstacle := obstacle_of(dossier):
        messages.warning(request, obstacle.words)
    page = walk.first_open(definition, kept, clock.today())
    return (
        redirect("services:apply_page", submission, page.id) if page else redirect("services:apply_papers", submission)
    )


def _filled(request: HttpRequest, dossier: Dossier, filled: walk.Draft) -> walk.Draft:
    """What is known of the owner; nothing where somebody has typed in the meantime."""
    try:
        drafts.save(dossier=dossier, draft=filled, since=walk.Draft(), by=actor_of(request))
    except drafts.Overtaken:
        return walk.Draft.from_json(dossier.draft)
    return filled


def _owner(dossier: Dossier) -> Person:
    return dossier.parties.select_related("person").get(role=Role.OWNER).person


@require_http_methods(["GET", "HEAD", "POST"])
@while_draft
def page(request: HttpRequest, submission: str, page: str) -> HttpResponse:
    """One page of the form; valid answers are kept even where others are wrong."""
    dossier, posted = draft_of(request, submission), request.method == "POST"
    seen = (_saved if posted else _visited)(request, dossier, page)
    if seen.moved:
        return _onward(dossier, seen.to)
    context = {
        "visit": seen, "about": dossier.version.name, "dossier": dossier, "base": _frame(request), "later_url": _later(request),
        "template": "kernel/forms/page.html" if seen.form else "kernel/forms/group.html", "back": _back(dossier, page),
        "wrong": bool(seen.error or (seen.form and seen.form.wrong)), "for_another": for_another(actor_of(request), dossier), "whose": whose(actor_of(request), dossier),
    }  # fmt: skip
    return render(request, "services/portal/page.html", context, status=422 if context["wrong"] and posted else 200)


def _saved(request: HttpRequest, dossier: Dossier, page: str) -> Visit:
    """Kept as typed. Where another window saved at the same moment, what was typed is put upon that."""
    kept, seen = walk.Draft.from_json(dossier.draft), _visited(request, dossier, page)
    if seen.draft == kept:
        return seen
    try:
        drafts.save(dossier=dossier, draft=seen.draft, since=kept, by=actor_of(request))
    except drafts.Overtaken:
        return _saved(request, dossier, page)
    return seen


def _visited(request: HttpRequest, dossier: Dossier, page: str) -> Visit:
    """404 for a page that is not asked, or an item that is not there."""
    posted = request.method == "POST"
    try:
        return visit(
            definition_of(dossier), walk.Draft.from_json(dossier.draft), page, on=clock.today(), query=request.GET,
            post=request.POST if posted else None, files=request.FILES if posted else None,
            facts=lambda: residents.prefill_of(_owner(dossier)),
        )  # fmt: skip
    except (KeyError, IndexError):
        raise Http404 from None


def _onward(dossier: Dossier, to: str | None) -> HttpResponseRedirect:
    if to is None:
        return HttpResponseRedirect(reverse("services:apply_papers", args=[dossier.submission]))
    return HttpResponseRedirect(reverse("services:apply_page", args=[dossier.submission, to]))


def _later(request: HttpRequest) -> str:
    """Where one finds the draft again."""
    return reverse("services:counter" if actor_of(request).is_official else "services:my_dossiers")


def _back(dossier: Dossier, page: str) -> str:
    """The address of the page asked before this one; "" at the first."""
    before = walk.previous_page(definition_of(dossier), walk.Draft.from_json(dossier.draft), page)
    return reverse("services:apply_page", args=[dossier.submission, before.id]) if before else ""


@require_http_methods(["GET", "HEAD", "POST"])
@while_draft
def papers(request: HttpRequest, submission: str) -> HttpResponse:
    """What the sheet asks for, each with its upload: one file or several. Everything is kept as soon as it arrives."""
    dossier = (draft_to_change if request.method == "POST" else draft_of)(request, submission)
    boxes = boxes_of(request, dossier) if request.method == "POST" else []
    kept = [_keep_papers(request, dossier, *box) for box in boxes]  # each, whatever became of the others
    if request.method == "POST" and all(kept):
        return redirect("services:apply_check" if ONWARD in request.POST else "services:apply_papers", submission)
    rows, wrong = residents.wanted_papers(dossier), {paper.pk if paper else 0: form for paper, form in boxes}
    context = {
        "dossier": dossier,
        "rows": [(row, need_for(row), wrong.get(row.paper.pk) if row.paper else None) for row in rows],
        "other": wrong.get(0),
        "whose": whose(actor_of(request), dossier),
        "back": _back(dossier, AFTER_ALL),
        "base": _frame(request),
        "removed": just_removed(request, dossier),
        "errors": [(_place(paper), e) for paper, form in boxes for e in form.errors.get("file", [])],
        "missing": [r for r in rows if r.lacks],
    }
    return render(request, "services/portal/papers.html", context, status=422 if boxes else 200)


def _place(paper: Paper | None) -> str:
    """The id of its box."""
    return f"f{paper.pk}" if paper else "more"


def _keep_papers(request: HttpRequest, dossier: Dossier, paper: Paper | None, form: PaperForm) -> bool:
    """To the paper whose box it was, or as one that the sheet does not name."""
    form.full_clean()

    def attach(blob: Blob, name: str) -> None:
        title = form.cleaned_data.get("title") or name
        drafts.attach(dossier=dossier, blob=blob, name=name, paper=paper, title=title, by=actor_of(request))

    return keep_each(request, form, attach, by=actor_of(request))


@require_POST
def show_paper(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """At the counter: the original was shown, nothing is kept of it."""
    dossier = draft_to_change(request, submission)
    if not actor_of(request).is_official:
        raise Http404
    drafts.attach(
        dossier=dossier,
        blob=None,
        paper=get_object_or_404(Paper, pk=pk, version=dossier.version_id),
        by=actor_of(request),
    )
    return redirect("services:apply_papers", submission)


@require_safe
@while_draft
def check(request: HttpRequest, submission: str) -> HttpResponse:
    """Everything once more before handing in."""
    dossier = draft_of(request, submission)
    definition, kept = definition_of(dossier), walk.Draft.from_json(dossier.draft)
    if walk.first_open(definition, kept, clock.today()):
        return redirect("services:draft", submission)
    rows = residents.wanted_papers(dossier)
    context = {
        "dossier": dossier, "sections": answers.sections(definition, kept.values, on=clock.today(), others=for_another(actor_of(request), dossier)), "rows": rows, "owner": _owner(dossier),
        "missing": [(r.paper, headline(r.title)[0]) for r in rows if r.lacks], "base": _frame(request), "obstacle": obstacle_of(dossier),
        "page_url": reverse("services:apply_page", args=[submission, "PAGE"]), "whose": whose(actor_of(request), dossier), "fee": due_words(lines_for(dossier)),
    }  # fmt: skip
    return render(request, "services/portal/check.html", context)


@require_POST
def submission(request: HttpRequest, submission: str) -> HttpResponse:
    """Hand in; a second click leads to the same dossier. What is not what was read is shown anew."""
    dossier = get_object_or_404(rules.visible_to(actor_of(request)), submission=submission)
    try:
        drafts.submit(dossier=dossier, token=request.POST.get("token", ""), by=actor_of(request))
    except drafts.Outdated as outdated:
        messages.warning(request, str(outdated))
        return redirect("services:apply_check", submission)
    except Refused:  # the page before says what stands in the way, and leads on
        return redirect("services:apply_check", submission)
    return redirect("services:desk_dossier" if actor_of(request).is_official else "services:submitted", submission)


@require_POST
@while_draft
def discard(request: HttpRequest, submission: str) -> HttpResponse:
    drafts.discard(dossier=draft_to_change(request, submission), by=actor_of(request))
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect(_later(request))
