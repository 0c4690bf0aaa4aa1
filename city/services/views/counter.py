"""The counter: filing for the person who stands there, and the slip to take home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from city.accounts.actions import register_person
from city.agencies.models import Agency
from city.services.actions import drafts
from city.services.forms.desk import PersonForm
from city.services.models.catalogue import ProcedureVersion
from city.services.queries import desk, slips
from city.services.views.desk import actor_of, find
from kernel.web.access import officials_only


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
        {"form": form, "offers": desk.offered_here(actor_of(request).agency_id or 0)},
        status=422 if form.is_bound else 200,
    )


def _begin(request: HttpRequest, version: ProcedureVersion, data: dict[str, Any]) -> HttpResponse:
    by = actor_of(request)
    person = register_person(
        name=data["name"],
        number=data["number"],
        birth_on=data["birth_on"],
        address=data["address"],
        phone=data["phone"],
        by=by,
    )
    dossier = drafts.start(
        version=version,
        agency=Agency.objects.get(pk=by.agency_id or 0),
        owner=person,
        channel="counter",
        by=by,
    )
    return redirect("services:draft", dossier.submission)


@officials_only
@require_safe
def slip(request: HttpRequest, submission: str) -> HttpResponse:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), to print."""
    found = find(request, submission)
    response = HttpResponse(
        slips.acceptance_slip(found, officer=actor_of(request).name), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="giay-hen-{found}.pdf"'
    return response
