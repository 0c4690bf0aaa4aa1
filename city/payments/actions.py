"""Asking for money is a part of another room's act; taking it is an act of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from city.agencies.models import Agency, Post
from city.payments import events, rules
from city.payments.models import Charge, ChargeChange, ChargeLine, Receipt
from city.payments.states import ChangeKind, ChargeState, Way
from kernel import clock, numbering
from kernel.actors import Actor
from kernel.errors import Refused, WrongMove
from kernel.journal import action, part, record
from kernel.refs import Ref, ref


@dataclass(frozen=True)
class Asked:
    """One line of a charge: `price` đồng for each `unit`, so many of it."""

    name: str
    price: int
    quantity: int = 1
    unit: str = ""


@part
def charge(
    *, origin: models.Model | Ref, agency: Agency, reference: str, lines: Sequence[Asked], counted: Sequence[Any] = ()
) -> Charge | None:
    """Ask for `lines`, paid to the agency; nothing to pay, no charge. `counted`: what the room that asks wants to read again when
    it corrects them (JSON)."""
    wanted = [one for one in lines if one.price * one.quantity > 0]
    if not wanted:
        return None
    about = ref(origin)
    made = Charge.objects.create(
        origin_kind=about.kind, origin_id=about.id, agency=agency, reference=reference, counted=list(counted), made_at=clock.now(),
    )  # fmt: skip
    _write(made, wanted)
    return made


@part
def nothing(*, origin: models.Model | Ref, agency: Agency, reference: str) -> Charge:
    """A charge of nothing, where none was made: for `amend`, which says what is to be paid after all."""
    about = ref(origin)
    return Charge.objects.create(
        origin_kind=about.kind, origin_id=about.id, agency=agency, reference=reference, state=ChargeState.CANCELLED, made_at=clock.now(),
    )  # fmt: skip


def _write(charge: Charge, lines: Sequence[Asked]) -> None:
    ChargeLine.objects.bulk_create(
        ChargeLine(charge=charge, name=one.name[:300], price=one.price, quantity=one.quantity, unit=one.unit[:40],
                   amount=one.price * one.quantity, beneficiary_id=charge.agency_id)
        for one in lines
    )  # fmt: skip


@action(requires=rules.can_collect)
def amend(
    *, charge: Charge, lines: Sequence[Asked], counted: Sequence[Any] = (), reason: str, by: Actor
) -> ChargeChange:
    """What is asked was wrong: other lines, other quantities, none where nothing is to be paid; or something after all, where it
    was cancelled. What was taken off by law is said anew. A charge that was paid stays: giving money back is an accountant's
    act, not this one. `counted` as of `charge`."""
    if charge.state != ChargeState.CANCELLED or _alike(charge).exclude(state=ChargeState.CANCELLED).exists():
        _expect_due(charge)
    if not reason.strip():
        raise Refused(_("Ghi lý do sửa, để người nộp biết."), field="reason")
    wanted = [one for one in lines if one.price * one.quantity > 0]
    kept, full = _standing(charge)
    if sorted(kept["lines"]) == sorted(_row(one) for one in wanted):
        raise Refused(_("Chưa có gì thay đổi."))
    if wanted:
        charge.lines.all().delete()
        _write(charge, wanted)
        charge.counted = list(counted)
    charge.waived, charge.state = 0, ChargeState.DUE if wanted else ChargeState.CANCELLED
    charge.save(update_fields=["waived", "state", "counted"])
    left = sum(one.price * one.quantity for one in wanted)
    change = _change(charge, ChangeKind.AMENDED, kept, (full, left), by, reason=reason)
    record(events.ChargeAmended(charge.pk, change.pk, left, charge.origin_kind, charge.origin_id), about=charge, by=by)
    return change


@action(requires=rules.can_collect)
def waive(*, charge: Charge, left: int, basis: str, reason: str, by: Actor) -> ChargeChange:
    """The law exempts the payer (miễn: `left` is 0) or takes a part off (giảm: `left` đồng stay), on a legal basis that is named
    (Luật Phí và lệ phí 97/2015/QH13 Đ.10)."""
    _expect_due(charge)
    if not basis.strip():
        raise Refused(_("Ghi căn cứ pháp lý: điều, khoản của văn bản cho miễn, giảm."), field="basis")
    if not reason.strip():
        raise Refused(_("Ghi lý do miễn, giảm: người nộp thuộc đối tượng nào."), field="reason")
    kept, full = _standing(charge)
    if not 0 <= left < full:
        raise Refused(_("Số còn phải nộp phải nhỏ hơn số đang phải nộp; 0 là miễn hết."), field="left")
    charge.waived, charge.state = charge.full - left, ChargeState.DUE if left else ChargeState.WAIVED
    charge.save(update_fields=["waived", "state"])
    change = _change(charge, ChangeKind.WAIVED, kept, (full, left), by, reason=reason, basis=basis)
    record(events.ChargeWaived(charge.pk, change.pk, left, charge.origin_kind, charge.origin_id), about=charge, by=by)
    return change


def _expect_due(charge: Charge) -> None:
    if charge.state != ChargeState.DUE:
        raise WrongMove(_("Khoản này đã nộp, đã miễn hoặc đã hủy, không sửa được nữa. Tải lại trang để xem."))


def _alike(charge: Charge) -> models.QuerySet[Charge]:
    """All that were ever made for the same thing."""
    return Charge.objects.filter(origin_kind=charge.origin_kind, origin_id=charge.origin_id)


def _row(line: Asked | ChargeLine) -> list[object]:
    return [line.name[:300], line.price, line.quantity, line.unit[:40]]


def _standing(charge: Charge) -> tuple[dict[str, Any], int]:
    """What is asked before it is changed, and how much; of a charge that was cancelled, nothing."""
    if charge.state == ChargeState.CANCELLED:
        return {"waived": 0, "lines": []}, 0
    return {"waived": charge.waived, "lines": [_row(line) for line in charge.lines.order_by("pk")]}, charge.total


def _change(
    charge: Charge, kind: str, kept: dict[str, Any], totals: tuple[int, int], by: Actor, *, reason: str, basis: str = ""
) -> ChargeChange:
    return ChargeChange.objects.create(
        charge=charge, kind=kind, reason=reason.strip()[:500], basis=basis.strip()[:500], before=kept, total_before=totals[0],
        total_after=totals[1], post_id=by.post_id or 0, officer=by.name, changed_at=clock.now(),
    )  # fmt: skip


@action(requires=rules.can_collect)
def take_cash(*, charge: Charge, payer: str, counted: int | None = None, by: Actor) -> Receipt:
    """The clerk takes the fee in cash; the receipt's number is the next of this year's book of the clerk's agency, also where
    another asked for the money that is no more. `counted`: what the clerk read and took, in đồng."""
    if charge.state != ChargeState.DUE:
        raise WrongMove(_("Khoản này đã nộp hoặc đã hủy. Tải lại trang để xem biên lai."))
    if counted is not None and counted != charge.total:
        raise WrongMove(_("Số tiền phải nộp vừa được sửa. Tải lại trang, xem số mới rồi thu."))
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


@part
def ask_again(*, origin: models.Model | Ref, by: Actor) -> None:
    """The matter that `cancel` ended was decided anew: what it took off is asked as it stood. Not beside what is asked, paid or
    waived, nor where somebody said for a reason of its own that nothing is to be paid (`amend`)."""
    about = ref(origin)
    rows = Charge.objects.select_for_update().filter(origin_kind=about.kind, origin_id=about.id).order_by("pk")
    found = list(rows)
    if not found or any(one.state != ChargeState.CANCELLED for one in found):
        return
    last = found[-1]
    if last.changes.order_by("pk").values_list("total_after", flat=True).last() == 0:
        return
    last.state = ChargeState.DUE
    last.save(update_fields=["state"])
    record(events.ChargeAskedAgain(last.pk, about.kind, about.id), about=last, by=by)
