"""What is asked for in one consolidated supplement: every paper sent, every paper missing, every answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from city.services.actions.reception import Lack
from city.services.engine.process_reading import Window
from city.services.models import Dossier, DossierPaper
from city.services.queries import residents
from city.services.queries.definitions import definition_of
from city.services.queries.desk import Open
from city.services.queries.desk_reading import askable_fields
from city.services.queries.residents import Wanted
from city.services.queries.supplements import ask_by
from city.services.states.dossiers import Reason, Verb, Verdict
from city.services.views.paper_words import headline
from kernel.errors import Refused
from kernel.forms.printing import complaint
from kernel.forms.settling import visible_pages


@dataclass(frozen=True)
class LackLine:
    """One thing that may be asked for, with what was ticked and typed for it so far."""

    key: str
    title: str
    answer: bool
    ticked: bool
    reason: str
    note: str


def asking(request: HttpRequest, dossier: Dossier, window: Window, moves: Iterable[Open]) -> dict[str, Any]:
    """For the page: what may be asked for, and until when the law lets one ask; nothing where nobody asks here."""
    if all(move.verb != Verb.ASK_SUPPLEMENT for move in moves):
        return {}
    papers = list(dossier.papers.select_related("blob").order_by("pk"))
    wanted = residents.wanted_papers(dossier, papers)
    absent = [headline(one.title)[0] for one in wanted if one.lacks]
    return {"lines": lines(request, dossier, window, papers, wanted), "ask_by": ask_by(dossier), "absent": absent}


def lines(
    request: HttpRequest, dossier: Dossier, window: Window, papers: Sequence[DossierPaper], known: Sequence[Wanted]
) -> list[LackLine]:
    """Papers sent (what was found about them is kept), papers of the sheet not sent, answers; of these what is read here."""
    current = [p for p in papers if p.replaced_by_id is None]
    sent = [(f"paper-{p.pk}", p.title, False, p.reason, p.note) for p in current if window.paper(p.title)]
    readable = askable_fields(dossier, window)
    wanted = [(f"wanted-{r.paper.pk}", r.title, False, "missing", "") for r in known if r.paper and not r.sent]
    asked = [(f"field-{id}", name, True, "", "") for id, name in _answers(dossier) if id in readable]
    posted = request.POST
    # Papers already judged wrong are ticked beforehand: one look is enough.
    wrong = [f"paper-{p.pk}" for p in current if p.verdict == Verdict.WRONG]
    ticked = posted.getlist("lack") if "lack_form" in posted else wrong
    return [
        LackLine(
            key, title, answer, key in ticked, posted.get(f"reason-{key}", reason), posted.get(f"note-{key}", note)
        )
        for key, title, answer, reason, note in (*sent, *wanted, *asked)
    ]


def _answers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """(id, name) of each answer in the order of the form; a list of items is asked for as a whole, an empty one too."""
    for page in visible_pages(definition_of(dossier), dossier.answers):
        if page.group:
            yield page.group.id, page.heading(others=True)
        else:
            yield from ((spec.id, str(spec.name)) for spec in page.fields if spec.id in dossier.answers)


def lacks(request: HttpRequest, dossier: Dossier, window: Window) -> list[Lack]:
    """Each ticked line: paper-<id>, wanted-<id> or field-<id>, with its reason and note. Refused where one has no reason."""
    readable = askable_fields(dossier, window)
    papers = {f"paper-{p.pk}": {"paper": p} for p in dossier.papers.filter(replaced_by=None) if window.paper(p.title)}
    wanted = {
        f"wanted-{r.paper.pk}": {"wanted": r.paper} for r in residents.wanted_papers(dossier) if r.paper and not r.sent
    }
    fields = {f"field-{id}": {"field": id} for id, _name in _answers(dossier) if id in readable}
    known: dict[str, Any] = {**papers, **wanted, **fields}
    found = []
    for key in request.POST.getlist("lack"):
        reason = request.POST.get(f"reason-{key}", "")
        note = request.POST.get(f"note-{key}", "")[:500]
        if words := complaint(note):
            raise Refused(words)
        if key in known and reason in Reason.values:
            found.append(Lack(reason, note, **known[key]))
        elif key in known:
            raise Refused(_("Chọn lý do cho từng mục cần bổ sung."))
    return found
