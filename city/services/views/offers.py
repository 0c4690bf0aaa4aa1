"""The keeper of the catalogue says which agencies take a procedure, from a day on; many at once are looked at before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from city.agencies.models import Agency
from city.services.actions import offers as actions
from city.services.forms.offers import OfferForm
from city.services.models.catalogue import Procedure
from city.services.queries import catalogue
from city.services.queries import offers as queries
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import Group
from kernel import clock
from kernel.errors import Refused
from kernel.web import say
from kernel.web.access import actor_of, officials_only


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest, code: str) -> HttpResponse:
    """Who takes it now and as announced, and the form. Several agencies at once are shown before it is done."""
    if not can_publish(actor_of(request)):
        raise Http404
    procedure, today = get_object_or_404(Procedure, national_code=code, group=Group.OURS), clock.today()
    form = OfferForm(request.POST or None, agencies=queries.may_take(today), initial={"since": today})
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        agencies = queries.agencies_of(form.cleaned_data["agency"], today)
        if len(agencies) > 1 and "sure" not in request.POST:
            return _check(request, procedure, form, agencies)
        if _done(request, procedure, form, agencies):
            return redirect("services:offers", code)
    if "edit" in request.POST:
        form.unjudged()
    context = {
        "procedure": procedure, "name": _name(procedure),
        "takers": queries.takers(procedure, today), "form": form,
    }  # fmt: skip
    return render(request, "services/desk/offers.html", context, status=422 if form.is_bound and form.errors else 200)


def _name(procedure: Procedure) -> str:
    version = catalogue.version_of(procedure.national_code)
    return version.name if version else ""


def _check(request: HttpRequest, procedure: Procedure, form: OfferForm, agencies: list[Agency]) -> HttpResponse:
    rows = queries.may_take(clock.today())[form.cleaned_data["agency"]]
    given = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    context = {
        "procedure": procedure, "name": _name(procedure), "form": form, "names": [name for _pk, name in rows], "given": given, "many": len(agencies),
        "level": dict(form.fields["level"].choices)[form.cleaned_data["level"]], "since": form.cleaned_data["since"],  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "services/desk/offers_check.html", context)


def _done(request: HttpRequest, procedure: Procedure, form: OfferForm, agencies: list[Agency]) -> bool:
    said: dict[str, Any] = form.cleaned_data
    try:
        if form.ends:
            changed = actions.stop_offering(
                procedure=procedure, agencies=agencies, on=said["since"], by=actor_of(request)
            )
        else:
            changed = actions.offer_by_many(
                procedure=procedure, agencies=agencies, level=said["level"], since=said["since"],
                reason=said["reason"].strip(), by=actor_of(request),
            )  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return False
    words = ngettext(
        "Đã ghi cho %(n)d cơ quan, từ ngày %(day)s.", "Đã ghi cho %(n)d cơ quan, từ ngày %(day)s.", changed
    )
    messages.success(request, words % {"n": changed, "day": say.day(said["since"])})
    return True
