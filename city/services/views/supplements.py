"""Giving what was asked for: the applicant at home, or the clerk at the one-stop for the person who stands there."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from city.services.actions import supplements as acts
from city.services.actions.drafts import Overtaken
from city.services.forms.portal import PaperForm
from city.services.models import Dossier, DossierPaper, Supplement, SupplementLine
from city.services.queries import supplements
from city.services.queries.definitions import definition_of
from city.services.queries.desk_reading import reads_in_whole, window_of
from city.services.rules import dossiers as rules
from city.services.views import desk, portal, removed
from city.services.views.paper_boxes import chosen_in, pressed_at
from city.services.views.uploads import keep_each
from kernel import clock
from kernel.errors import Refused
from kernel.files.models import Blob
from kernel.forms.visiting import Visit, visit
from kernel.web.access import actor_of

Box = tuple[SupplementLine, PaperForm]


@dataclass(frozen=True)
class Way:
    """At home or at the desk: the frame of the pages, the names of their addresses, and how the dossier is found."""

    base: str
    dossier: str
    supplement: str
    sending: str
    removal: str
    restoration: str
    page: str
    find: Callable[[HttpRequest, str], Dossier]


HOME = Way("kernel/base.html", "services:my_dossier", "services:supplement", "services:send_supplement",
           "services:supplement_removal", "services:supplement_restoration", "services:supplement_page", portal.mine)  # fmt: skip
DESK = Way("kernel/desk.html", "services:desk_dossier", "services:desk_supply", "services:desk_supply_sending",
           "services:desk_supply_removal", "services:desk_supply_restoration", "services:desk_supply_page", desk.find)  # fmt: skip


def _while_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: gives the view the dossier and its open request. Not found for who may not supply; whoever comes after it
    was answered is led to the dossier, and told so."""

    @functools.wraps(view)
    def led(request: HttpRequest, submission: str, way: Way = HOME, **more: Any) -> HttpResponse:
        dossier = way.find(request, submission)
        if not rules.may_supply(actor_of(request), dossier) or (way is DESK) != actor_of(request).is_official:
            raise Http404
        asked = supplements.open_one(dossier)
        if asked is None:
            messages.info(request, _("Yêu cầu bổ sung này đã đóng. Đây là tình trạng hiện nay."))
            return redirect(way.dossier, submission)
        return view(request, dossier, asked, way, **more)

    return led


@require_http_methods(["GET", "HEAD", "POST"])
@_while_open
def supplement(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way) -> HttpResponse:
    """What is asked, each thing with its box; only these are open. A file is kept as soon as it arrives."""
    if request.method != "POST":
        return _asked_page(request, dossier, asked, way, [])
    boxes = _boxes(request, asked, chosen_in(request, "line") or pressed_at(request, "line"))
    if "shown" in request.POST and actor_of(request).is_official:  # at the counter: nothing is kept of it
        for line, _form in boxes:
            acts.attach(dossier=dossier, line=line, blob=None, by=actor_of(request))
    elif not _keep_files(request, dossier, boxes):
        return _asked_page(request, dossier, asked, way, boxes)
    return redirect(way.supplement, dossier.submission)


def _boxes(request: HttpRequest, asked: Supplement, numbers: list[int]) -> list[Box]:
    """Of papers asked for in this request; not found for any other number."""
    lines = asked.lines.filter(field="").in_bulk(numbers)
    if len(lines) < len(numbers):
        raise Http404
    return [(lines[pk], PaperForm(request.POST, request.FILES, prefix=f"line-{pk}")) for pk in numbers]


def _keep_files(request: HttpRequest, dossier: Dossier, boxes: list[Box]) -> bool:
    """Each to the line whose box it was, whatever became of the others. Whether all went well."""
    by = actor_of(request)

    def kept(line: SupplementLine, form: PaperForm) -> bool:
        form.full_clean()

        def attach(blob: Blob, name: str) -> None:
            acts.attach(dossier=dossier, line=line, blob=blob, name=name, by=by)

        return keep_each(request, form, attach, by=by)

    done = [kept(*box) for box in boxes]
    return all(done)


def _asked_page(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way, boxes: list[Box]) -> HttpResponse:
    window, pages = window_of(actor_of(request), dossier), supplements.pages_of(dossier, asked)
    wrong, left, papers = (
        {line.pk: form for line, form in boxes},
        supplements.still_open(dossier, asked),
        supplements.papers_of(asked),
    )
    context = {
        "dossier": dossier, "asked": asked, "way": way, "pages": [(one, reads_in_whole(window, one.page)) for one in pages],
        "papers": [(one, wrong.get(one.line.pk)) for one in papers],
        "errors": [(f"f{line.pk}", error) for line, form in boxes for error in form.errors.get("file", [])],
        "open": left, "may_send": len(left) == sum(not one.files for one in papers),  # nothing but files is missing
        "removed": removed.just_removed(request, dossier),
    }  # fmt: skip
    return render(request, "services/portal/supplement.html", context, status=422 if boxes else 200)


