"""Posts, what they may do, and who holds them."""

import datetime
from contextlib import AbstractContextManager
from typing import NoReturn

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.accounts.actions import open_official, register_person
from city.accounts.models import User
from city.agencies import events, rules
from city.agencies.actions.dates import once, refuse_backwards, refuse_past
from city.agencies.actions.delegations import refuse_unknown_fields
from city.agencies.models import Agency, Appointment, AssignedFields, Post, PostPowers
from city.agencies.queries import keeps_an_administrator
from city.agencies.states import Power, Rank
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, already_done, part, record
from kernel.web import say


@action(requires=rules.can_manage, lock=False)
def create_post(
    *, agency: Agency, title: str, powers: list[str], since: datetime.date, rank: str = Rank.OTHER, by: Actor
) -> Post:
    """A place in an agency, with powers of the closed list (states.Power); its rank says how its holder signs."""
    _refuse_unknown(powers)
    state = agency.state(since)
    if state is None:
        raise Refused(
            _("Ngày %(day)s không có “%(name)s”.") % {"name": agency.name, "day": say.day(since)}, field="since"
        )
    valid = DateRange(since, None)
    with _one_head():
        post = Post.objects.create(agency=agency, title=title, rank=rank, valid=valid)
    PostPowers.objects.create(post=post, powers=sorted(powers), valid=valid)
    record(events.PostCreated(post.pk, agency.pk, tuple(sorted(powers)), rank), about=post, by=by)
    return post


def _one_head() -> AbstractContextManager[None]:
    words = _("Ở đây đã có một chức vụ đứng đầu. Đổi hạng chức vụ ấy trước.")
    return once("post_head_once", words, "rank")


@action(requires=rules.can_manage)
def change_rank(*, post: Post, rank: str, by: Actor) -> Post:
    """Said wrongly, or not at all, when the post was made. What is signed already stays as it was printed."""
    before, post.rank = post.rank, rank
    if before == rank:
        already_done()
        return post
    with _one_head():
        post.save(update_fields=["rank"])
    record(events.RankChanged(post.pk, rank, before), about=post, by=by)
    return post


def _refuse_unknown(powers: list[str]) -> None:
    if unknown := sorted(set(powers) - set(Power.values)):
        raise Refused(_("Không có quyền nào tên là %(name)s.") % {"name": unknown[0]}, field="powers")


@action(requires=rules.can_manage)
def change_powers(*, post: Post, powers: list[str], since: datetime.date, by: Actor) -> PostPowers:
    """From `since` on the post may do this and nothing else. What its holder lends shrinks with it at once."""
    _refuse_unknown(powers)
    refuse_past(since, "since")
    last = post.grants.filter(valid__endswith__isnull=True).first()
    if last is None or _is_over(post, since):
        raise Refused(_("Chức vụ này không còn vào ngày đã chọn."), field="since")
    if since < last.valid.lower:
        _refuse_earlier(last.valid.lower)
    before = tuple(last.powers)
    if since > last.valid.lower:
        last.valid = DateRange(last.valid.lower, since)
        last.save(update_fields=["valid"])
        last = PostPowers(post=post, valid=DateRange(since, None))
    last.powers = sorted(powers)
    last.save()
    if rules.MANAGE in before:
        _refuse_nobody_left(since)
    record(events.PowersChanged(post.pk, tuple(last.powers), before), about=post, by=by)
    return last


@action(requires=rules.can_manage)
def assign_fields(*, post: Post, fields: list[str], since: datetime.date, source: str, by: Actor) -> AssignedFields:
    """From `since` on a deputy signs "KT." what lies in these fields (NĐ 30/2020 Đ.13.1–2), by the decision that says so. None
    named: they are not written down any more, and he signs whatever is his agency's."""
    if not post.is_deputy:
        raise Refused(_("Chỉ cấp phó của người đứng đầu cơ quan có lĩnh vực được phân công. Xem lại hạng của chức vụ."))
    refuse_past(since, "since")
    refuse_unknown_fields(fields)
    if _is_over(post, since) or since < post.valid.lower:
        raise Refused(_("Chức vụ này không còn vào ngày đã chọn."), field="since")
    row = post.assigned.order_by("valid").last()
    before = tuple(row.fields) if row else ()
    if row is not None and since < row.valid.lower:
        _refuse_earlier(row.valid.lower)
    if row is not None and since > row.valid.lower:
        row.valid = DateRange(row.valid.lower, since)
        row.save(update_fields=["valid"])
        row = None
    row = row or AssignedFields(post=post, valid=DateRange(since, None))
    row.fields, row.source = sorted(fields), source
    row.save()
    fact = events.FieldsAssigned(post.pk, tuple(row.fields), before, since, source)
    record(fact, about=post, by=by)
    return row


def _refuse_earlier(day: datetime.date) -> NoReturn:
    words = _("Đã ghi một thay đổi từ ngày %(day)s. Chọn ngày đó hoặc một ngày sau.")
    raise Refused(words % {"day": say.day(day)}, field="since")


