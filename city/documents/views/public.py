"""Anybody checks a paper: by its code, by its file, by both. Without the name on the paper nothing personal is shown."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from city.documents import queries
from city.documents.forms import FileForm, NameForm, TokenForm
from city.documents.models import Document
from city.documents.queries import Verdict
from city.documents.views import shown
from kernel.limits import Rate, attempt, network_of
from kernel.web.access import public

CHECKS = Rate("verify", times=300, seconds=600)  # wide: a bank, or a commune, asks from one address


@public
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code (or, on the same page, choose the file)."""
    if request.method == "GET":
        return _asking(request, TokenForm(), FileForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _asking(request, form, FileForm(), status=422)
    return HttpResponseRedirect(reverse("documents:verify_token", args=[form.cleaned_data["token"]]))


@public
@never_cache
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """A chosen file is looked at and forgotten."""
    CHECKS.take(network_of(request.META))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asking(request, TokenForm(), form, status=422)
    return _page(request, queries.check_file(form.cleaned_data["file"].read()))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def verify_token(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code leads to. POST with the name on the paper shows what it is about."""
    CHECKS.take(network_of(request.META))
    verdict = queries.check_token(token)
    form = NameForm(request.POST if request.method == "POST" else None)
    known = request.method == "POST" and form.is_valid() and verdict.document is not None
    matches = _matches(request, form, verdict.document) if known and verdict.document else None
    return _page(request, verdict, name_form=form, matches=matches)


def _matches(request: HttpRequest, form: NameForm, document: Document) -> bool:
    """Names are guesses: whoever holds the paper needs one or two."""
    with attempt("name on a document", document.token, network=network_of(request.META)) as trial:
        matches = form.matches(document.holder)
        if matches:
            trial.succeeded()
    return matches


def _page(
    request: HttpRequest, verdict: Verdict, name_form: NameForm | None = None, matches: bool | None = None
) -> HttpResponse:
    context = {
        "verdict": verdict,
        "paper": shown.paper(verdict),
        "checks": shown.checks(verdict),
        "matches": matches,
        "name_form": name_form if name_form is not None and verdict.document and verdict.document.holder else None,
        "words": shown.words(verdict),
        "token_form": TokenForm(),
        "file_form": FileForm(),
    }
    return render(request, "documents/verdict.html", context, status=200 if verdict.document else 404)


def _asking(request: HttpRequest, token_form: TokenForm, file_form: FileForm, status: int = 200) -> HttpResponse:
    context = {"token_form": token_form, "file_form": file_form}
    return render(request, "documents/verify.html", context, status=status)
