"""One request for what is missing: what it asks for, what was gathered so far, what is still open. Pages and act ask the same."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from city.services.engine.legal_parameters import REGIME
from city.services.models import Dossier, DossierPaper, Supplement, SupplementLine
from city.services.queries.definitions import definition_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import DueCause, Phase, SpanKind
from kernel import clock, parameters, worktime
from kernel.actors import Actor
from kernel.forms.checking import Finding, findings
from kernel.forms.definition import Page
from kernel.forms.reopening import open_fields, open_pages, refused
from kernel.forms.settling import settle
from kernel.forms.walk import Draft


@dataclass(frozen=True)
class AskedPaper:
    """A paper to send anew or at last, and the files gathered for it."""

    line: SupplementLine
    title: str
    files: Sequence[DossierPaper]


@dataclass(frozen=True)
class AskedPage:
    """A page of the form with something open on it; `done`: answered anew, and nothing is wrong."""

    page: Page
    lines: Sequence[SupplementLine]
    done: bool


@dataclass(frozen=True)
class Open:
    """What is still to be done, in words; `field` names the thing."""

    words: str
    field: str


@dataclass(frozen=True)
class Waiting:
    """What the desk shows while the applicant is awaited."""

    supplement: Supplement
    count: int
    late: bool
    may_supply: bool


@dataclass(frozen=True)
class AskBy:
    """Until when the agency may ask for a supplement, and by which law; a later request is still one, and is told to be late."""

    at: datetime.datetime
    source: str
    over: bool


def ask_by(dossier: Dossier) -> AskBy | None:
    """By the law of the day the dossier was taken in (NĐ 61/2018 Đ.19.4), counted from when its term began last. None where that law
    names no such days."""
    begun = dossier.spans.filter(kind=SpanKind.RUN, reason__in=("accepted", DueCause.RESTART)).order_by("pk").last()
    if begun is None:
        return None
    since = begun.span.lower
    try:
        law = parameters.row("supplement.ask_within", since.astimezone(clock.ZONE).date())
    except parameters.Unknown:
        return None
    if law.value is None:
        return None
    schedule = worktime.schedule_for(dossier.agency.calendar_id)
    at = worktime.due(since, worktime.Term(law.value, "working_day"), schedule, regime=REGIME).at
    return AskBy(at, law.source, at < clock.now())


def open_one(dossier: Dossier) -> Supplement | None:
    """The request that waits for its answer; none any more once the dossier was stopped or withdrawn."""
    return dossier.supplements.filter(given_at=None).first() if dossier.phase == Phase.SUPPLEMENT else None


def waiting_of(actor: Actor, dossier: Dossier) -> Waiting | None:
    supplement = open_one(dossier)
    if supplement is None:
        return None
    late = supplement.give_by is not None and supplement.give_by < clock.now()
    return Waiting(supplement, supplement.lines.count(), late, rules.can_supply(actor, dossier))


def papers_of(supplement: Supplement) -> list[AskedPaper]:
    rows = supplement.lines.filter(field="").select_related("paper", "wanted").prefetch_related("files__blob")
    return [
        AskedPaper(line, _title(line), sorted(line.files.all(), key=lambda f: f.pk)) for line in rows.order_by("pk")
    ]


def _title(line: SupplementLine) -> str:
    return line.paper.title if line.paper else line.wanted.name if line.wanted else ""


def named(supplement: Supplement) -> frozenset[str]:
    """Ids of the answers, and of the groups, that the officer asks for."""
    return frozenset(supplement.lines.exclude(field="").values_list("field", flat=True))


def working(dossier: Dossier) -> Draft:
    """The answers as a draft to mend; what was mended so far is kept in dossier.draft."""
    return Draft.from_json(dossier.draft) if dossier.draft else Draft(values=dict(dossier.answers))


def open_ids(dossier: Dossier, supplement: Supplement, draft: Draft) -> frozenset[str]:
    """What may be changed: what was asked for, and what is only asked because of the change."""
    return open_fields(definition_of(dossier), named(supplement), dossier.answers, draft.values)


def closed_changes(dossier: Dossier, supplement: Supplement, draft: Draft) -> list[str]:
    """Ids of answers that the draft changes though nobody asked for them."""
    opened = open_ids(dossier, supplement, draft)
    return refused(definition_of(dossier), dossier.answers, draft.values, opened)


def answers_given(dossier: Dossier) -> dict[str, Any]:
    """The answers of the dossier as they are when this is sent: what is not asked any more falls away."""
    return settle(definition_of(dossier), working(dossier).values)


def pages_of(dossier: Dossier, supplement: Supplement) -> list[AskedPage]:
    """In the order of the form."""
    lines, kept = list(supplement.lines.exclude(field="").order_by("pk")), working(dossier)
    if not lines:
        return []
    pages = open_pages(definition_of(dossier), kept.values, open_ids(dossier, supplement, kept))
    wrong = {finding.page for finding in _wrong(dossier, supplement)}
    return [
        AskedPage(p, [x for x in lines if x.field in _ids(p)], p.id in kept.done and p.id not in wrong) for p in pages
    ]


def _ids(page: Page) -> set[str]:
    return {spec.id for spec in page.asked} | ({page.group.id} if page.group else set())


def _wrong(dossier: Dossier, supplement: Supplement) -> list[Finding]:
    """What is wrong with the answers to be sent; not what was wrong before and nobody asked for: a day may have passed a limit."""
    definition, today = definition_of(dossier), clock.today()
    opened = open_ids(dossier, supplement, working(dossier))
    known = findings(definition, settle(definition, dossier.answers), today)
    found = findings(definition, answers_given(dossier), today)
    return [f for f in found if f not in known or f.path.partition("[")[0] in opened]


def still_open(dossier: Dossier, supplement: Supplement) -> list[Open]:
    """Empty when all may be sent."""
    papers = [one for one in papers_of(supplement) if not one.files]
    found = [Open(_("Chưa có tệp cho “%(title)s”.") % {"title": one.title}, f"line-{one.line.pk}") for one in papers]
    kept, pages = working(dossier), [one.page for one in pages_of(dossier, supplement)]
    untouched = [page for page in pages if page.id not in kept.done]
    found += [Open(_("Chưa sửa “%(page)s”.") % {"page": page.title}, page.id) for page in untouched]
    wrong = _wrong(dossier, supplement) if pages else []
    return found + [Open(f.say, f.path) for f in wrong if f.page not in {page.id for page in untouched}]
