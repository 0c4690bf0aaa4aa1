"""For the few who keep the city's system running: what stands still, and "try again"."""

import functools
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from city.desk.queries import operations as queries
from kernel.actors import Actor
from kernel.errors import WrongMove
from kernel.journal import dead
from kernel.journal.models import Delivery
from kernel.notifications import send_again
from kernel.notifications.stuck import stuck
from kernel.web.access import officials_only

AT_ONCE = 500  # deliveries let go by one click


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def operators_only(view: Any) -> Any:
    """To all others these pages do not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not dead.can_operate(_actor(request), None):
            raise Http404
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return officials_only(guarded)


@operators_only
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    context = {**queries.overview(), "deliveries": queries.deliveries(), "letters": queries.letters()}
    return render(request, "desk/operations.html", context)


@operators_only
@require_POST
def retry(request: HttpRequest, delivery: int) -> HttpResponse:
    dead.let_go_again(delivery=get_object_or_404(Delivery, pk=delivery), by=_actor(request))
    messages.success(request, _("Đang thử lại. Tải lại trang sau vài giây để xem kết quả."))
    return redirect("desk:operations")


@operators_only
@require_POST
def retry_all(request: HttpRequest) -> HttpResponse:
    """Each an act of its own; one that somebody else has just let go is passed over."""
    count = 0
    for delivery in list(dead.dead()[:AT_ONCE]):
        try:
            dead.let_go_again(delivery=delivery, by=_actor(request))
            count += 1
        except WrongMove:
            continue
    messages.success(request, ngettext("Đang thử lại %(n)s việc.", "Đang thử lại %(n)s việc.", count) % {"n": count})
    return redirect("desk:operations")


@operators_only
@require_POST
def resend(request: HttpRequest, message: int) -> HttpResponse:
    """Only what is stuck: other letters are their dossier's business."""
    send_again(message=get_object_or_404(stuck(), pk=message), by=_actor(request))
    messages.success(request, _("Thư được gửi lại ngay khi đường gửi thông."))
    return redirect("desk:operations")
