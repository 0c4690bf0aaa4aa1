"""Every verb in every phase: where the law's table allows it the dossier moves, elsewhere WrongMove and not a row is touched;
and every verb by a person it does not belong to. The table is written out here, not read from the code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from city.accounts.models import User
from city.documents.models import Document, DocumentKind
from city.payments.models import Charge
from city.services.actions import drafts, examination, fees, recalls, receivers, reception, results, stops, supplements
from city.services.actions.reception import Lack
from city.services.models import ClockSpan, Dossier, Due, Party, StepRun, Stop, Supplement
from city.services.queries.definitions import definition_of
from city.services.states.dossiers import NATIONAL_STATUS, Phase, Verb
from city.work.models import Item
from kernel import clock
from kernel.actors import SYSTEM, Actor
from kernel.errors import NotAllowed, WrongMove
from kernel.forms import walk
from kernel.forms.settling import visible_pages
from kernel.journal import entries_about, unguarded
from stories.cast import agency_named
from tests.city import City
from tests.players import Player

CLERK, OFFICER, CHAIR, WORKS, OWNER = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich", "sxd.chuyenvien", "pham.ngoc.bich"  # fmt: skip
REGISTRAR, STRANGER = "ninhkieu.vanthu", "le.van.phuoc"
HOUSE = (OWNER, "1.009994")
WHY = {"note": "Nộp lại khi đủ điều kiện.", "basis": "Điều 21 Nghị định 118/2025/NĐ-CP"}


@dataclass(frozen=True)
class Act:
    """Who does it, at which step, and where it leads from which phase."""

    who: str
    step: str
    leads: dict[str, str]
    do: Callable[[Dossier, Actor], Any]
    stranger: str = REGISTRAR


def _receiver(dossier: Dossier) -> Any:
    return dossier.parties.get(role="owner").person


ACTS: dict[str, Act] = {
    "submit": Act(OWNER, "", {"draft": "submitted"}, lambda d, by: drafts.submit(dossier=d, token=TOKENS.get(d.phase, "?"), by=by), STRANGER),
    "accept": Act(CLERK, "receive", {"submitted": "accepted"}, lambda d, by: reception.accept(dossier=d, by=by)),
    "refuse_reception": Act(CLERK, "receive", {"submitted": "not_accepted"},
                            lambda d, by: reception.refuse_reception(dossier=d, reasons=["not_competent"], note="Nộp nơi khác.", by=by)),
    "ask_supplement": Act(OFFICER, "examine", dict.fromkeys(("submitted", "accepted", "processing"), "supplement"),
                          lambda d, by: reception.ask_supplement(dossier=d, lacks=[Lack("incomplete", field="designer_name")], by=by)),
    "supply": Act(OWNER, "examine", {"supplement": "processing"},
                  lambda d, by: supplements.supply(dossier=d, by=by), STRANGER),
    "forward": Act(WORKS, "opinion", {"accepted": "processing", "processing": "processing"}, lambda d, by: examination.forward(dossier=d, comment="Phù hợp.", by=by)),
    "send_back": Act(CHAIR, "approve", {"processing": "processing"}, lambda d, by: examination.send_back(dossier=d, comment="Xem lại.", by=by)),
    "hand_over": Act(OFFICER, "examine", {"accepted": "processing", "processing": "processing"},
                     lambda d, by: examination.hand_over(dossier=d, agency=agency_named("Sở Xây dựng"), comment="Cho ý kiến.", by=by)),
    "recall": Act(OFFICER, "opinion", {"processing": "processing"}, lambda d, by: recalls.recall(dossier=d, comment="Gửi nhầm cơ quan.", by=by)),
    "ask_payment": Act(OFFICER, "examine", {"accepted": "payment", "processing": "payment"}, lambda d, by: fees.ask_payment(dossier=d, by=by)),
    "pay": Act("", "examine", {"payment": "processing"}, lambda d, by: fees.receive_payment(dossier=d, by=by), CHAIR),
    "propose": Act(OFFICER, "examine", {"accepted": "processing", "processing": "processing"},
                   lambda d, by: examination.propose(dossier=d, outcome="granted", comment="Đủ điều kiện.", by=by)),
    "approve": Act(CHAIR, "approve", {"accepted": "signing", "processing": "signing"}, lambda d, by: results.approve(dossier=d, by=by)),
    "decide": Act("", "approve", {"signing": "decided"}, lambda d, by: results.decide(dossier=d, document=Document.objects.earliest("pk"), by=by)),
    "signing_failed": Act("", "approve", {"signing": "processing"}, lambda d, by: _move_alone(d, Verb.SIGNING_FAILED)),
    "return": Act(CLERK, "return", {"decided": "returned"}, lambda d, by: receivers.hand_out_to(dossier=d, way="counter", receiver=_receiver(d), by=by)),
    "reissue": Act(CHAIR, "return", dict.fromkeys(("decided", "returned"), "processing"), lambda d, by: results.reopen(dossier=d, comment="Ghi sai.", by=by)),
    "withdraw": Act(OWNER, "examine", dict.fromkeys(("submitted", "accepted", "processing", "supplement", "payment"), "withdrawn"),
                    lambda d, by: reception.withdraw(dossier=d, by=by), STRANGER),
    "stop": Act(CHAIR, "examine", dict.fromkeys(("accepted", "processing", "supplement", "payment"), "stopped"),
                lambda d, by: stops.stop(dossier=d, reason="dispute", by=by, **WHY)),
}  # fmt: skip
TOKENS: dict[str, str] = {}


def _move_alone(dossier: Dossier, verb: str) -> None:
    dossier.move(verb)
    with unguarded("the act that failed leaves the phase to a leader's retry; the law's table is what is tried here"):
        dossier.save()


def test_the_tables_name_every_verb_and_every_phase() -> None:
    assert set(ACTS) == set(Verb.values)
    assert set(NATIONAL_STATUS) == set(Phase.values)


def test_the_phases_are_the_ten_statuses_of_the_national_portal() -> None:
    """QCVN 120:2019: 1 registered, 2 taken in, 3 not taken in, 4 in work, 5 supplement asked, 6 payment asked, 7 withdrawn,
    8 stopped, 9 done, 10 handed out. A draft is none of theirs."""
    found = {number: sorted(p for p, n in NATIONAL_STATUS.items() if n == number) for number in range(1, 11)}
    assert found == {
        1: ["submitted"], 2: ["accepted"], 3: ["not_accepted"], 4: ["processing", "signing"], 5: ["supplement"],
        6: ["payment"], 7: ["withdrawn"], 8: ["stopped"], 9: ["decided"], 10: ["returned"],
    }  # fmt: skip
    assert [p for p, n in NATIONAL_STATUS.items() if n is None] == ["draft"]


def actor(username: str) -> Actor:
    return Player(username).actor if username else SYSTEM


def stage(dossier: Dossier, verb: str, phase: str) -> None:
    """The dossier in this phase, at the step that knows the verb, lying with the person who may do it."""
    act, now = ACTS[verb], clock.now()
    definition = definition_of(dossier)
    values = {**dossier.answers, "promise_true": "yes"}
    pages = tuple(page.id for page in visible_pages(definition, values))
    with unguarded("a phase set by hand, to try every verb in it"):
        dossier.phase, dossier.step, dossier.proposal = phase, act.step, "granted"
        dossier.other_agency = agency_named("Sở Xây dựng") if act.step == "opinion" else None
        dossier.draft = walk.Draft(values, pages).to_json() if phase in (Phase.DRAFT, Phase.SUPPLEMENT) else {}
        dossier.save()
        StepRun.objects.filter(dossier=dossier).update(ended=now)
        Item.objects.filter(about_kind="services.dossier", about_id=dossier.pk).delete()
        if act.step and act.who and actor(act.who).is_official:
            post = User.objects.get(username=act.who).appointments.get().post
            if verb == "recall":  # handed over by him, it lies with the agency that was asked
                StepRun.objects.create(dossier=dossier, step="examine", round=9, name="", agency=dossier.agency, post=post, began=now, ended=now, outcome="hand_over")  # fmt: skip
                post = User.objects.get(username=WORKS).appointments.get().post
            Item.objects.create(about_kind="services.dossier", about_id=dossier.pk, code=act.step, label="", title="", holder=post.principal, opened_at=now)  # fmt: skip
        if phase == Phase.SUPPLEMENT:
            Supplement.objects.create(dossier=dossier, round=1, asked_at=now).lines.create(field="designer_name", reason="incomplete")  # fmt: skip
        _result(
            dossier,
            {"return": "issued", "reissue": "withdrawn"}.get(verb, "")
            if phase in (Phase.DECIDED, Phase.RETURNED)
            else "",
        )
        _charge(dossier, phase, "paid" if verb == "return" or (phase == Phase.PAYMENT and verb == "pay") else "due")


def _result(dossier: Dossier, state: str) -> None:
    """What there is to hand out, or what was withdrawn."""
    if state:
        gone = {"withdrawn_at": clock.now(), "withdrawn_because": "Ghi sai"} if state == "withdrawn" else {}
        Document.objects.create(
            agency=dossier.agency, kind=DocumentKind.objects.earliest("pk"), symbol="x", subject="x", state=state, purpose="result",
            origin_kind="services.dossier", origin_id=dossier.pk, drafted_at=clock.now(), **gone,
        )  # fmt: skip


def _charge(dossier: Dossier, phase: str, state: str) -> None:
    """Asked for at acceptance, so before that there is none."""
    Charge.objects.filter(origin_kind="services.dossier", origin_id=dossier.pk).delete()
    if phase not in (Phase.DRAFT, Phase.SUBMITTED):
        charge = Charge.objects.create(origin_kind="services.dossier", origin_id=dossier.pk, state=state, agency=dossier.agency, reference="x", made_at=clock.now())  # fmt: skip
        charge.lines.create(name="Lệ phí", price=75_000, amount=75_000, beneficiary=dossier.agency)


def rows(dossier: Dossier) -> list[Any]:
    """All that an act upon this dossier could write."""
    tables = [Dossier.objects.filter(pk=dossier.pk), *(m.objects.filter(dossier=dossier) for m in (StepRun, Supplement, Party, ClockSpan, Due, Stop)),
              Item.objects.filter(about_id=dossier.pk), Charge.objects.filter(origin_id=dossier.pk)]  # fmt: skip
    return [*(list(table.order_by("pk").values()) for table in tables), entries_about(dossier).count()]


def tried(dossier: Dossier, verb: str, phase: str, username: str) -> tuple[str, bool]:
    """(the phase it came to, or the name of the refusal; whether a row changed); undone afterwards."""
    with transaction.atomic():
        stage(dossier, verb, phase)
        TOKENS[Phase.DRAFT] = dossier.idempotency
        before = rows(dossier)
        try:
            with transaction.atomic():
                ACTS[verb].do(dossier, actor(username))
            said = Dossier.objects.get(pk=dossier.pk).phase
        except (WrongMove, NotAllowed) as refused:
            said = type(refused).__name__
        changed = rows(dossier) != before
        transaction.set_rollback(True)
    dossier.refresh_from_db()
    return said, changed


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_in_every_phase(verb: str, city: City) -> None:
    dossier, act = city.dossier(*HOUSE), ACTS[verb]
    found = {phase: tried(dossier, verb, phase, act.who) for phase in Phase.values}
    wanted = {p: (act.leads[p], True) if p in act.leads else ("WrongMove", False) for p in Phase.values}
    assert found == wanted


@pytest.mark.parametrize("verb", sorted(set(ACTS) - {"decide", "signing_failed"}))  # called by reactions alone
def test_by_whom_it_does_not_belong_to(verb: str, city: City) -> None:
    dossier, act = city.dossier(*HOUSE), ACTS[verb]
    phases = list(act.leads)
    assert {p: tried(dossier, verb, p, act.stranger) for p in phases} == dict.fromkeys(phases, ("NotAllowed", False))


def test_reception_may_ask_for_a_supplement_before_there_is_a_code(city: City) -> None:
    dossier = city.dossier("tran.quoc.bao", "1.001193")
    by = Player(CLERK).actor
    reception.ask_supplement(dossier=dossier, lacks=[Lack("incomplete", field="birth_place")], by=by)
    Player("tran.quoc.bao").supplies(dossier, {"birth_place": "Bệnh viện B"})
    assert (dossier.phase, dossier.step, dossier.code) == ("submitted", "receive", None)


def test_nobody_examines_his_own_matter(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    officer = User.objects.get(username=OFFICER)
    with unguarded("the officer is the owner"):
        dossier.parties.filter(role="owner").update(person=officer.person)
    for verb in ("propose", "ask_supplement", "ask_payment", "hand_over"):
        assert tried(dossier, verb, "processing", OFFICER) == ("NotAllowed", False)
