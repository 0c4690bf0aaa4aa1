"""Who takes the result in his hand: the fourth role of a dossier (facts: owner, submitter, authorised, receiver)."""

from city.accounts.models import Person
from city.services.actions import results
from city.services.events import dossiers as events
from city.services.models import Dossier, Party
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Role, Verb
from kernel.actors import Actor
from kernel.journal import action, record


@action(requires=rules.can_return)
def hand_out_to(*, dossier: Dossier, way: str, receiver: Person, by: Actor) -> Dossier:
    """The result is handed out, and to whom is written down, with the name he had on that day."""
    dossier.expect(Verb.RETURN)
    party, _made = Party.objects.update_or_create(
        dossier=dossier, role=Role.RECEIVER, defaults={"person": receiver, "snapshot": {"name": receiver.name}}
    )
    record(events.ReceiverNamed(dossier.pk, party.pk), about=dossier, by=by)
    return results.hand_out(dossier=dossier, way=way, by=by)
