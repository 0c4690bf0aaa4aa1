"""What is to be paid, changed on the desk before it is paid; and a result that was withdrawn, taken up again."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.payments.models import Charge
from city.payments.queries import charge_of
from city.payments.states import ChargeState
from city.services.actions import fees, results
from city.services.forms.desk_acts import ReopenForm
from city.services.forms.fees import AmendForm, WaiveForm
from city.services.models import Dossier
from city.services.queries import handing_out
from city.services.queries.fees import expected
from city.services.rules import dossiers as rules
from city.services.views.desk import actor_of, done, find
from city.services.views.stale import Stale, refill, unchanged
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.refs import ref
from kernel.web.access import officials_only
from kernel.web.forms import MotcuaForm


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: HttpRequest, submission: str) -> HttpResponse:
    """Other lines, other quantities, with a reason."""
    found = find(request, submission)
    charge, by = _charge(request, found), actor_of(request)
    form = AmendForm(request.POST or None, offered=expected(found), standing=charge)

    def act(data: dict[str, Any]) -> None:
        fees.amend(dossier=found, taken=data["taken"] or [], reason=data["reason"], by=by)

    return _page(
        request, found, form, act, "amendment", {"charge": charge}, _("Đã sửa khoản phải nộp; người nộp được báo.")
    )


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: HttpRequest, submission: str) -> HttpResponse:
    """Exempted by law, wholly or in part, with its basis."""
    found = find(request, submission)
    charge, by = _charge(request, found), actor_of(request)
    form = WaiveForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        fees.waive(dossier=found, left=int(data["left"]), basis=data["basis"], reason=data["reason"], by=by)

    return _page(request, found, form, act, "waiver", {"charge": charge}, _("Đã ghi miễn, giảm; người nộp được báo."))


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: HttpRequest, submission: str) -> HttpResponse:
    """The result was withdrawn: back to the leader, for a new one."""
    found, by = find(request, submission), actor_of(request)
    if not handing_out.may_reopen(by, found):
        raise Http404
    form = ReopenForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        results.reopen(dossier=found, comment=data["comment"], by=by)

    return _page(request, found, form, act, "reopening", {}, _("Hồ sơ trở lại bước duyệt và ký."))


def _charge(request: HttpRequest, found: Dossier) -> Charge:
    """The charge that may still be changed, by who may; else the page is not there."""
    charge = charge_of(ref(found))
    if charge is None or charge.state != ChargeState.DUE or not rules.can_change_charge(actor_of(request), found):
        raise Http404
    return charge


def _page(
    request: HttpRequest, found: Dossier, form: MotcuaForm, act: Callable[[dict[str, Any]], None], name: str,
    more: dict[str, Any], words: str,
) -> HttpResponse:  # fmt: skip
    """A page that asks before it acts; what was refused or came too late stands in the form with all that was typed."""
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            with unchanged(request, found):
                act(form.cleaned_data)
            return done(found, words, request)
        except Stale:
            refill(found, form)
            status = 409
        except (WrongMove, NotAllowed):
            raise
        except Refused as refused:
            form.refuse(refused)
    return render(request, f"services/desk/{name}.html", {"dossier": found, "form": form, **more}, status=status)
