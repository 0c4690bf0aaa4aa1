"""One paper on the desk: its pages in the page, and what the officer finds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.services.actions import examination
from city.services.models import DossierPaper
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Reason, Verdict
from city.services.views.desk import actor_of, done, find
from kernel.web.access import officials_only


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """One paper, its pages shown in the page, and what the officer finds."""
    found = find(request, submission)
    row = get_object_or_404(DossierPaper.objects.select_related("blob"), pk=pk, dossier=found)
    if request.method == "POST":
        verdict, reason, note = (request.POST.get(k, "")[:500] for k in ("verdict", "reason", "note"))
        examination.judge(dossier=found, paper=row, verdict=verdict, reason=reason, note=note, by=actor_of(request))
        following = found.papers.filter(pk__gt=pk, verdict=Verdict.UNSEEN, replaced_by=None).order_by("pk").first()
        return (
            redirect("services:desk_paper", submission, following.pk)
            if following
            else done(found, _("Đã xem hết giấy tờ."), request)
        )
    ids = list(found.papers.order_by("pk").values_list("pk", flat=True))
    place = ids.index(row.pk)
    context = {
        "dossier": found, "row": row, "pages": range(1, min(row.blob.pages or 1, 40) + 1) if row.blob else [], "verdicts": Verdict.choices, "reasons": Reason.choices,
        "may_judge": rules.can_judge(actor_of(request), found), "before": ids[place - 1] if place else None, "after": ids[place + 1] if place + 1 < len(ids) else None,
    }  # fmt: skip
    return render(request, "services/desk/paper.html", context)
