"""An official lends powers of his post for a time, sees what he lent and borrowed, and takes them back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.agencies import actions, forms
from city.agencies.models import Appointment, Delegation
from city.agencies.queries import office_of, pages
from city.agencies.queries.matters import FIELDS, KINDS, listed
from city.agencies.states import Power
from city.agencies.views.acts import act_page
from kernel import clock
from kernel.web.access import actor_of, officials_only


def _held(request: HttpRequest) -> Appointment:
    """The appointment in which he acts now."""
    by = actor_of(request)
    rows = Appointment.objects.on().select_related("post__agency", "user__person")
    held = rows.filter(user=by.user_id or 0, post=by.post_id or 0).first()
    if held is None:
        raise Http404
    return held


@officials_only
@require_safe
def substitution(request: HttpRequest) -> HttpResponse:
    held = _held(request)
    context = {
        "held": held,
        "today": clock.today(),
        "lent": pages.lent_by(held),
        "borrowed": pages.borrowed_by(held),
        "over": pages.delegations_over(held),
    }
    return render(request, "agencies/substitution.html", context)


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def lend(request: HttpRequest) -> HttpResponse:
    held, today = _held(request), clock.today()
    office = office_of(held.post.agency)
    own = held.post.powers_on(today)
    form = forms.DelegationForm(
        request.POST or None,
        holders=pages.colleagues(held, today),
        powers=[(power.value, str(power.label)) for power in Power if power.value in own],
        by_order=held.post.is_head and Power.SIGN in own,
        kinds=listed(KINDS, office).items(),
        known=listed(FIELDS, office).items(),
        initial={"since": today},
    )

    def do(data: dict[str, Any]) -> Delegation:
        return actions.delegate(
            lender=held, holder=Appointment.objects.get(pk=data["holder"]), powers=data["powers"], since=data["since"],
            until=form.until, basis=data["basis"], authority=data.get("authority", ""),
            kinds=data.get("kinds", ()), fields=data.get("fields", ()), by=actor_of(request),
        )  # fmt: skip

    return act_page(
        request,
        form=form,
        do=do,
        back=reverse("agencies:substitution"),
        template="agencies/lend.html",
        done=_("Đã ủy quyền. Người đó thấy việc của bạn trong hộp việc từ ngày bắt đầu."),
        title=_("Ủy quyền cho người khác"),
        lead=_("Chỉ quyền của chức vụ bạn đang giữ, cho người cùng cơ quan, có thời hạn. Người đó không ủy quyền tiếp được."),
        button=pgettext("nút bấm", "Ủy quyền"),
    )  # fmt: skip


@officials_only
@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """By the lender; to all others it does not exist."""
    mine = Delegation.objects.filter(lender__user=actor_of(request).user_id or 0)
    actions.end_delegation(delegation=get_object_or_404(mine, pk=pk), by=actor_of(request))
    messages.success(request, _("Đã kết thúc ủy quyền, có hiệu lực ngay."))
    return redirect("agencies:substitution")
