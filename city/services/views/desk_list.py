"""The dossiers an official may read, by code, by phase, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from city.services.models import Dossier, DossierReader, Party
from city.services.queries.listing import listed
from city.services.rules import dossiers as rules
from city.services.states.dossiers import OPEN, Phase, Role
from city.services.views.desk import actor_of
from kernel.access.pages import page_of
from kernel.web.access import officials_only

LISTED = OPEN | {Phase.DECIDED}  # phases an official looks through; the rest is found by code
SHOWN = 100  # dossiers of one phase; who wants more looks by code


@officials_only
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a code leads straight to its dossier; a phase gives my agency's, nearest due date first."""
    actor, code, phase = actor_of(request), request.GET.get("q", "").strip().upper(), request.GET.get("phase", "")
    rows = listed(rules.visible_to(actor)).exclude(phase=Phase.DRAFT)
    if code and (found := rows.filter(code=code).first() or rows.filter(submission=code).first()):
        return redirect("services:desk_dossier", found.submission)
    page = None if phase in LISTED else page_of(listed(Dossier.objects.all()), DossierReader, actor, before=request.GET.get("before", ""))  # fmt: skip
    shown = (
        page.rows
        if page
        else list(rows.filter(agency__in=actor.agencies, phase=phase).order_by("due_at", "pk")[:SHOWN])
    )
    owners = dict(_owners(shown))
    context = {
        "page": page, "rows": [(d, owners.get(d.pk, "")) for d in shown], "q": code, "phase": phase if page is None else "", "shown": SHOWN,
        "full": page is None and len(shown) == SHOWN, "phases": [(p.value, p.label) for p in Phase if p in LISTED],
    }  # fmt: skip
    return render(request, "services/desk/dossiers.html", context)


def _owners(rows: list[Dossier]) -> list[tuple[int, str]]:
    return list(
        Party.objects.filter(dossier__in=[d.pk for d in rows], role=Role.OWNER).values_list(
            "dossier_id", "person__name"
        )
    )
