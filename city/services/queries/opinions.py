"""Which other agency may be asked for its opinion."""

from city.agencies.queries import offices_with
from city.services.models import Dossier
from city.services.queries.definitions import process_of
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verb
from kernel.looking import once_a_look


@once_a_look
def other_agencies(dossier: Dossier) -> list[tuple[int, str]]:
    """Offices in which somebody holds the power of the step that handing over leads to, but the deciding one; else the work
    would lie where nobody can do it. None where the present step does not hand over."""
    step = rules.step_of(dossier)
    move = step.move(Verb.HAND_OVER) if step else None
    if move is None:
        return []
    found = offices_with(process_of(dossier).step(move.to).power)
    found.pop(rules.deciding(dossier).pk, None)
    return sorted(found.items(), key=lambda one: one[1])
