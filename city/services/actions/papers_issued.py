"""Papers of the one-stop, drawn up after the act they tell of. Printing and sealing follow by themselves (city.documents)."""

import datetime

from city.agencies.models import Agency
from city.documents import actions as documents
from city.documents.models import Document
from city.documents.states import DocumentState
from city.services.events.letters import LetterDrawnUp, LetterWithdrawn
from city.services.models import Dossier, Supplement
from city.services.queries import letters
from city.services.queries.result_papers import SUBJECT
from city.services.queries.slips import Facts
from city.services.rules.dossiers import is_system, lasting
from city.services.states.dossiers import Role
from kernel.actors import Actor
from kernel.journal import action, already_done, entries_about, record


@action(requires=is_system)
def draw_up(
    *, dossier: Dossier, kind: str, purpose: str, facts: Facts, agency: Agency, on: datetime.date, code: str = "",
    desk: int | None = None, by: Actor,
) -> Document | None:  # fmt: skip
    """One paper per purpose (TT 01/2018/TT-VPCP Đ.10.1): numbered, then printed and sealed. The parties in their own right
    may read it, a proxy through the owner while his mandate holds. None where it was drawn up before."""
    if letters.was_drawn_up(dossier, purpose):
        already_done()
        return None
    people = [party.person for party in lasting(dossier.parties.select_related("person"))]
    owner = dossier.parties.select_related("person").get(role=Role.OWNER).person
    document = documents.issue_slip(
        agency=agency, kind=kind, subject=str(dossier.version.name)[:SUBJECT], facts=facts, origin=dossier, purpose=purpose,
        code=code, holder=owner.name, on=on, desk=desk, readers=[person.principal for person in people], by=by,
    )  # fmt: skip
    Supplement.objects.filter(dossier=dossier, document=None, round=_round(purpose)).update(document=document)
    record(LetterDrawnUp(dossier.pk, document.pk, purpose), about=dossier, by=by)
    return document


@action(requires=is_system)
def take_back(*, dossier: Dossier, document: Document, by: Actor) -> None:
    """The agency withdrew a paper it had sent (NĐ 30/2020 Đ.18.4): whoever it was for is told, with the reason. The dossier stays
    where it is: what the paper told of was done by an act of its own, and only an act undoes it."""
    fact = LetterWithdrawn(dossier.pk, document.pk, document.purpose)
    told = entries_about(dossier).filter(verb=fact.verb, fact__document=document.pk)
    if document.state != DocumentState.WITHDRAWN or told.exists():
        already_done()
        return
    record(fact, about=dossier, by=by)


def _round(purpose: str) -> int:
    """0 where the paper asks for nothing."""
    return int(purpose.removeprefix("supplement_")) if purpose.startswith("supplement_") else 0
