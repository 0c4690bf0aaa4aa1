"""Mending a typing mistake in the answers: one page of the form, a reason, and a trace the owner can read."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.services.actions import examination
from city.services.forms.desk import CorrectionForm
from city.services.models import Dossier
from city.services.queries.definitions import definition_of
from city.services.queries.desk_reading import mendable_sections, reads_in_whole, window_of, writable_at
from city.services.rules import dossiers as rules
from city.services.views.desk import done, find
from city.services.views.stale import Stale, fresh, refill, unchanged
from kernel import clock
from kernel.errors import Refused
from kernel.forms import walk
from kernel.forms.checking import findings
from kernel.forms.settling import settle, visible_pages
from kernel.forms.visiting import Visit, visit
from kernel.web.access import actor_of, officials_only


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, submission: str) -> HttpResponse:
    """Without ?page=: which answer is wrong. With it: that page as it was answered, to be typed anew."""
    found = find(request, submission)
    if not rules.can_correct(actor_of(request), found):
        raise Http404
    if "page" not in request.GET:
        shown = mendable_sections(found, window_of(actor_of(request), found), on=clock.today())
        return render(request, "services/desk/corrections.html", {"dossier": found, "sections": shown})
    try:
        if request.method == "POST":
            fresh(request, found)
        return _visited(request, found, _seen(request, found))
    except Stale:
        found.refresh_from_db()
        if not rules.can_correct(actor_of(request), found):
            raise
        return _late(request, found)


def _late(request: HttpRequest, found: Dossier) -> HttpResponse:
    """The page as it is answered now, with what was typed upon it."""
    form = CorrectionForm(request.POST)
    form.is_valid()
    refill(found, form)
    seen = _seen(request, found)
    return _page(request, found, _typed(request, found) if seen.moved else seen, form, status=409)


def _seen(request: HttpRequest, found: Dossier) -> Visit:
    """The page with the answers as filed, or with what was posted. 404 for a page that is not asked, or a list of items."""
    definition = definition_of(found)
    asked = tuple(page.id for page in visible_pages(definition, found.answers))
    posted = request.POST if request.method == "POST" else None
    try:
        seen = visit(
            definition, walk.Draft(dict(found.answers), asked), request.GET["page"], on=clock.today(), query=request.GET,
            post=posted, files=request.FILES if posted is not None else None, open_ids=writable_at(found),
        )  # fmt: skip
    except (KeyError, IndexError):
        raise Http404 from None
    if seen.form is None or not reads_in_whole(window_of(actor_of(request), found), seen.page):
        raise Http404
    return seen


def _visited(request: HttpRequest, found: Dossier, seen: Visit) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, seen, CorrectionForm())
    form = CorrectionForm(request.POST)
    valid = form.is_valid()
    if seen.moved and valid:
        try:
            mended = _whole(found, settle(definition_of(found), seen.draft.values), clock.today())
            with unchanged(request, found):
                examination.correct(
                    dossier=found, answers=mended, reason=form.cleaned_data["reason"], by=actor_of(request)
                )
            return done(found, _("Đã sửa; chỗ cũ vẫn được lưu và người nộp được báo."), request)
        except Refused as refused:
            form.refuse(refused)
    return _page(request, found, _typed(request, found) if seen.moved else seen, form)


def _whole(found: Dossier, mended: dict[str, Any], on: datetime.date) -> dict[str, Any]:
    """The mended answers; Refused where they open or close another question, which is more than a typing mistake."""
    definition = definition_of(found)
    filed = settle(definition, found.answers)  # an answer that nobody asks for any more is no difference
    before = findings(definition, filed, on)  # a day may have passed a limit since
    new = [finding for finding in findings(definition, mended, on) if finding not in before]
    if set(mended) != set(filed) or any(finding.path not in mended for finding in new):
        raise Refused(_("Sửa như vậy làm thay đổi cả câu hỏi khác. Hãy yêu cầu người nộp bổ sung thay vì sửa hộ."))
    if new:
        raise Refused(new[0].say)
    return mended


def _typed(request: HttpRequest, found: Dossier) -> Visit:
    """The page with what was typed, though it was right: something else was not."""
    seen = _seen(request, found)
    definition = definition_of(found)
    allowed = writable_at(found)
    form = walk.form_for(definition, seen.page, seen.draft, on=clock.today(), index=seen.index, open_ids=allowed)
    return Visit(seen.page, seen.draft, form, index=seen.index)


def _page(request: HttpRequest, found: Dossier, seen: Visit, form: CorrectionForm, status: int = 422) -> HttpResponse:
    wrong = form.is_bound or bool(seen.form and seen.form.wrong)
    context = {"dossier": found, "visit": seen, "form": form, "wrong": wrong}
    return render(request, "services/desk/correction.html", context, status=status if form.is_bound else 200)
