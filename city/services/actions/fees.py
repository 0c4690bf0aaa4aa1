"""Waiting for a fee: asked by whoever works on the dossier, paid at the one-stop, then the work goes on where it was."""

from django.utils.translation import gettext as _

from city.payments.models import Charge
from city.payments.states import ChargeState
from city.services.actions import deadlines, steps
from city.services.events import dossiers as events
from city.services.models import Dossier
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Verb
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.refs import ref


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
        raise Refused(_("Hồ sơ này không có khoản phí, lệ phí nào chưa nộp."))


@action(requires=rules.is_system)
def receive_payment(*, dossier: Dossier, by: Actor) -> Dossier:
    """The fee was paid: the work comes back to who asked for it, and the term runs on."""
    dossier.expect(Verb.PAY)
    about = ref(dossier)
    if not Charge.objects.filter(origin_kind=about.kind, origin_id=about.id, state=ChargeState.PAID).exists():
        raise Refused(_("Phí, lệ phí chưa được nộp."))
    dossier.move(Verb.PAY)
    deadlines.resume(dossier=dossier)
    steps.enter(dossier=dossier, to=dossier.step, holder=steps.last_holder(dossier, dossier.step))
    dossier.changed_at = clock.now()
    dossier.save()
    record(events.PaymentReceived(dossier.pk), about=dossier, by=by)
    return dossier
