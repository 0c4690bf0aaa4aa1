"""What is to be paid: counted at acceptance, changed or waived before it is paid; waiting for it, and going on."""

from collections.abc import Sequence
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.payments import actions as payments
from city.payments.actions import Asked
from city.payments.models import Charge
from city.payments.queries import charge_of, last_charge_of
from city.payments.states import ChargeState
from city.services.actions import deadlines, results, steps
from city.services.engine.charging import MOST, Taken, as_kept, counted
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.queries import moves
from city.services.queries.fees import expected, lines_for, may_be_changed
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Phase, Verb
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.journal import action, record
from kernel.refs import ref

NOTHING_DUE = gettext_lazy("Hồ sơ này không có khoản phí, lệ phí nào chưa nộp.")


def fees_of(dossier: Dossier, taken: Sequence[Taken] | None = None) -> list[Asked]:
    """What is charged for these lines of its sheet; for each as it may be expected, where nobody says which fit and how often."""
    lines = lines_for(dossier)
    chosen = expected(dossier) if taken is None else list(taken)
    if any(one.line not in lines for one in chosen):
        raise Refused(_("Khoản này không có trong bản công bố của thủ tục."))
    if any(not 1 <= n <= MOST for one in chosen for n in (one.quantity, one.copies)):
        raise Refused(_("Số lượng phải từ 1 đến %(most)d.") % {"most": MOST})
    return [Asked(row.name, row.price, row.quantity, row.unit) for one in chosen for row in counted(one)]


class Fees(TypedDict):
    """`counted`: what the form of a correction begins with (engine.charging.as_kept)."""

    lines: list[Asked]
    counted: list[list[str | int]]


def asked_of(dossier: Dossier, taken: Sequence[Taken] | None = None) -> Fees:
    """What is charged, as `fees_of`, and how it was counted."""
    chosen = expected(dossier) if taken is None else list(taken)
    return {"lines": fees_of(dossier, chosen), "counted": as_kept(chosen)}


@action(requires=rules.can_change_charge)
def amend(*, dossier: Dossier, taken: Sequence[Taken], reason: str, by: Actor) -> Dossier:
    """The lines or quantities were wrong: asked anew, for a reason the applicant reads; also where nothing was asked, or it was
    taken off by mistake, while the matter goes on. Nothing left to pay holds nothing back."""
    if not may_be_changed(dossier):
        raise WrongMove(NOTHING_DUE)
    charge = last_charge_of(ref(dossier)) or payments.nothing(
        origin=dossier, agency=rules.receiving(dossier), reference=str(dossier)
    )
    change = payments.amend(charge=charge, **asked_of(dossier, taken), reason=reason, by=by)
    record(events.FeeAmended(dossier.pk, change.total_after), about=dossier, by=by)
    return _settle(dossier, by)


@action(requires=rules.can_change_charge)
def waive(*, dossier: Dossier, left: int, basis: str, reason: str, by: Actor) -> Dossier:
    """Exempted by law, wholly or in part: what is left to pay, if anything, is asked as before."""
    change = payments.waive(charge=_due(dossier), left=left, basis=basis, reason=reason, by=by)
    record(events.FeeWaived(dossier.pk, change.total_after), about=dossier, by=by)
    return _settle(dossier, by)


def _due(dossier: Dossier) -> Charge:
    charge = charge_of(ref(dossier))
    if charge is None or charge.state != ChargeState.DUE:
        raise WrongMove(NOTHING_DUE)
    return charge


def _settle(dossier: Dossier, by: Actor) -> Dossier:
    """Where nothing is due any more: work that waited for it goes on, a result it withheld may be read."""
    dossier.revision += 1
    dossier.changed_at = clock.now()
    if moves.amount_due(dossier) == 0:
        if dossier.phase == Phase.PAYMENT:
            _go_on(dossier)
        elif dossier.phase == Phase.DECIDED:
            results.share_all(dossier=dossier)
    dossier.save()
    return dossier


@action(requires=rules.can_ask_payment)
def ask_payment(*, dossier: Dossier, comment: str = "", by: Actor) -> Dossier:
    """The fee comes first (national status 6): the term rests until it is paid, and runs on where it stood, not from zero
    (a financial duty pauses, only a supplement restarts: NĐ 61/2018 Đ.19.4, Đ.22)."""
    dossier.expect(Verb.ASK_PAYMENT)
    _lock_due(dossier)
    dossier.move(Verb.ASK_PAYMENT)
    deadlines.pause(dossier=dossier, reason="payment")
    steps.leave(dossier=dossier, verb=Verb.ASK_PAYMENT, by=by, comment=comment)
    dossier.changed_at = clock.now()
    dossier.save()
    record(events.PaymentAsked(dossier.pk), about=dossier, by=by)
    return dossier


def _lock_due(dossier: Dossier) -> None:
    """The charge, locked until this act ends: a clerk who takes the cash at the same moment comes before or after, not between."""
    about = ref(dossier)
    rows = Charge.objects.select_for_update().filter(origin_kind=about.kind, origin_id=about.id)
    if not rows.filter(state=ChargeState.DUE).exists():
        raise Refused(NOTHING_DUE)


@action(requires=rules.is_system)
def receive_payment(*, dossier: Dossier, by: Actor) -> Dossier:
    """The fee was paid: the work comes back to who asked for it, and the term runs on."""
    dossier.expect(Verb.PAY)
    if moves.amount_due(dossier):
        raise Refused(_("Phí, lệ phí chưa được nộp."))
    _go_on(dossier)
    dossier.changed_at = clock.now()
    dossier.save()
    record(events.PaymentReceived(dossier.pk), about=dossier, by=by)
    return dossier


def _go_on(dossier: Dossier) -> None:
    dossier.move(Verb.PAY)
    deadlines.resume(dossier=dossier)
    steps.enter(dossier=dossier, to=dossier.step, holder=steps.last_holder(dossier, dossier.step))
