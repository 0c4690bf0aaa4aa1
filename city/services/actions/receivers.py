"""Who takes the result in his hand: the fourth role of a dossier (facts: owner, submitter, authorised, receiver)."""

from typing import Any

from city.accounts.models import Person
from city.services.actions import results
from city.services.events import dossiers as events
from city.services.models import Dossier, Party
from city.services.queries.desk_acts import EARLIER
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Role, Verb
from kernel.actors import Actor
from kernel.journal import action, record


@action(requires=rules.can_return)
def hand_out_to(*, dossier: Dossier, way: str, receiver: Person, by: Actor) -> Dossier:
    """The result is handed out, and to whom is written down, with the name he had on that day. Who took one that was withdrawn
    later stays written down too."""
    dossier.expect(Verb.RETURN)
    snapshot = {"name": receiver.name} | _earlier(dossier)
    party, _made = Party.objects.update_or_create(
        dossier=dossier, role=Role.RECEIVER, defaults={"person": receiver, "snapshot": snapshot}
    )
    record(events.ReceiverNamed(dossier.pk, party.pk), about=dossier, by=by)
    return results.hand_out(dossier=dossier, way=way, by=by)


def _earlier(dossier: Dossier) -> dict[str, Any]:
    """Those who took a result before, with the names they had, the first one first; nothing where nobody did."""
    last = dossier.parties.filter(role=Role.RECEIVER).first()
    if last is None:
        return {}
    named = {"person": last.person_id, "name": last.snapshot.get("name", "")}
    return {EARLIER: [*last.snapshot.get(EARLIER, []), named]}
