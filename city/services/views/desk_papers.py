"""One paper on the desk: its pages in the page, and what the officer finds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from city.services.actions import examination
from city.services.forms.desk import VerdictForm
from city.services.models import Dossier, DossierPaper
from city.services.queries.desk_reading import papers_for, unseen_of, window_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verdict
from city.services.views.desk import done, find
from city.services.views.stale import Stale, fresh, refill, unchanged
from kernel.errors import Refused
from kernel.web.access import actor_of, officials_only

SHOWN = 40  # pages of one paper; the rest is in the file


@officials_only
@require_safe
def paper(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """One paper, its pages shown in the page."""
    found = find(request, submission)
    row = _row(request, found, pk)
    found_before = (
        "" if row.verdict == Verdict.UNSEEN else row.verdict
    )  # of a paper nobody judged, nothing is said beforehand
    kept = {"verdict": found_before, "reason": row.reason, "note": row.note}
    return _page(request, found, row, VerdictForm(initial=kept))


def _readable(request: HttpRequest, found: Dossier) -> list[DossierPaper]:
    return papers_for(found, window_of(actor_of(request), found))


def _row(request: HttpRequest, found: Dossier, pk: int) -> DossierPaper:
    """404 for a paper that this official's steps do not read."""
    row = next((one for one in _readable(request, found) if one.pk == pk), None)
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest, found: Dossier, row: DossierPaper, form: VerdictForm, status: int = 422
) -> HttpResponse:
    ids = [one.pk for one in _readable(request, found)]
    place, count = ids.index(row.pk), (row.blob.pages or 1) if row.blob else 0
    context = {
        "dossier": found, "row": row, "form": form, "pages": range(1, min(count, SHOWN) + 1), "more": max(count - SHOWN, 0),
        "may_judge": row.replaced_by_id is None and rules.can_judge(actor_of(request), found), "place": place + 1, "of": len(ids),
        "before": ids[place - 1] if place else None, "after": ids[place + 1] if place + 1 < len(ids) else None,
    }  # fmt: skip
    return render(request, "services/desk/paper.html", context, status=status if form.is_bound else 200)


@officials_only
@require_POST
def verdict(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """What the officer found; then the next paper nobody has looked at."""
    found = find(request, submission)
    row, form = _row(request, found, pk), VerdictForm(request.POST)
    valid = form.is_valid()
    try:
        fresh(request, found)
        if not valid:
            return _page(request, found, row, form)
        with unchanged(request, found):
            examination.judge(dossier=found, paper=row, by=actor_of(request), **form.cleaned_data)
    except Stale:
        refill(found, form)
        row = _row(request, found, pk)
        if row.replaced_by_id or not rules.can_judge(actor_of(request), found):
            raise
        return _page(request, found, row, form, status=409)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, found, row, form)
    unseen = unseen_of(_readable(request, found))
    following = next((p for p in unseen if p.pk > pk), unseen[0] if unseen else None)
    if following:
        return redirect("services:desk_paper", submission, following.pk)
    return done(found, _("Đã xem hết giấy tờ."), request)


@officials_only
@require_POST
def verdicts(request: HttpRequest, submission: str) -> HttpResponse:
    """All that nobody has judged yet: looked at, and valid."""
    found, by = find(request, submission), actor_of(request)
    fresh(request, found)
    unseen = unseen_of(_readable(request, found))
    with unchanged(request, found):
        examination.judge_unseen(dossier=found, papers=unseen, by=by)
    words = ngettext("Đã ghi %(n)s giấy tờ hợp lệ.", "Đã ghi %(n)s giấy tờ hợp lệ.", len(unseen))
    return done(found, words % {"n": len(unseen)}, request)
