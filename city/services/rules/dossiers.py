"""Who may see a dossier, and who may do what with it. Buttons ask the same questions as the actions."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from city.agencies.models import Agency
from city.agencies.queries import standing
from city.agencies.rules import acts_for
from city.payments.rules import COLLECT
from city.services.engine.process import Process, Step, load
from city.services.engine.process_reading import RECORD
from city.services.models import Definition, Dossier, DossierReader, Party, StepRun
from city.services.states.dossiers import MOVES, Phase, Role, Verb
from city.work.models import Item
from kernel.actors import Actor, meant, principal
from kernel.looking import once_a_look

APPROVE = "dossiers.approve"


def persons(actor: Actor) -> list[int]:
    """Whom the actor may act for: himself and those who gave him a mandate."""
    return [id for kind, id in map(meant, actor.principals) if kind == "person"]


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Readers of a submitted dossier; a draft is seen by its owner (or his proxy) alone, and by the clerk's post that types it."""
    if not actor.principals:
        return Dossier.objects.none()
    reader = DossierReader.objects.filter(subject=OuterRef("pk"), principal__in=actor.principals)
    party = lasting(Party.objects.filter(dossier=OuterRef("pk"), person__in=persons(actor)))
    draft = Q(phase=Phase.DRAFT) & (Q(filed_by=actor.post_id) if actor.is_official else Exists(party))
    return Dossier.objects.filter(Exists(reader) | draft)


