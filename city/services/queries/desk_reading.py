"""What one person reads of one dossier: the steps of its process say which answers and papers (engine.process_reading).

An official reads what his steps read: those he has the power for in his agency, those he did, the one that lies with him.
Who may see that there is a dossier at all is another question: rules.visible_to."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from city.agencies.rules import acts_for
from city.services.engine.process import Step
from city.services.engine.process_reading import WHOLE, Window, readable, writable
from city.services.models import Dossier, DossierPaper, StepRun
from city.services.queries.definitions import definition_of, process_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Verdict
from kernel.actors import Actor
from kernel.forms import answers
from kernel.forms.definition import FormDefinition, Page


def window_of(actor: Actor, dossier: Dossier) -> Window:
    if not actor.is_official:
        return WHOLE if rules.is_party(actor, dossier) else Window()
    if dossier.phase == Phase.DRAFT:
        return WHOLE if rules.is_own_draft(actor, dossier) else Window()
    holding = rules.holds(actor, dossier)
    runs = list(dossier.runs.all())
    return Window(tuple(s for s in process_of(dossier).steps if _is_his(actor, dossier, s, runs, holding)))


def _is_his(actor: Actor, dossier: Dossier, step: Step, runs: list[StepRun], holding: bool) -> bool:
    if holding and step.id == dossier.step:
        return True
    done = [run for run in runs if run.step == step.id]
    if any(run.post_id == actor.post_id for run in done if run.post_id):
        return True
    where = {rules.agency_of(dossier, step).pk, *(run.agency_id for run in done)}
    if step.place == "other" and not done:
        return False  # nobody was asked yet
    return actor.has(step.power) and any(acts_for(actor, agency) for agency in where)


def sections_for(dossier: Dossier, window: Window, *, on: datetime.date) -> list[answers.Section]:
    """The answers in words, less what the window hides, numbers masked where it masks them."""
    definition = definition_of(dossier)
    whole = answers.sections(definition, dossier.answers, on=on, others=not window.whole)
    if window.whole:
        return whole
    known = readable(definition, dossier.answers, window)
    places = {f.id: (f.kind, p.group.id if p.group else "") for p in definition.pages for f in p.asked}
    found = []
    for section in whole:
        lines = tuple(_shown(line, places, window) for line in section.lines if _reads(line, places, window))
        if lines:
            found.append(replace(section, lines=lines, title=_title(definition, section, known, window, on)))
    return found


def _reads(line: answers.Line, places: dict[str, tuple[str, str]], window: Window) -> bool:
    return window.shows(line.field, *places.get(line.field, ("", "")))  # a group without items stands under its own id


def _shown(line: answers.Line, places: dict[str, tuple[str, str]], window: Window) -> answers.Line:
    masked = line.field in places and window.masks(line.field, *places[line.field])
    return replace(line, value=last_three(line.value)) if masked else line


def last_three(value: str) -> str:
    """*** *** *** 214: enough to tell two people apart, too little to use."""
    return f"*** *** *** {value[-3:]}" if any(sign.isdigit() for sign in value) else value


def _title(
    definition: FormDefinition, section: answers.Section, known: dict[str, object], window: Window, on: datetime.date
) -> str:
    """The heading of one item of a group names it by its answers: only by those that are read in whole."""
    page = definition.page(section.add_page) if section.add_page else None
    index = section.lines[0].index
    if page is None or page.group is None or index is None:
        return section.title
    item = known[page.group.id][index]  # type: ignore[index]
    open_ids = {f.id for f in page.group.fields if not window.masks(f.id, f.kind, page.group.id)}
    named = answers.summary(page.group, {k: v for k, v in item.items() if k in open_ids}, on)
    return f"{page.heading(others=True)}: {named}"


def papers_for(dossier: Dossier, window: Window) -> list[DossierPaper]:
    return [p for p in dossier.papers.sent().select_related("blob").order_by("pk") if window.paper(p.title)]


def unseen_of(papers: Iterable[DossierPaper]) -> list[DossierPaper]:
    """Those that count and that nobody has judged."""
    return [one for one in papers if one.verdict == Verdict.UNSEEN and one.replaced_by_id is None]


def askable_fields(dossier: Dossier, window: Window) -> frozenset[str]:
    """Ids of answers, and of groups, that may be asked for again: nobody asks about what he does not read."""
    pages = definition_of(dossier).pages
    found = {
        f.id for p in pages for f in p.asked if f.asks and window.shows(f.id, f.kind, p.group.id if p.group else "")
    }
    return frozenset(found | {p.group.id for p in pages if p.group and {f.id for f in p.asked if f.asks} <= found})


def reads_in_whole(window: Window, page: Page) -> bool:
    """The closed answers of a page are shown with it: whoever opens it reads all of them, none masked."""
    group = page.group.id if page.group else ""
    asked = [f for f in page.asked if f.asks]
    return all(window.shows(f.id, f.kind, group) and not window.masks(f.id, f.kind, group) for f in asked)


def writable_at(dossier: Dossier) -> frozenset[str]:
    """Ids of answers, and of groups, that may be mended at the present step."""
    step = rules.step_of(dossier)
    return writable(step, definition_of(dossier)) if step else frozenset()


def mendable_sections(dossier: Dossier, window: Window, *, on: datetime.date) -> list[answers.Section]:
    """Only the answers that may be mended here."""
    allowed = writable_at(dossier)
    whole = sections_for(dossier, window, on=on)
    kept = [replace(s, lines=tuple(line for line in s.lines if line.field in allowed)) for s in whole]
    return [section for section in kept if section.lines]
