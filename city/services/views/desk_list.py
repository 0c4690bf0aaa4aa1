"""The dossiers an official may read, by code, by phase, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from city.services.models import Dossier, DossierReader, Party
from city.services.queries.listing import in_phase, listed
from city.services.rules import dossiers as rules
from city.services.states.dossiers import OPEN, Phase, Role
from city.services.views.desk import actor_of
from kernel.access.pages import page_of
from kernel.web.access import officials_only

LISTED = OPEN | {Phase.DECIDED}  # phases an official looks through; the rest is found by code


@officials_only
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """All I may read, newest first; a code leads straight to its dossier; a phase gives my agency's, nearest due date first."""
    actor, code, phase = actor_of(request), request.GET.get("q", "").strip().upper(), request.GET.get("phase", "")
    rows = listed(rules.visible_to(actor)).exclude(phase=Phase.DRAFT)
    if code and (found := rows.filter(code=code).first() or rows.filter(submission=code).first()):
        return redirect("services:desk_dossier", found.submission)
    before, phase = request.GET.get("before", ""), phase if phase in LISTED else ""
    page = in_phase(actor, phase, before=before) if phase else page_of(listed(Dossier.objects.all()), DossierReader, actor, before=before)  # fmt: skip
    owners = dict(_owners(page.rows))
    context = {
        "page": page, "rows": [(d, owners.get(d.pk, "")) for d in page.rows], "q": code, "phase": phase,
        "phases": [(p.value, p.label) for p in Phase if p in LISTED],
    }  # fmt: skip
    return render(request, "services/desk/dossiers.html", context)


def _owners(rows: list[Dossier]) -> list[tuple[int, str]]:
    return list(
        Party.objects.filter(dossier__in=[d.pk for d in rows], role=Role.OWNER).values_list(
            "dossier_id", "person__name"
        )
    )
