"""Whether a result may be read by the people of the dossier: not before the fee, where the process asks for it first."""

from city.documents.models import Document
from city.documents.states import DocumentState
from city.services.models import Dossier
from city.services.queries import moves
from city.services.rules import dossiers as rules
from city.services.states.dossiers import MOVES, Phase, Verb
from kernel.actors import Actor
from kernel.looking import once_a_look


def is_withheld(dossier: Dossier) -> bool:
    """Decided, not handed out, and the move that hands it out needs a payment that has not come (engine/process: needs)."""
    if dossier.phase != Phase.DECIDED:
        return False
    move = next((m for m in moves.open_moves(dossier) if m.verb == Verb.RETURN), None)
    asked = move is not None and "payment" in move.needs and moves.amount_due(dossier) > 0
    return asked and bool(results_of(dossier))


def may_reopen(actor: Actor, dossier: Dossier) -> bool:
    """A leader may bring it back: its result was withdrawn, and nothing stands in its place."""
    if dossier.phase not in MOVES[Verb.REISSUE][0] or not rules.may_reissue(actor, dossier):
        return False
    return bool(withdrawn_of(dossier)) and not results_of(dossier)


def results_of(dossier: Dossier) -> list[Document]:
    """The results, as officials see them; not the papers of the way there (queries.letters)."""
    return [one for one in _results(dossier) if one.state == DocumentState.ISSUED]


def withdrawn_of(dossier: Dossier) -> list[Document]:
    """Results that were issued and hold no longer, the last one first."""
    return [one for one in _results(dossier) if one.state == DocumentState.WITHDRAWN][::-1]


@once_a_look
def _results(dossier: Dossier) -> list[Document]:
    rows = Document.objects.filter(origin_kind="services.dossier", origin_id=dossier.pk, purpose="result")
    return list(rows.select_related("kind", "entry").order_by("pk"))
