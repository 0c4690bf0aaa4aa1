"""Papers that the agency drew up about a dossier, and the two records of the one-stop: control slip and book."""

import csv
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from city.agencies.models import Agency
from city.documents.models import Document
from city.documents.queries import file_of
from city.documents.queries import render as printed
from city.services.engine.cells import harmless
from city.services.forms.book import PeriodForm, days_of
from city.services.models import Dossier
from city.services.queries import book, letters, slips
from city.services.queries.desk_reading import window_of
from city.services.rules import dossiers as rules
from city.services.rules.letters import can_keep_book
from city.services.states.dossiers import Phase
from kernel import clock
from kernel.actors import Actor
from kernel.files import serve
from kernel.web.access import officials_only

SHOWN = 200  # rows of the book on a page; the file holds all


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _find(request: HttpRequest, submission: str) -> Dossier:
    rows = rules.visible_to(_actor(request)).select_related("version", "agency", "received_by")
    return get_object_or_404(rows.exclude(phase=Phase.DRAFT), submission=submission)


@require_safe
def letter(request: HttpRequest, submission: str, pk: int) -> HttpResponseBase:
    """The sealed PDF, for whoever may read the dossier."""
    return _file(get_object_or_404(letters.letters_of(_whole(request, submission)), pk=pk))


def _whole(request: HttpRequest, submission: str) -> Dossier:
    """These papers hold address and telephone: not for a second agency that was asked about a plot of land."""
    found = _find(request, submission)
    if not window_of(_actor(request), found).contact:
        raise Http404
    return found


def _file(document: Document) -> HttpResponseBase:
    blob = file_of(document)
    if blob is None:
        raise Http404
    return serve(blob, name=f"{document.entry.printed.replace('/', '-')}.pdf", inline=True)


@officials_only
@require_safe
def slip(request: HttpRequest, submission: str) -> HttpResponseBase:
    """Mẫu 01 to print: the sealed one; the same text without seal while it is being made, or where it never was."""
    found = _whole(request, submission)
    if found.accepted_at is None:
        raise Http404
    if issued := letters.letter(found, letters.ACCEPTANCE):
        return _file(issued)
    coming = letters.letters_of(found).filter(purpose=letters.ACCEPTANCE).last()
    facts = coming.last.facts if coming else slips.acceptance(found, officer=_actor(request).name)
    return _made("acceptance_slip", found, facts)


@officials_only
@require_safe
def control_slip(request: HttpRequest, submission: str) -> HttpResponse:
    """Mẫu 05, as the dossier stands now."""
    found = _find(request, submission)
    return _made("control_slip", found, slips.control_slip(found, officer=_actor(request).name))


def _made(template: str, dossier: Dossier, facts: slips.Facts) -> HttpResponse:
    pdf = printed(template, facts, agency=rules.receiving(dossier), on=clock.today())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{template.replace("_", "-")}-{dossier}.pdf"'
    return response


def _period(request: HttpRequest) -> tuple[PeriodForm, str]:
    """What was asked, or this month."""
    usual = f"{clock.today():%Y-%m}"
    form = PeriodForm({"period": request.GET.get("period", usual)})
    return form, form.cleaned_data["period"] if form.is_valid() else usual


def _keeper(request: HttpRequest) -> Actor:
    actor = _actor(request)
    agency = get_object_or_404(Agency, pk=actor.agency_id)
    if not can_keep_book(actor, agency):
        raise Http404
    return actor


@officials_only
@require_safe
def follow_up_book(request: HttpRequest) -> HttpResponse:
    """Sổ theo dõi hồ sơ (Mẫu 06) of my agency: one period, page by page, and its file."""
    actor, (form, period) = _keeper(request), _period(request)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) < 10**5 else 1
    start = (page - 1) * SHOWN
    found = list(book.taken_in(actor, *days_of(period))[start : start + SHOWN + 1])
    context = {
        "form": form, "period": period, "rows": book.lines(actor, found[:SHOWN], start + 1), "page": page,
        "more": page + 1 if len(found) > SHOWN else None, "columns": book.COLUMNS,
    }  # fmt: skip
    return render(request, "services/desk/book.html", context, status=200 if form.is_valid() else 422)


@officials_only
@require_safe
def book_file(request: HttpRequest) -> HttpResponseBase:
    """The same period as CSV (UTF-8 with its mark, as spreadsheets ask)."""
    actor, (_form, period) = _keeper(request), _period(request)
    rows = book.cells(actor, book.taken_in(actor, *days_of(period)))
    response = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-theo-doi-{period}.csv"'
    return response


class _Echo:
    """csv.writer wants something to write to; we want the line."""

    def write(self, line: str) -> str:
        return line


def _csv(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])
