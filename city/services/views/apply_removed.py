"""Taking a paper out of a draft, and putting it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from city.services.actions import drafts
from city.services.models import DossierPaper
from city.services.models.catalogue import Paper
from city.services.views import removed
from city.services.views.apply import draft_to_change, while_draft
from kernel.files.models import Blob
from kernel.web.access import actor_of


@require_POST
@while_draft
def remove_paper(request: HttpRequest, submission: str, pk: int) -> HttpResponse:
    dossier = draft_to_change(request, submission)
    paper = get_object_or_404(DossierPaper, pk=pk, dossier=dossier)
    removed.remember(request, paper)
    drafts.detach(dossier=dossier, paper=paper, by=actor_of(request))
    return redirect("services:apply_papers", submission)


@require_POST
@while_draft
def restore_paper(request: HttpRequest, submission: str) -> HttpResponse:
    """The same file, for the paper it was sent for; where the sheet does not name that any more, under its title."""
    dossier = draft_to_change(request, submission)

    def attach(blob: Blob | None, said: dict[str, Any]) -> None:
        paper = Paper.objects.filter(pk=said["paper"], version=dossier.version_id).first()
        drafts.attach(
            dossier=dossier, blob=blob, name=said["name"], paper=paper, title=said["title"], by=actor_of(request)
        )

    removed.put_back(request, dossier, attach)
    return redirect("services:apply_papers", submission)
