"""Taking cash and printing the receipt; the page itself is the dossier's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.payments import actions, rules
from city.payments.forms import CashForm
from city.payments.models import Receipt
from city.payments.queries import receipt_pdf
from kernel.web.access import safe_next


@require_POST
def take_cash(request: HttpRequest, pk: int) -> HttpResponse:
    """A name that cannot be printed on the receipt is asked for again, before the receipt has its number."""
    found = get_object_or_404(rules.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
    form = CashForm(request.POST)
    if not form.is_valid():
        context = {"charge": found, "form": form, "next": safe_next(request)}
        return render(request, "payments/cash.html", context, status=422)
    given = form.cleaned_data
    receipt = actions.take_cash(charge=found, payer=given["payer"], counted=given["total"], by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Đã thu tiền, biên lai số %(number)s.") % {"number": receipt})
    return HttpResponseRedirect(safe_next(request))


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Receipt, charge__in=rules.visible_to(request.actor), charge=pk)  # type: ignore[attr-defined]
    response = HttpResponse(receipt_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-lai-{found}.pdf"'
    return response