def lasting(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Parties in their own right: the owner, and at a counter the proxy whose paper the clerk has seen. A proxy by mandate is
    one through the owner only (`persons`): with the mandate all of it ends."""
    return parties.filter(
        Q(role=Role.OWNER) | Q(role__in=(Role.AUTHORISED, Role.SUBMITTER), dossier__filed_by__isnull=False)
    )


LASTING = {False: {Role.OWNER}, True: {Role.OWNER, Role.AUTHORISED, Role.SUBMITTER}}  # `lasting`, by "typed by a clerk"


def with_parties(dossier: Dossier) -> list[Party]:
    """The parties with their persons, read once, until the dossier is read anew under a lock."""
    prefetch_related_objects([dossier], Prefetch("parties", Party.objects.select_related("person").order_by("pk")))
    return list(dossier.parties.all())


def is_party(actor: Actor, dossier: Dossier) -> bool:
    """The owner or his proxy, today."""
    own, mine = LASTING[dossier.filed_by_id is not None], persons(actor)
    return any(party.role in own and party.person_id in mine for party in with_parties(dossier))


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


def is_filer(actor: Actor, dossier: Dossier) -> bool:
    """Who may hand a draft in: a party, or the clerk's post that typed it."""
    if actor.is_official:
        return dossier.filed_by_id is not None and dossier.filed_by_id == actor.post_id
    return is_party(actor, dossier)


def may_supply(actor: Actor, dossier: Dossier) -> bool:
    """The owner or his proxy, or the clerk at the one-stop for the person who stands there."""
    return is_party(actor, dossier) or _clerk_of(actor, dossier)


def can_supply(actor: Actor, dossier: Dossier) -> bool:
    return dossier.phase == Phase.SUPPLEMENT and may_supply(actor, dossier)


def _clerk_of(actor: Actor, dossier: Dossier) -> bool:
    """A clerk of the one-stop that took it in, or of the agency that decides; not in his own matter."""
    here = acts_for(actor, dossier.agency_id) or acts_for(actor, dossier.received_by_id)
    return here and actor.has("dossiers.accept") and not is_own_matter(actor, dossier)


def may_withdraw(actor: Actor, dossier: Dossier) -> bool:
    """NĐ 118/2025 Đ.21: the applicant; or the clerk at the one-stop, to whom he gives his request in writing."""
    return is_party(actor, dossier) or _clerk_of(actor, dossier)


def can_withdraw(actor: Actor, dossier: Dossier) -> bool:
    """Until it is decided; after that it stays decided, also while its result is issued anew."""
    return dossier.decided_at is None and dossier.phase in MOVES[Verb.WITHDRAW][0] and may_withdraw(actor, dossier)


@once_a_look
def holds(actor: Actor, dossier: Dossier) -> bool:
    """The work lies with the actor: his post, or his unit and nobody took it."""
    mine = Item.objects.filter(
        about_kind="services.dossier", about_id=dossier.pk, closed_at=None, holder__in=actor.principals
    )
    return actor.is_official and mine.exists()


def process_of(dossier: Dossier) -> Process:
    """The process the dossier began with."""
    return process_named(dossier.process_id)


@lru_cache(maxsize=256)
def process_named(sha256: str) -> Process:
    return load(Definition.objects.values_list("body", flat=True).get(pk=sha256))


def step_of(dossier: Dossier) -> Step | None:
    """Where it stands; None for a draft and when it is closed."""
    return process_of(dossier).step(dossier.step) if dossier.step else None


def agency_of(dossier: Dossier, step: Step) -> Agency:
    """Where a step's work lies today."""
    if step.place == "reception":
        return receiving(dossier)
    if step.place == "other" and dossier.other_agency:
        return standing(dossier.other_agency)
    return deciding(dossier)


def deciding(dossier: Dossier) -> Agency:
    """The agency that decides today: of one that is no more, the one that took over."""
    return standing(dossier.agency)


def receiving(dossier: Dossier) -> Agency:
    """The agency whose one-stop has the dossier today."""
    return standing(dossier.received_by or dossier.agency)


def entitled(actor: Actor, dossier: Dossier, verb: str) -> bool:
    """The act is this person's to do: he holds the dossier at a step that knows it; where no such step is open, he has the
    power of one in his agency, and the act itself tells him that it is not the time (WrongMove). Never in his own matter."""
    if not actor.is_official or is_own_matter(actor, dossier):
        return False
    steps = [step for step in process_of(dossier).steps if step.move(verb)]
    now = next((step for step in steps if step.id == dossier.step), None)
    if now is not None and dossier.phase in MOVES[verb][0]:
        return actor.has(now.power) and holds(actor, dossier)
    return any(actor.has(step.power) and acts_for(actor, agency_of(dossier, step).pk) for step in steps)


def may(actor: Actor, dossier: Dossier, verb: str) -> bool:
    """Entitled, and now is the time: what a button asks."""
    step = step_of(dossier)
    if step is None or step.move(verb) is None or dossier.phase not in MOVES[verb][0]:
        return False
    return entitled(actor, dossier, verb)


def is_own_matter(actor: Actor, dossier: Dossier) -> bool:
    """Four eyes: nobody examines or decides a dossier to which he is a party, as its owner or for the owner; who only takes the
    result in his hand is none."""
    return actor.person_id is not None and actor.person_id in interested(dossier.parties.all())


def interested(parties: Iterable[Party]) -> set[int]:
    """The persons whose own matter it is."""
    return {party.person_id for party in parties if party.role != Role.RECEIVER}


def can_accept(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.ACCEPT)


def can_refuse_reception(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.REFUSE_RECEPTION)


def can_ask_supplement(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.ASK_SUPPLEMENT)


def can_ask_payment(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.ASK_PAYMENT)


def can_change_charge(actor: Actor, dossier: Dossier) -> bool:
    """Who collects for the agency that took it in, and never in his own matter: nobody exempts himself."""
    office = dossier.received_by_id or dossier.agency_id
    return actor.has(COLLECT) and acts_for(actor, office) and not is_own_matter(actor, dossier)


def can_forward(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.FORWARD)


def can_send_back(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.SEND_BACK)


def can_hand_over(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.HAND_OVER)


def handed_over(dossier: Dossier) -> StepRun | None:
    """The passage that asked another agency last."""
    return dossier.runs.filter(outcome=Verb.HAND_OVER).order_by("began", "pk").last()


def can_recall(actor: Actor, dossier: Dossier) -> bool:
    """Whoever handed it over."""
    asked = handed_over(dossier)
    if asked is None or asked.post_id is None or not actor.is_official or is_own_matter(actor, dossier):
        return False
    return principal("post", asked.post_id) in actor.principals


def can_propose(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.PROPOSE)


def can_approve(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.APPROVE)


def can_return(actor: Actor, dossier: Dossier) -> bool:
    return entitled(actor, dossier, Verb.RETURN)


def may_stop(actor: Actor, dossier: Dossier) -> bool:
    """A leader of the deciding agency; or whoever holds it at a step whose process lets him."""
    leads = actor.has(APPROVE) and acts_for(actor, dossier.agency_id) and not is_own_matter(actor, dossier)
    return leads or entitled(actor, dossier, Verb.STOP)


def can_stop(actor: Actor, dossier: Dossier) -> bool:
    return dossier.phase in MOVES[Verb.STOP][0] and may_stop(actor, dossier)


def may_reissue(actor: Actor, dossier: Dossier) -> bool:
    """A leader of the deciding agency, who may stop it too (NĐ 30/2020 Đ.18: who withdraws what he issued answers for what follows)."""
    return actor.has(APPROVE) and acts_for(actor, dossier.agency_id) and not is_own_matter(actor, dossier)


def is_system(actor: Actor, subject: object) -> bool:
    return actor.kind == "system"


def can_judge(actor: Actor, dossier: Dossier) -> bool:
    """Whoever has the work looks at the papers."""
    return dossier.phase in WORKED and holds(actor, dossier) and not is_own_matter(actor, dossier)


def can_correct(actor: Actor, dossier: Dossier) -> bool:
    """Typing mistakes, by whoever holds the dossier before it is decided, at a step that may write; each leaves a trace."""
    step = step_of(dossier)
    if step is None or not step.writes or dossier.phase not in WORKED:
        return False
    return holds(actor, dossier) and not is_own_matter(actor, dossier)


def can_record(actor: Actor, dossier: Dossier) -> bool:
    """Whoever holds it with the power of the step, while it is worked on."""
    step = step_of(dossier)
    if step is None or not actor.has(step.power) or dossier.phase not in WORKED:
        return False
    return holds(actor, dossier) and not is_own_matter(actor, dossier)


def may_record(dossier: Dossier, page: str) -> bool:
    """Whether the present step fills in this page of the process's form."""
    step = step_of(dossier)
    return step is not None and f"{RECORD}{page}" in step.writes


WORKED = (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING)  # somebody works on it, nothing is decided
STEP_VERBS = (
    Verb.ACCEPT, Verb.REFUSE_RECEPTION, Verb.ASK_SUPPLEMENT, Verb.ASK_PAYMENT, Verb.FORWARD, Verb.SEND_BACK, Verb.HAND_OVER,
    Verb.PROPOSE, Verb.APPROVE, Verb.RETURN,
)  # fmt: skip  # those with a button among the moves; stopping has a page of its own
