"""Agencies, posts and who holds them."""

import datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from city.accounts.models import User
from city.agencies import events, rules
from city.agencies.models import Agency, AgencyCode, AgencyState, Appointment, Delegation, Post, Succession
from city.agencies.states import AgencyKind, Level, Share
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.worktime.models import Calendar


@action(requires=rules.can_manage, lock=False)
def establish(
    *,
    calendar: Calendar,
    name: str,
    since: datetime.date,
    kind: str = AgencyKind.OFFICE,
    level: str = Level.COMMUNE,
    parent: Agency | None = None,
    short_name: str = "",
    place: str = "",
    by: Actor,
) -> Agency:
    """A new agency, or a division under `parent`, from the day `since`."""
    agency = Agency.objects.create(kind=kind, calendar=calendar)
    valid = DateRange(since, None)
    AgencyState.objects.create(
        agency=agency, name=name, short_name=short_name, place=place, level=level, parent=parent, valid=valid
    )
    record(events.AgencyEstablished(agency.pk, parent.pk if parent else None), about=agency, by=by)
    return agency


@action(requires=rules.can_manage)
def rename(*, agency: Agency, name: str, since: datetime.date, by: Actor) -> AgencyState:
    """From `since` on the agency bears another name; what was said before keeps the old one."""
    last = AgencyState.objects.get(agency=agency, valid__endswith__isnull=True)
    if since <= last.valid.lower:
        raise Refused(_("Ngày đổi tên phải sau ngày tên hiện nay bắt đầu."), field="since")
    last.valid = DateRange(last.valid.lower, since)
    last.save(update_fields=["valid"])
    state = AgencyState.objects.create(
        agency=agency,
        name=name,
        short_name=last.short_name,
        place=last.place,
        level=last.level,
        parent=last.parent,
        valid=DateRange(since, None),
    )
    record(events.AgencyRenamed(agency.pk, state.pk), about=agency, by=by)
    return state


@action(requires=rules.can_manage)
def dissolve(*, agency: Agency, on: datetime.date, by: Actor) -> AgencyState:
    """The agency is no more from `on`; its name, codes and posts end there and what it did stays. Who takes over: succeed()."""
    last = AgencyState.objects.get(agency=agency, valid__endswith__isnull=True)
    if on <= last.valid.lower:
        raise Refused(_("Ngày giải thể phải sau ngày tên hiện nay bắt đầu."), field="on")
    for rows in (AgencyState.objects.filter(agency=agency), agency.codes.all(), agency.posts.all()):
        for row in rows.filter(valid__contains=on):
            row.valid = DateRange(row.valid.lower, on)
            row.save(update_fields=["valid"])
    last.refresh_from_db()
    record(events.AgencyDissolved(agency.pk, on), about=agency, by=by)
    return last


@action(requires=rules.can_manage)
def give_code(*, agency: Agency, scheme: str, value: str, since: datetime.date, by: Actor) -> AgencyCode:
    """A code of a scheme ("QD20", "GSO"), from `since` on (QĐ 20/2020/QĐ-TTg for H13.xx)."""
    code = AgencyCode.objects.create(agency=agency, scheme=scheme, value=value, valid=DateRange(since, None))
    record(events.AgencyCodeGiven(agency.pk, scheme, value), about=agency, by=by)
    return code


@action(requires=rules.can_manage)
def succeed(*, old: Agency, new: Agency, on: datetime.date, share: str = Share.ALL, by: Actor) -> Succession:
    """`new` takes over from `old`."""
    succession = Succession.objects.create(old=old, new=new, on=on, share=share)
    record(events.AgencySucceeded(old.pk, new.pk), about=old, by=by)
    return succession


@action(requires=rules.can_manage, lock=False)
def create_post(*, agency: Agency, title: str, powers: list[str], since: datetime.date, by: Actor) -> Post:
    post = Post.objects.create(agency=agency, title=title, powers=sorted(powers), valid=DateRange(since, None))
    record(events.PostCreated(post.pk, agency.pk, tuple(post.powers)), about=post, by=by)
    return post


@action(requires=rules.can_manage)
def appoint(
    *, user: User, post: Post, since: datetime.date, until: datetime.date | None = None, by: Actor
) -> Appointment:
    appointment = Appointment.objects.create(user=user, post=post, valid=DateRange(since, until))
    record(events.Appointed(appointment.pk, post.pk, user.pk), about=appointment, by=by)
    return appointment


@action(requires=rules.can_manage)
def end_appointment(*, appointment: Appointment, on: datetime.date, by: Actor) -> Appointment:
    """The person leaves the post; from `on` no request of his counts as the post's."""
    appointment.valid = DateRange(appointment.valid.lower, on)
    appointment.save(update_fields=["valid"])
    record(events.AppointmentEnded(appointment.pk, appointment.post_id, appointment.user_id), about=appointment, by=by)
    return appointment


@action(requires=rules.can_delegate)
def delegate(
    *,
    lender: Appointment,
    holder: Appointment,
    powers: list[str],
    since: datetime.date,
    until: datetime.date,
    basis: str,
    by: Actor,
) -> Delegation:
    """Lend powers for a time. They are the lender's own, and he cannot lend what was lent to him."""
    if not set(powers) <= set(lender.post.powers):
        raise Refused(_("Chỉ giao được quyền mà chức vụ này có."), field="powers")
    delegation = Delegation.objects.create(
        lender=lender, holder=holder, powers=sorted(powers), valid=DateRange(since, until), basis=basis
    )
    record(events.PowersDelegated(delegation.pk, tuple(delegation.powers)), about=delegation, by=by)
    return delegation
