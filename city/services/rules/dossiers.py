"""Who may see a dossier, and who may do what with it. Buttons ask the same questions as the actions."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from city.services.engine.process import Step, load
from city.services.models import Definition, Dossier, DossierReader, Party
from city.services.states.dossiers import MOVES, Phase, Role, Verb
from city.work.models import Item
from kernel.actors import PRINCIPALS, Actor

_PERSON = PRINCIPALS["person"]
_ROOM = 10**12


def persons(actor: Actor) -> list[int]:
    """Whom the actor may act for: himself and those who gave him a mandate."""
    return [p % _ROOM for p in actor.principals if p // _ROOM == _PERSON]


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Readers of a submitted dossier; a draft is seen by its parties alone, and by the clerk's post that types it."""
    if not actor.principals:
        return Dossier.objects.none()
    reader = DossierReader.objects.filter(subject=OuterRef("pk"), principal__in=actor.principals)
    party = Party.objects.filter(dossier=OuterRef("pk"), person__in=persons(actor))
    draft = Q(phase=Phase.DRAFT) & (Q(filed_by=actor.post_id) if actor.is_official else Exists(party))
    return Dossier.objects.filter(Exists(reader) | draft)


def is_party(actor: Actor, dossier: Dossier) -> bool:
    mine = set(persons(actor))
    return any(
        party.person_id in mine for party in dossier.parties.all()
    )  # two or three; an act that needs them has them


def is_own_draft(actor: Actor, dossier: Dossier) -> bool:
    if dossier.phase != Phase.DRAFT:
        return False
    return (
        dossier.filed_by_id == actor.post_id
        if actor.is_official
        else dossier.filed_by_id is None and is_party(actor, dossier)
    )


def can_start(actor: Actor, version: object) -> bool:
    """A resident for himself or by mandate; a clerk for the person who stands there."""
    return actor.is_resident or actor.has("dossiers.accept")


def can_edit(actor: Actor, dossier: Dossier) -> bool:
    return is_own_draft(actor, dossier)


def can_supply(actor: Actor, dossier: Dossier) -> bool:
    """The owner or his proxy, or the clerk at the one-stop for the person who stands there."""
    return dossier.phase == Phase.SUPPLEMENT and (is_party(actor, dossier) or _clerk_of(actor, dossier))


def _clerk_of(actor: Actor, dossier: Dossier) -> bool:
    return actor.has("dossiers.accept") and actor.agency_id in (dossier.agency_id, dossier.received_by_id)


def can_withdraw(actor: Actor, dossier: Dossier) -> bool:
    """NĐ 118/2025 Đ.21: the applicant may stop the procedure until it is decided."""
    return dossier.phase in MOVES[Verb.WITHDRAW][0] and is_party(actor, dossier)


def holds(actor: Actor, dossier: Dossier) -> bool:
    """The work lies with the actor: his post, or his unit and nobody took it."""
    mine = Item.objects.filter(
        about_kind="services.dossier", about_id=dossier.pk, closed_at=None, holder__in=actor.principals
    )
    return actor.is_official and mine.exists()


def may(actor: Actor, dossier: Dossier, verb: str) -> bool:
    """The dossier stands at a step that knows this verb, and the actor holds it with the step's power; never in his own matter."""
    step = _step(dossier)
    if step is None or step.move(verb) is None or dossier.phase not in MOVES[verb][0]:
        return False
    return actor.has(step.power) and holds(actor, dossier) and not is_own_matter(actor, dossier)


def is_own_matter(actor: Actor, dossier: Dossier) -> bool:
    """Four eyes: nobody examines or decides a dossier that he, or one he acts for, is a party to."""
    return (
        actor.person_id is not None
        and Party.objects.filter(dossier=dossier, person=actor.person_id, role=Role.OWNER).exists()
    )


def _step(dossier: Dossier) -> Step | None:
    if not dossier.step:
        return None
    body = Definition.objects.values_list("body", flat=True).get(pk=dossier.process_id)
    return load(body).step(dossier.step)


def can_accept(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.ACCEPT)


def can_refuse_reception(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.REFUSE_RECEPTION)


def can_ask_supplement(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.ASK_SUPPLEMENT)


def can_forward(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.FORWARD)


def can_send_back(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.SEND_BACK)


def can_hand_over(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.HAND_OVER)


def can_propose(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.PROPOSE)


def can_approve(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.APPROVE)


def can_return(actor: Actor, dossier: Dossier) -> bool:
    return may(actor, dossier, Verb.RETURN)


def can_judge(actor: Actor, dossier: Dossier) -> bool:
    """Whoever has the work looks at the papers."""
    return dossier.phase in (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING) and holds(actor, dossier)


def can_correct(actor: Actor, dossier: Dossier) -> bool:
    """Typing mistakes, by whoever holds the dossier before it is decided; each leaves a trace."""
    return dossier.phase in (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING) and holds(actor, dossier)


CAN = {
    Verb.ACCEPT: can_accept,
    Verb.REFUSE_RECEPTION: can_refuse_reception,
    Verb.ASK_SUPPLEMENT: can_ask_supplement,
    Verb.FORWARD: can_forward,
    Verb.SEND_BACK: can_send_back,
    Verb.HAND_OVER: can_hand_over,
    Verb.PROPOSE: can_propose,
    Verb.APPROVE: can_approve,
    Verb.RETURN: can_return,
}
