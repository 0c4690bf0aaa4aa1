"""What was told to the people of a dossier, and telling it once more: by a clerk, or by the person himself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.services.queries import told
from city.services.queries.desk_reading import window_of
from city.services.rules import dossiers as rules
from city.services.views.desk import find
from kernel.access.pages import page_by
from kernel.notifications import send_again
from kernel.notifications.models import Message
from kernel.web.access import actor_of, officials_only

SHOWN = 100


@officials_only
@require_safe
def desk_told(request: HttpRequest, submission: str) -> HttpResponse:
    found = find(request, submission)
    page = page_by(told.about([found.pk]), "created_at", before=request.GET.get("before", ""), size=SHOWN)
    rows = told.told_of(page.rows, contact=window_of(actor_of(request), found).contact)
    return render(request, "services/desk/told.html", {"dossier": found, "rows": rows, "page": page})


@officials_only
@require_POST
def desk_tell_again(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    """A letter about a dossier that this official may read."""
    found = find(request, submission)
    letter = get_object_or_404(told.about([found.pk]), pk=pk)
    send_again(message=letter, address=told.address_now(letter), by=actor_of(request))
    messages.success(request, _("Thư sẽ đi trong ít phút."))
    return redirect("services:desk_told", submission)


@require_POST
def tell_again(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own letter, or that of whom one acts for."""
    mine = Message.objects.filter(channel=Message.Channel.EMAIL, person_id__in=rules.persons(actor_of(request)))
    letter = get_object_or_404(mine, pk=pk)
    send_again(message=letter, address=told.address_now(letter), by=actor_of(request))
    messages.success(request, _("Thư sẽ đi trong ít phút. Nếu chưa thấy, hãy xem cả mục thư rác."))
    return redirect("services:notices")
