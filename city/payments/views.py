"""Taking cash and printing the receipt; the page itself is the dossier's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.payments import actions, rules
from city.payments.models import Receipt
from city.payments.queries import receipt_pdf
from kernel.web.access import safe_next


@require_POST
def take_cash(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(rules.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
    payer, read = request.POST.get("payer", ""), request.POST.get("total", "")
    counted = int(read) if read.isascii() and read.isdigit() else None
    receipt = actions.take_cash(charge=found, payer=payer, counted=counted, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Đã thu tiền, biên lai số %(number)s.") % {"number": receipt})
    return HttpResponseRedirect(safe_next(request))


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Receipt, charge__in=rules.visible_to(request.actor), charge=pk)  # type: ignore[attr-defined]
    response = HttpResponse(receipt_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-lai-{found}.pdf"'
    return response
