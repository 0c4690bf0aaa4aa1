"""Asking for money is a part of another room's act; taking it is an act of its own."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _

from city.agencies.models import Agency, Post
from city.payments import events, rules
from city.payments.models import Charge, ChargeLine, Receipt
from city.payments.states import ChargeState, Way
from kernel import clock, numbering
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.journal import action, part, record
from kernel.refs import Ref, ref


@part
def charge(
    *, origin: models.Model | Ref, agency: Agency, reference: str, lines: Sequence[tuple[str, int]]
) -> Charge | None:
    """Ask for `lines` (name, amount in đồng), paid to the agency; nothing to pay, no charge."""
    wanted = [(name, amount) for name, amount in lines if amount > 0]
    if not wanted:
        return None
    about = ref(origin)
    made = Charge.objects.create(
        origin_kind=about.kind, origin_id=about.id, agency=agency, reference=reference, made_at=clock.now()
    )
    ChargeLine.objects.bulk_create(
        ChargeLine(charge=made, name=name[:300], amount=amount, beneficiary=agency) for name, amount in wanted
    )
    return made


@action(requires=rules.can_collect)
def take_cash(*, charge: Charge, payer: str, by: Actor) -> Receipt:
    """The clerk takes the fee in cash; the receipt's number is the next of this year's book of the clerk's agency, also where
    another asked for the money that is no more."""
    if charge.state != ChargeState.DUE:
        raise WrongMove(_("Khoản này đã nộp hoặc đã hủy. Tải lại trang để xem biên lai."))
    if not payer.strip():
        raise Refused(_("Ghi tên người nộp tiền."), field="payer")
    charge.state = ChargeState.PAID
    charge.save(update_fields=["state"])
    book = f"BL-{by.agency_id}-{clock.today().year}"
    post = Post.objects.get(pk=by.post_id or 0)
    number = numbering.take(f"receipt.{by.agency_id}", str(clock.today().year))
    receipt = Receipt.objects.create(
        charge=charge,
        book=book,
        number=number,
        way=Way.CASH,
        payer=payer.strip()[:200],
        post=post,
        officer=by.name,
        taken_at=clock.now(),
    )
    record(events.ChargePaid(charge.pk, receipt.pk, charge.origin_kind, charge.origin_id), about=charge, by=by)
    return receipt


@part
def hold(*, origin: models.Model | Ref) -> None:
    """Nobody pays for this until the act ends: whoever reads whether it is paid reads what will still be so."""
    about = ref(origin)
    list(Charge.objects.select_for_update().filter(origin_kind=about.kind, origin_id=about.id).values_list("pk"))


@part
def cancel(*, origin: models.Model | Ref, by: Actor) -> None:
    """What was asked and not paid is asked no more; what was paid stays paid. Locked, so that cash taken at the same moment
    comes before or after, not between."""
    about = ref(origin)
    due = Charge.objects.select_for_update().filter(origin_kind=about.kind, origin_id=about.id, state=ChargeState.DUE)
    for one in due.order_by("pk"):
        one.state = ChargeState.CANCELLED
        one.save(update_fields=["state"])
        record(events.ChargeCancelled(one.pk, about.kind, about.id), about=one, by=by)
