"""The register of an agency, one document, and what văn thư and leaders do with it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from city.agencies.models import Agency
from city.agencies.queries import names
from city.documents import actions, queries, rules
from city.documents.forms import ReasonForm
from city.documents.models import Document, DocumentKind
from city.documents.queries import papers
from city.documents.states import Book, DocumentState
from kernel import clock
from kernel.actors import Actor

SHOWN = 100


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Sổ đăng ký văn bản đi: one book of one year, newest first (NĐ 30/2020, Đ.16); also of an agency that ours took over from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    agency = get_object_or_404(Agency, pk=_number(request.GET.get("agency"), actor.agency_id or 0))
    if not rules.can_see_register(actor, agency):
        raise PermissionDenied
    books = list(DocumentKind.objects.order_by("book").values_list("book", flat=True).distinct())
    book = request.GET.get("book") if request.GET.get("book") in books else "hanh-chinh"
    year = _number(request.GET.get("year"), clock.today().year)
    before = _number(request.GET.get("before"), 2**31 - 1)
    rows = list(queries.register(agency, book=str(book), year=year).filter(number__lt=before)[: SHOWN + 1])
    named = [(one, dict(Book.choices).get(one, one)) for one in books]
    offices = sorted(names(actor.agencies).items(), key=lambda one: one[1])
    context = {
        "agency": agency,
        "offices": offices if len(offices) > 1 else [],
        "rows": rows[:SHOWN],
        "book": book,
        "books": named,
        "year": year,
        "years": range(year + 1, year - 4, -1),
    }
    context["older"] = rows[SHOWN - 1].number if len(rows) > SHOWN else None
    return render(request, "documents/register.html", context)


@require_safe
def document(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, _visible(request, token))


@require_POST
def retry(request: HttpRequest, token: str) -> HttpResponse:
    found = _visible(request, token)
    actions.retry(document=found, by=request.actor)  # type: ignore[attr-defined]
    return _back(found)


@require_POST
def void(request: HttpRequest, token: str) -> HttpResponse:
    found, form = _visible(request, token), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.void(document=found, reason=form.cleaned_data["reason"], by=request.actor)  # type: ignore[attr-defined]
    return _back(found)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    found, form = _visible(request, token), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.withdraw(document=found, reason=form.cleaned_data["reason"], by=request.actor)  # type: ignore[attr-defined]
    return _back(found)


def _visible(request: HttpRequest, token: str) -> Document:
    rows = rules.visible_to(request.actor).select_related("kind", "agency", "entry")  # type: ignore[attr-defined]
    return get_object_or_404(rows, token=token)


def _back(found: Document) -> HttpResponse:
    return HttpResponseRedirect(reverse("documents:document", args=[found.token]))


def _page(request: HttpRequest, found: Document, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    signs = papers.unprintable_signs(found)
    context = {
        "document": found,
        "signs": signs,
        "signatures": found.last.signatures.order_by("role"),
        "file": queries.file_of(found),
        "form": form or ReasonForm(),
        "may_retry": found.state == DocumentState.FAILED and not signs and rules.can_retry(actor, found),
        "may_void": found.state == DocumentState.FAILED and rules.can_register(actor, found),
        "may_withdraw": found.state == DocumentState.ISSUED and rules.can_register(actor, found),
    }
    return render(request, "documents/document.html", context, status=status)


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else usual
