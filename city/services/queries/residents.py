"""What a resident sees: own dossiers, the way of one, what is still needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.agencies.models import Agency
from city.agencies.queries import names
from city.services.models import Dossier, DossierPaper, DossierReader, Party, Supplement
from city.services.models.catalogue import Case, Offer, Paper, ProcedureVersion
from city.services.queries.definitions import definition_of
from city.services.queries.listing import listed
from city.services.queries.way import Passage, passages
from city.services.rules.dossiers import persons, visible_to
from city.services.states.dossiers import ASKS, OPEN, Phase, Role
from kernel import clock
from kernel.access import Page
from kernel.access.pages import page_of
from kernel.actors import Actor
from kernel.forms.walk import Draft
from kernel.web import say
from kernel.web.parts import Step

SHOWN = "xuất trình"  # the note of a paper that one only brings along
TONE = {
    Phase.SUPPLEMENT: "warn",
    Phase.PAYMENT: "warn",
    Phase.NOT_ACCEPTED: "bad",
    Phase.DECIDED: "ok",
    Phase.RETURNED: "ok",
    Phase.DRAFT: "",
    Phase.WITHDRAWN: "",
    Phase.STOPPED: "",
}

WAITING = 20  # shown above all others
WAITS = {Phase.SUPPLEMENT: _("Đang chờ bạn bổ sung"), Phase.PAYMENT: _("Đang chờ bạn nộp phí, lệ phí")}


def drafts_of(actor: Actor) -> QuerySet[Dossier]:
    """Drafts, last touched first."""
    mine = Party.objects.filter(dossier=OuterRef("pk"), role=Role.OWNER, person__in=persons(actor))
    rows = Dossier.objects.filter(Exists(mine), phase=Phase.DRAFT, filed_by=None)
    return listed(rows).order_by("-changed_at", "-pk")


def submitted_page(actor: Actor, before: str = "", size: int = 20) -> Page[Dossier]:
    """Submitted dossiers, newest first."""
    return page_of(listed(Dossier.objects.all()), DossierReader, actor, before=before, size=size)


def waiting_for(actor: Actor) -> list[Dossier]:
    """Submitted dossiers that stand still until the person does something; the nearest last day first, then the oldest."""
    rows = list(listed(visible_to(actor)).filter(phase__in=ASKS).order_by("changed_at", "pk")[:WAITING])
    open_ones = Supplement.objects.filter(dossier__in=rows, given_at=None) if rows else []
    ends = {one.dossier_id: one.give_by for one in open_ones}
    for row in rows:
        row.give_by = ends.get(row.pk)  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: (row.give_by is None, row.give_by or row.changed_at))  # type: ignore[attr-defined]


def with_owners(rows: Iterable[Dossier], actor: Actor) -> list[Dossier]:
    """The same rows; `whose` is the name of the owner for whom the actor acts, "" where the dossier is his own; `said`: the phase
    in words to this reader; `late`: its day is over and the agency still has it."""
    found = list(rows)
    others = Party.objects.filter(dossier__in=found, role=Role.OWNER).exclude(person=actor.person_id)
    names = dict(others.values_list("dossier", "person__name")) if found else {}
    for row in found:
        row.whose = names.get(row.pk, "")  # type: ignore[attr-defined]
        row.said = _said(row, own=row.pk not in names)  # type: ignore[attr-defined]
        row.late = _is_late(row)  # type: ignore[attr-defined]
    return found


def _said(row: Dossier, *, own: bool) -> str:
    """Nobody calls the owner "the applicant" to his face."""
    return str(_("Bạn đã rút hồ sơ")) if own and row.phase == Phase.WITHDRAWN else str(row.get_phase_display())


def _is_late(row: Dossier) -> bool:
    return row.due_at is not None and row.due_at < clock.now() and row.phase in OPEN - ASKS


def steps_of(dossier: Dossier) -> list[Step]:
    """The way: what is done, where it is, what comes; by which agency and on which day. Where the applicant is waited for,
    the step that waits is the present one."""
    return [_step(p, dossier) for p in passages(dossier)]


def _step(passage: Passage, dossier: Dossier) -> Step:
    run = passage.run
    lines = [passage.agency, say.day(run.ended or run.began)] if run else []
    if dossier.phase in WAITS and passage.step.id == dossier.step:
        return Step(passage.name, [*lines, str(WAITS[Phase(dossier.phase)])], "now")
    return Step(passage.name, lines, passage.state)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Wanted:
    """One paper of the sheet, and what was sent for it."""

    paper: Paper | None
    title: str
    sent: Sequence[DossierPaper]
    made: bool = False  # the form that is filled in is this paper of the sheet: nothing is sent for it

    @property
    def lacks(self) -> bool:
        """Asked of everybody in this case, to be handed in, and not there: what is only shown or asked of some is no lack."""
        return self.paper is not None and self.paper.needed and self.paper.note != SHOWN and not self.sent


def wanted_papers(dossier: Dossier, sent: Sequence[DossierPaper] | None = None) -> list[Wanted]:
    """Every paper that is asked for, then those added beyond the sheet; `sent` where they were read already. Where the answers
    say whether one is needed, they decide; else the case."""
    sent = list(dossier.papers.select_related("blob").order_by("pk")) if sent is None else sent
    definition, values = definition_of(dossier), dossier.answers or Draft.from_json(dossier.draft).values
    rows = []
    for paper in Paper.objects.filter(version=dossier.version_id).order_by("no", "pk"):
        said, here = definition.attachment(paper.name), [s for s in sent if s.paper_id == paper.pk]
        asked = said.asked(values) if said else None
        if here or (paper.case_id in (None, dossier.case_id) if asked is None else asked):
            rows.append(Wanted(paper, paper.name, here))
        elif said and said.made:
            rows.append(Wanted(None, paper.name, [], made=True))
    return [*rows, *(Wanted(None, s.title, [s]) for s in sent if s.paper_id is None)]


def offices_of(version: ProcedureVersion) -> list[tuple[Agency, str]]:
    """The agencies that take this procedure today, with their names, in order of name."""
    offers = (
        Offer.objects.filter(procedure=version.procedure_id, valid__contains=clock.today())
        .exclude(level="information")
        .select_related("agency")
    )
    agencies = {offer.agency_id: offer.agency for offer in offers}
    known = names(agencies)
    return sorted(((a, known.get(pk, "")) for pk, a in agencies.items()), key=lambda pair: pair[1])


def cases_of(version: ProcedureVersion) -> list[Case]:
    return list(Case.objects.filter(version=version).order_by("no"))


def people_of(actor: Actor) -> list[Person]:
    """For whom the actor may file: himself first."""
    rows = Person.objects.in_bulk(persons(actor))
    return [rows[pk] for pk in persons(actor) if pk in rows]


def prefill_of(person: Person) -> dict[str, Any]:
    """What a form may fill in from the person's data."""
    values = {
        "person.name": person.name,
        "person.number": person.number,
        "person.birth_on": person.birth_on.isoformat() if person.birth_on else "",
        "person.birth_year": person.birth_on.year if person.birth_on else "",
        "person.address": person.address,
        "person.phone": person.phone,
        "person.email": person.email,
    }
    return {key: value for key, value in values.items() if value}
