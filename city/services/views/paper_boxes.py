"""The boxes of the papers page lie in one form, so that whichever button is pressed no chosen file is lost."""

import re

from django.http import Http404, HttpRequest

from city.services.forms.portal import PaperForm
from city.services.models import Dossier
from city.services.models.catalogue import Paper

ONWARD = "onward"  # the button that also leads to the check page
Box = tuple[Paper | None, PaperForm]


def chosen_in(request: HttpRequest, noun: str) -> list[int]:
    """The numbers of the boxes ("paper-5-file") in which something was chosen."""
    return [int(match[1]) for name in request.FILES if (match := re.fullmatch(rf"{noun}-([0-9]{{1,18}})-file", name))]


def pressed_at(request: HttpRequest, noun: str) -> list[int]:
    """The number of the box beside the button that was pressed ("paper=5"); none for any other button."""
    match = re.fullmatch("[0-9]{1,18}", request.POST.get(noun, ""))
    return [int(match[0])] if match else []


def boxes_of(request: HttpRequest, dossier: Dossier) -> list[Box]:
    """Those in which something was chosen, each for its paper; without one: a paper that the sheet does not name. Where nothing
    was chosen at all, the box beside the button that was pressed."""
    chosen, other = chosen_in(request, "paper"), "file" in request.FILES
    if not chosen and not other and ONWARD not in request.POST:
        chosen = pressed_at(request, "paper")
        other = not chosen
    papers = Paper.objects.filter(version=dossier.version_id).in_bulk(chosen)
    if len(papers) < len(chosen):
        raise Http404
    known: list[Box] = [(papers[pk], PaperForm(request.POST, request.FILES, prefix=f"paper-{pk}")) for pk in chosen]
    return [*known, (None, PaperForm(request.POST, request.FILES))] if other else known
