"""The dossiers an official may read: all of them, by phase, or where somebody asks for his."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from city.services.models import Dossier, DossierReader, Party
from city.services.queries import desk_finding
from city.services.queries.deadlines import working_days_left
from city.services.queries.listing import in_phase, listed
from city.services.states.dossiers import OPEN, Phase, Role
from kernel.access.pages import Page, page_of
from kernel.web.access import actor_of, officials_only

FOUND = "found"  # in the address: what was looked for last; in the session: what that was
LISTED = OPEN | {Phase.DECIDED}  # phases an official looks through; the rest is found by asking


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a phase gives my agency's, nearest due date first; words are looked for.

    They are posted: a person's number or telephone stays out of addresses, and so out of logs and of the browser's memory. What
    was found is kept in the session, so that Back from a dossier leads to the list again."""
    given = request.POST if request.method == "POST" else request.GET
    text, phase = given.get("q", "").strip()[:200], given.get("phase", "")
    phase = phase if phase in LISTED else ""
    if text:
        return _sought(request, text)
    if request.method == "POST":
        return redirect(f"{reverse('services:desk_dossiers')}?phase={phase}")
    if FOUND in request.GET and (kept := request.session.get(FOUND)):
        rows = desk_finding.again(actor_of(request), kept["ids"])
        found = desk_finding.Found(rows, kept["more"], kept["looked"])
        return _page(request, Page(rows), q=kept["q"], found=found)
    before, actor = request.GET.get("before", ""), actor_of(request)
    page = in_phase(actor, phase, before=before) if phase else page_of(listed(Dossier.objects.all()), DossierReader, actor, before=before)  # fmt: skip
    return _page(request, page, phase=phase)


def _sought(request: HttpRequest, text: str) -> HttpResponse:
    """A code leads straight to its dossier, else to what was found."""
    actor = actor_of(request)
    if one := desk_finding.by_code(actor, text):
        return redirect("services:desk_dossier", one.submission)
    found = desk_finding.by_person(actor, text)
    if request.method != "POST":
        return _page(request, Page(found.rows), q=text, found=found)
    ids = [one.pk for one in found.rows]
    request.session[FOUND] = {"q": _masked(text), "ids": ids, "more": found.more, "looked": found.looked}
    return redirect(f"{reverse('services:desk_dossiers')}?{FOUND}")


def _masked(text: str) -> str:
    """Of a person's number or telephone the last three digits are enough to know again what was asked."""
    return re.sub(r"\d(?=(?:\D*\d){3})", "•", text) if sum(sign.isdigit() for sign in text) >= 9 else text


def _page(request: HttpRequest, page: Page[Dossier], **more: object) -> HttpResponse:
    owners = dict(_owners(page.rows))
    left = working_days_left({d.pk: d.due_at for d in page.rows if d.due_at}, actor_of(request))
    phases = [(p.value, p.label) for p in Phase if p in LISTED]
    context = {"page": page, "rows": [(d, owners.get(d.pk, ""), left.get(d.pk)) for d in page.rows], "phases": phases, "q": "", "phase": "", "found": None}  # fmt: skip
    return render(request, "services/desk/dossiers.html", context | more)


def _owners(rows: list[Dossier]) -> list[tuple[int, str]]:
    return list(
        Party.objects.filter(dossier__in=[d.pk for d in rows], role=Role.OWNER).values_list(
            "dossier_id", "person__name"
        )
    )
