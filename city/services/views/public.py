"""For everybody: find a procedure, see what it asks for; how the city serves, in numbers."""

import csv
import datetime
from dataclasses import astuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from city.services.engine.cells import harmless
from city.services.queries import catalogue
from city.services.queries import figures as counted
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import Audience, Group, Level
from city.services.views import catalogue_filters, procedure_page
from kernel.web.access import actor_of, public


@public
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Search and filters by GET; htmx asks for the results alone."""
    found = catalogue.find(question_of(request.GET))
    question = found.asked
    context = {
        "question": question,
        "how_many": found.in_all,
        "ours": found.ours,
        "ours_url": f"{reverse('services:procedures')}?group={Group.OURS}",
        "entries": [procedure_page.entry(v) for v in found.versions],
        "filters": catalogue_filters.filters(question, found),
        "chips": catalogue_filters.chips(request.GET, question, found),
        "elsewhere": catalogue_filters.elsewhere(request.GET, question, found),
        "pages": catalogue_filters.page_links(request.GET, found),
        "range": catalogue_filters.range_words(found),
        "said": catalogue_filters.found_words(question, found),
        "everything": reverse("services:procedures"),
    }
    part = bool(getattr(request, "htmx", None)) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "services/catalogue/_found.html" if part else "services/catalogue/list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def question_of(given: QueryDict) -> catalogue.Question:
    """What the address asks; unknown values are left out."""
    return catalogue.Question(
        text=given.get("q", "").strip()[:200],
        fields=frozenset(filter(None, map(_key, given.getlist("field")))),
        agency=_key(given.get("agency", "")),
        online=frozenset(given.getlist("online")) & frozenset(catalogue_filters.online_labels()),
        levels=frozenset(given.getlist("level")) & set(Level.values),
        audience=frozenset(given.getlist("audience")) & set(Audience.values),
        groups=frozenset(given.getlist("group")) & set(Group.values),
        page=int(page) if (page := given.get("page", "")).isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _key(given: str) -> int:
    """0 for what is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: what I need, for my case and my way of handing in. A local spelling of the code leads to the national one."""
    version = catalogue.version_of(code)
    if version is None:
        national = code[:8]
        if national != code and catalogue.version_of(national):
            return HttpResponseRedirect(reverse("services:procedure", args=[national]))
        raise Http404(_("Không có thủ tục mang mã này."))
    chosen = procedure_page.choice(version, request.GET)
    context = procedure_page.page(version, chosen, catalogue.takers(version)) | {
        "keeps": can_publish(actor_of(request))
    }
    return render(request, "services/catalogue/procedure.html", context)


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How many dossiers came in and were decided, and when: by month and by agency, one of them where ?month= or ?agency= asks."""
    agency = _key(request.GET.get("agency", ""))
    return render(request, "services/figures.html", {"found": counted.table(agency, _month(request))})


def _month(request: HttpRequest) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


@public
@require_safe
def figures_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV (UTF-8 with its mark, as spreadsheets ask): a line for each agency and month."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="so-lieu-ho-so.csv"'
    writer = csv.writer(response)
    writer.writerow(
        [
            "Tháng",
            "Cơ quan",
            "Đã nhận",
            "Đã có kết quả",
            "Đúng hoặc trước hẹn",
            "Quá hẹn",
            "Không có ngày hẹn",
            "Đang quá hạn",
        ]
    )
    for month, agency, counts in counted.cells():
        writer.writerow([month, harmless(agency), *astuple(counts)])
    return response
