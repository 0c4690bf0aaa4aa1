"""What is to be paid, changed on the desk before it is paid; and a result that was withdrawn, taken up again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.payments.queries import charge_of, last_charge_of
from city.payments.states import ChargeState
from city.services.actions import fees, results
from city.services.forms.desk_acts import ReopenForm
from city.services.forms.fees import AmendForm, WaiveForm
from city.services.models import Dossier
from city.services.queries import handing_out
from city.services.queries.fees import expected, may_be_changed
from city.services.rules import dossiers as rules
from city.services.views.desk import find
from city.services.views.desk_asking import ask_first
from kernel.actors import Actor
from kernel.refs import ref
from kernel.web.access import actor_of, officials_only


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: HttpRequest, submission: str) -> HttpResponse:
    """Other lines, other quantities, with a reason; or something after all, where nothing is asked."""
    found, by = find(request, submission), actor_of(request)

    def act(data: dict[str, Any]) -> None:
        fees.amend(dossier=found, taken=data["taken"] or [], reason=data["reason"], by=by)

    form = AmendForm(request.POST or None, offered=expected(found), standing=last_charge_of(ref(found)))
    words = _("Đã sửa khoản phải nộp; người nộp được báo.")
    return ask_first(
        request, found, form, "amendment", title=_("Sửa khoản phải nộp"), back=_("Không sửa"),
        may=lambda: rules.can_change_charge(by, found) and may_be_changed(found), act=act, words=words, charge=charge_of(ref(found)),
    )  # fmt: skip


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: HttpRequest, submission: str) -> HttpResponse:
    """Exempted by law, wholly or in part, with its basis."""
    found, by = find(request, submission), actor_of(request)

    def act(data: dict[str, Any]) -> None:
        fees.waive(dossier=found, left=int(data["left"]), basis=data["basis"], reason=data["reason"], by=by)

    return ask_first(
        request, found, WaiveForm(request.POST or None), "waiver", title=_("Miễn, giảm phí, lệ phí"), back=_("Không miễn, giảm"), may=_may_waive(by, found), act=act,
        words=_("Đã ghi miễn, giảm; người nộp được báo."), charge=charge_of(ref(found)),
    )  # fmt: skip


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: HttpRequest, submission: str) -> HttpResponse:
    """The result was withdrawn: back to the leader, for a new one."""
    found, by = find(request, submission), actor_of(request)

    def act(data: dict[str, Any]) -> None:
        results.reopen(dossier=found, comment=data["comment"], by=by)

    return ask_first(
        request, found, ReopenForm(request.POST or None), "reopening", title=_("Ban hành lại kết quả"), back=_("Chưa ban hành lại"),
        may=lambda: handing_out.may_reopen(by, found), act=act, words=_("Hồ sơ trở lại bước duyệt và ký."),
    )  # fmt: skip


def _may_waive(by: Actor, found: Dossier) -> Callable[[], bool]:
    """Whether there is a charge that is not paid yet, for whom it is to take something off."""

    def may() -> bool:
        charge = charge_of(ref(found))
        return charge is not None and charge.state == ChargeState.DUE and rules.can_change_charge(by, found)

    return may
