"""Whether a result may be read by the people of the dossier: not before the fee, where the process asks for it first."""

from city.documents.models import Document
from city.services.models import Dossier
from city.services.queries import moves
from city.services.states.dossiers import Phase, Verb


def is_withheld(dossier: Dossier) -> bool:
    """Decided, not handed out, and the move that hands it out needs a payment that has not come (engine/process: needs)."""
    if dossier.phase != Phase.DECIDED:
        return False
    move = next((m for m in moves.open_moves(dossier) if m.verb == Verb.RETURN), None)
    return move is not None and "payment" in move.needs and moves.amount_due(dossier) > 0


def results_of(dossier: Dossier) -> list[Document]:
    """The results, as officials see them; not the papers of the way there (queries.letters)."""
    rows = Document.objects.filter(
        origin_kind="services.dossier", origin_id=dossier.pk, purpose="result", state="issued"
    )
    return list(rows.select_related("kind", "entry").order_by("pk"))
