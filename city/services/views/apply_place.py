"""Where a draft goes: another agency, another case, the sheet that is published now. Nothing typed is lost."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from city.agencies.models import Agency
from city.agencies.queries import standing
from city.services.actions import drafts, renewals
from city.services.forms.portal import BeginForm
from city.services.models import Dossier
from city.services.models.catalogue import Case
from city.services.queries import residents
from city.services.queries.obstacles import obstacle_of
from city.services.views.apply import draft_of, draft_to_change, while_draft
from kernel.errors import Refused
from kernel.web.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@while_draft
def place(request: HttpRequest, submission: str) -> HttpResponse:
    """Nơi nhận hồ sơ: the agencies that take it today, and the case."""
    dossier = draft_of(request, submission)
    if not actor_of(request).is_resident:
        raise Http404
    offices = residents.offices_of(dossier.version)
    form = _form(request, dossier, [(agency.pk, name) for agency, name in offices])
    if form.is_valid() and offices and _chosen(request, submission, form):
        messages.success(request, _("Đã lưu nơi nhận hồ sơ."))
        return redirect("services:draft", submission)
    context = {
        "dossier": dossier, "form": form, "offices": offices, "obstacle": obstacle_of(dossier),
        "only": offices[0][1] if len(offices) == 1 else "",
    }  # fmt: skip
    return render(request, "services/portal/place.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, dossier: Dossier, offices: list[tuple[int, str]]) -> BeginForm:
    """As at the beginning, less the question whose it is; the agency that took over is proposed for one that is no more."""
    start = {"agency": standing(dossier.agency).pk, "case": dossier.case_id or 0}
    posted = request.POST if request.method == "POST" else None  # bound also where nothing is asked
    cases, agencies = residents.cases_of(dossier.version), [(Agency(pk=pk), name) for pk, name in offices]
    return BeginForm(posted, people=[], cases=cases, offices=agencies, initial=start)


def _chosen(request: HttpRequest, submission: str, form: BeginForm) -> bool:
    case, agency = form.chosen("case"), form.chosen("agency")
    try:
        drafts.choose(
            dossier=draft_to_change(request, submission), agency=Agency.objects.get(pk=agency or 0),
            case=Case.objects.get(pk=case) if case else None, by=actor_of(request),
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


@require_POST
@while_draft
def renewal(request: HttpRequest, submission: str) -> HttpResponse:
    """The draft follows the sheet that is published now; what does not fit any more is asked anew."""
    dossier = renewals.renew(dossier=draft_to_change(request, submission), by=actor_of(request))
    messages.success(request, _("Bản nháp đã theo bản công bố mới. Xem lại những câu được hỏi thêm."))
    asks = dossier.case is None and residents.cases_of(dossier.version)
    lacks = obstacle_of(dossier) is not None
    if actor_of(request).is_resident and (asks or lacks):
        return redirect("services:apply_place", submission)
    return redirect("services:draft", submission)