@require_POST
@_while_open
def removal(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way, pk: int) -> HttpResponse:
    """A file sent by mistake, before all is sent."""
    paper = get_object_or_404(DossierPaper, pk=pk, dossier=dossier, line__supplement=asked)
    removed.remember(request, paper)
    acts.remove(dossier=dossier, paper=paper, by=actor_of(request))
    return redirect(way.supplement, dossier.submission)


@require_POST
@_while_open
def restoration(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way) -> HttpResponse:
    """The same file, for the same line of the request that is still open."""

    def attach(blob: Blob | None, said: dict[str, Any]) -> None:
        line = get_object_or_404(asked.lines, pk=said["line"])
        acts.attach(dossier=dossier, line=line, blob=blob, name=said["name"], by=actor_of(request))

    removed.put_back(request, dossier, attach)
    return redirect(way.supplement, dossier.submission)


@require_http_methods(["GET", "HEAD", "POST"])
@_while_open
def page(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way, page: str) -> HttpResponse:
    """One page of the form, with only the asked answers open."""
    seen = (_saved if request.method == "POST" else _visited)(request, dossier, asked, page)
    if seen.moved and seen.to == page:  # one item of a list: the list is next
        return redirect(way.page, dossier.submission, page)
    if seen.moved:
        return redirect(way.supplement, dossier.submission)
    wrong = bool(seen.error or (seen.form and seen.form.wrong))
    context = {
        "visit": seen, "about": dossier.version.name, "dossier": dossier, "base": way.base, "wrong": wrong,
        "template": "kernel/forms/page.html" if seen.form else "kernel/forms/group.html", "back": _back(request, dossier, way, page),
    }  # fmt: skip
    return render(
        request, "services/portal/page.html", context, status=422 if wrong and request.method == "POST" else 200
    )


def _saved(request: HttpRequest, dossier: Dossier, asked: Supplement, page: str) -> Visit:
    """Kept as typed. Where another window saved at the same moment, what was typed is put upon that."""
    kept, seen = supplements.working(dossier), _visited(request, dossier, asked, page)
    try:
        acts.save(dossier=dossier, draft=seen.draft, since=kept, by=actor_of(request))
    except Overtaken:
        return _saved(request, dossier, asked, page)
    return seen


def _visited(request: HttpRequest, dossier: Dossier, asked: Supplement, page: str) -> Visit:
    """404 for a page with nothing open on it, and for one that this official does not read in whole."""
    draft, posted = supplements.working(dossier), request.method == "POST"
    try:
        seen = visit(
            definition_of(dossier), draft, page, on=clock.today(), query=request.GET, post=request.POST if posted else None,
            files=request.FILES if posted else None, open_ids=supplements.open_ids(dossier, asked, draft),
        )  # fmt: skip
    except (KeyError, IndexError):
        raise Http404 from None
    if not reads_in_whole(window_of(actor_of(request), dossier), seen.page):
        raise Http404
    return seen


def _back(request: HttpRequest, dossier: Dossier, way: Way, page: str) -> str:
    """From one item to its list, from there to all that is asked."""
    if "item" in request.GET:
        return reverse(way.page, args=[dossier.submission, page])
    return reverse(way.supplement, args=[dossier.submission])


@require_POST
@_while_open
def sending(request: HttpRequest, dossier: Dossier, asked: Supplement, way: Way) -> HttpResponse:
    """All together, with the files just chosen; what is still open is said, and nothing is lost."""
    boxes = _boxes(request, asked, chosen_in(request, "line"))
    if not _keep_files(request, dossier, boxes):
        return _asked_page(request, dossier, asked, way, boxes)
    try:
        acts.supply(dossier=dossier, by=actor_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(way.supplement, dossier.submission)
    messages.success(request, _sent(dossier, asked))
    return redirect(way.dossier, dossier.submission)


def _sent(dossier: Dossier, asked: Supplement) -> str:
    if dossier.code is None:
        return _("Đã gửi bổ sung. Thời hạn tính từ khi hồ sơ được tiếp nhận.")
    if dossier.decided_at:
        return _("Đã gửi bổ sung.")
    return (
        _("Đã gửi bổ sung. Thời hạn tính tiếp.")
        if asked.explains
        else _("Đã gửi bổ sung. Thời hạn được tính lại từ đầu.")
    )