def _is_over(post: Post, day: datetime.date) -> bool:
    return post.valid.isempty or (post.valid.upper is not None and post.valid.upper <= day)


@action(requires=rules.can_manage)
def end_post(*, post: Post, on: datetime.date, by: Actor) -> Post:
    """From `on` the post is not there any more; whoever holds it leaves it that day."""
    refuse_past(on, "on")
    if _is_over(post, on) or on < post.valid.lower:
        raise Refused(_("Chức vụ này không còn vào ngày đã chọn."), field="on")
    return close_post(post=post, on=on, by=by)


@part
def close_post(*, post: Post, on: datetime.date, by: Actor) -> Post:
    """The post, its powers and its appointments end on that day; also where the whole agency does."""
    had = PostPowers.objects.filter(post=post, powers__contains=[rules.MANAGE], valid__contains=on).exists()
    for held in Appointment.objects.select_for_update().filter(post=post, valid__overlap=DateRange(on, None)):
        _stop(held, on)
        record(events.AppointmentEnded(held.pk, post.pk, held.user_id), about=held, by=by)
    for rows in (post.grants, post.assigned):
        for row in rows.filter(valid__overlap=DateRange(on, None)):
            row.valid = DateRange(min(row.valid.lower, on), on)
            row.save(update_fields=["valid"])
    post.valid = DateRange(min(post.valid.lower, on), on)
    post.save(update_fields=["valid"])
    if had:
        _refuse_nobody_left(on)
    record(events.PostEnded(post.pk, post.agency_id), about=post, by=by)
    return post


@action(requires=rules.can_manage)
def appoint(
    *,
    user: User,
    post: Post,
    since: datetime.date,
    until: datetime.date | None = None,
    acting: bool = False,
    by: Actor,
) -> Appointment:
    """The person holds the post from `since`, to the day before `until`. The post must be there all that time. `acting`: he
    is entrusted with a head's post without being appointed to it (NĐ 30/2020, Annex I, II.7b: "Q.")."""
    refuse_backwards(since, until)
    if acting and post.rank != Rank.HEAD:
        raise Refused(_("Chỉ giao quyền (Q.) ở chức vụ của người đứng đầu."), field="acting")
    if not user.is_active:
        raise Refused(_("Tài khoản này đã khóa. Mở một tài khoản khác cho người đó."), field="user")
    if since < post.valid.lower:
        raise Refused(_("Chức vụ này chỉ có từ ngày %(day)s.") % {"day": say.day(post.valid.lower)}, field="since")
    last = post.valid.upper
    if last is not None and (until is None or until > last):
        raise Refused(
            _("Chức vụ này kết thúc trước ngày %(day)s: ghi ngày cuối sớm hơn.") % {"day": say.day(last)}, field="until"
        )
    words = _("Người này đã giữ chức vụ này trong những ngày đó.")
    with once("appointment_once", words, "user"):
        appointment = Appointment.objects.create(user=user, post=post, acting=acting, valid=DateRange(since, until))
    record(events.Appointed(appointment.pk, post.pk, user.pk, acting), about=appointment, by=by)
    return appointment


@action(requires=rules.can_manage)
def take_on(
    *, post: Post, name: str, number: str, username: str, since: datetime.date, until: datetime.date | None,
    acting: bool = False, by: Actor,
) -> tuple[User, str]:  # fmt: skip
    """Somebody new: his sign-in, and the post. Gives the password for one use back, which is kept nowhere."""
    person = register_person(name=name, number=number, by=by)
    user, secret = open_official(username=username, person=person, by=by)
    appoint(user=user, post=post, since=since, until=until, acting=acting, by=by)
    return user, secret


@action(requires=rules.can_manage)
def end_appointment(*, appointment: Appointment, on: datetime.date, by: Actor) -> Appointment:
    """The person leaves the post; from `on` no request of his counts as the post's. The last administrator stays."""
    refuse_past(on, "on")
    over = appointment.valid.isempty or (appointment.valid.upper is not None and appointment.valid.upper <= on)
    if over or on < appointment.valid.lower:
        raise Refused(_("Người này không giữ chức vụ này vào ngày đã chọn."), field="on")
    _stop(appointment, on)
    if rules.MANAGE in appointment.post.powers_on(on):
        _refuse_nobody_left(on)
    record(events.AppointmentEnded(appointment.pk, appointment.post_id, appointment.user_id), about=appointment, by=by)
    return appointment


def _stop(appointment: Appointment, on: datetime.date) -> None:
    """Ended on the day it began (or before) it never held; the journal tells of both."""
    appointment.valid = DateRange(min(appointment.valid.lower, on), on)
    appointment.save(update_fields=["valid"])


def _refuse_nobody_left(on: datetime.date) -> None:
    """Else nobody could add an official ever again."""
    if not keeps_an_administrator(on):
        raise Refused(
            _(
                "Sau ngày này không còn ai giữ quyền quản trị không thời hạn. Bổ nhiệm một người quản trị khác trước, rồi làm lại."
            )
        )
