"""Powers lent for a time: one acts in another's place, and the journal keeps the post of each."""

import datetime
from collections.abc import Collection

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.agencies import events, rules
from city.agencies.actions.dates import once, refuse_backwards, refuse_past
from city.agencies.models import Appointment, Delegation
from city.agencies.queries import office_of
from city.agencies.queries.matters import FIELDS, KINDS, unknown
from city.agencies.states import Power
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.web import say


@action(requires=rules.can_delegate)
def delegate(
    *,
    lender: Appointment,
    holder: Appointment,
    powers: list[str],
    since: datetime.date,
    until: datetime.date,
    basis: str,
    authority: str = "",
    kinds: Collection[str] = (),
    fields: Collection[str] = (),
    by: Actor,
) -> Delegation:
    """Lend powers from `since` to the day before `until`, to somebody of the same agency, on the ground of a decision. They
    are the lender's own: he cannot lend what was lent to him, nor beyond the time of either appointment (NĐ 30/2020
    Đ.13.3: in writing, limited in time and content, and not passed on). `authority` is the word with which the holder signs
    for a head (states.ByOrder); `kinds` of paper and `fields` of procedures (queries.matters) limit what he signs."""
    refuse_past(since, "since")
    refuse_backwards(since, until)
    if not powers or not set(powers) <= set(lender.post.powers_on(since)):
        raise Refused(_("Chỉ giao được quyền mà chức vụ này có."), field="powers")
    if holder.user_id == lender.user_id:
        raise Refused(_("Chọn một người khác: không ai ủy quyền cho chính mình."), field="holder")
    if office_of(holder.post.agency, since) != office_of(lender.post.agency, since):
        raise Refused(_("Chỉ ủy quyền được cho người cùng cơ quan."), field="holder")
    _refuse_signing(lender, holder, powers, authority)
    _refuse_content(powers, authority, kinds, fields)
    _refuse_outside(lender, since, until, _("Bạn giữ chức vụ này đến hết ngày %(day)s: chọn ngày cuối sớm hơn."))
    _refuse_outside(
        holder, since, until, _("Người được ủy quyền giữ chức vụ đến hết ngày %(day)s: chọn ngày cuối sớm hơn.")
    )
    words = _("Trong những ngày đó bạn đã ủy quyền cho người này. Kết thúc lần ủy quyền ấy trước.")
    with once("delegation_once", words, "holder"):
        delegation = Delegation.objects.create(
            lender=lender, holder=holder, powers=sorted(powers), authority=authority, kinds=sorted(kinds), fields=sorted(fields),
            valid=DateRange(since, until), basis=basis,
        )  # fmt: skip
    given = tuple(delegation.powers), authority, tuple(delegation.kinds), tuple(delegation.fields)
    record(events.PowersDelegated(delegation.pk, *given), about=delegation, by=by)
    return delegation


def _refuse_signing(lender: Appointment, holder: Appointment, powers: list[str], authority: str) -> None:
    """Who lends his signature says with which word the other signs: for a head by his order or mandate, unless the other is
    his deputy, who signs "KT." anyway; a deputy cannot pass on what he signs for the head."""
    if authority and not lender.post.is_head:
        raise Refused(_("Chỉ người đứng đầu cơ quan giao ký thừa lệnh hoặc thừa ủy quyền."), field="authority")
    if authority and holder.post.is_deputy:
        raise Refused(
            _("Cấp phó ký thay (KT.), không ký thừa lệnh hay thừa ủy quyền: để trống ô này."), field="authority"
        )
    if authority and Power.SIGN not in powers:
        raise Refused(_("Giao ký thì phải giao cả quyền “Ký văn bản”."), field="powers")
    if Power.SIGN not in powers or holder.post.is_deputy:
        return
    if lender.post.is_head and not authority:
        raise Refused(_("Người này không phải cấp phó: chọn ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.)."), field="authority")  # fmt: skip
    if lender.post.is_deputy:
        raise Refused(_("Cấp phó không giao việc ký cho người khác được. Bỏ quyền “Ký văn bản”."), field="powers")


def _refuse_content(powers: list[str], authority: str, kinds: Collection[str], fields: Collection[str]) -> None:
    """By order one signs some kinds of paper, under mandate some papers, and the writing says which (Đ.13.3–4)."""
    if (kinds or fields) and Power.SIGN not in powers:
        raise Refused(_("Nêu loại văn bản hay lĩnh vực thì phải giao cả quyền “Ký văn bản”."), field="powers")
    if authority and not kinds:
        raise Refused(
            _("Giao ký thừa lệnh, thừa ủy quyền phải nêu rõ loại văn bản. Chọn ít nhất một loại."), field="kinds"
        )
    if strange := unknown(KINDS, kinds):
        raise Refused(_("Không có loại văn bản nào mang mã %(code)s.") % {"code": strange[0]}, field="kinds")
    refuse_unknown_fields(fields)


def refuse_unknown_fields(fields: Collection[str]) -> None:
    if strange := unknown(FIELDS, fields):
        raise Refused(_("Không có lĩnh vực nào mang mã %(code)s.") % {"code": strange[0]}, field="fields")


def _refuse_outside(held: Appointment, since: datetime.date, until: datetime.date, words: str) -> None:
    valid = held.valid
    if valid.isempty or since < valid.lower:
        raise Refused(_("Vào ngày bắt đầu, chức vụ đó chưa có người giữ."), field="since")
    if valid.upper is not None and until > valid.upper:
        raise Refused(words % {"day": say.day(valid.upper - datetime.timedelta(days=1))}, field="until")


@action(requires=rules.can_end_delegation)
def end_delegation(*, delegation: Delegation, by: Actor) -> Delegation:
    """The lender takes his powers back now, before the last day; from the next click the other has them no more."""
    if delegation.ended_at is not None or (delegation.valid.upper and delegation.valid.upper <= clock.today()):
        raise Refused(_("Lần ủy quyền này đã kết thúc."))
    tomorrow = clock.today() + datetime.timedelta(days=1)
    delegation.ended_at = clock.now()
    if delegation.valid.lower < tomorrow:  # the days on which it held; one that never began keeps what was planned
        delegation.valid = DateRange(delegation.valid.lower, min(delegation.valid.upper, tomorrow))
    delegation.save(update_fields=["ended_at", "valid"])
    record(events.DelegationEnded(delegation.pk, tuple(delegation.powers)), about=delegation, by=by)
    return delegation
