"""Agencies: their names, places and codes over time, and who takes over from whom."""

import datetime
import re

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.agencies import events, rules
from city.agencies.actions.dates import once, refuse_past
from city.agencies.actions.posts import close_post
from city.agencies.models import Agency, AgencyCode, AgencyState, Succession
from city.agencies.queries import names
from city.agencies.states import AgencyKind, Level, Share, tiers_on
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.search import fold
from kernel.web import say
from kernel.worktime.models import Calendar

QD20 = re.compile(r"[A-Z]\d{2}(\.[A-Z0-9]{1,10}){0,4}")  # QĐ 20/2020/QĐ-TTg Đ.5: level 1 is a letter and two digits


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
    collective: str = "",
    by: Actor,
) -> Agency:
    """A new agency, or a division under `parent`, from the day `since`. That day may be over: the city is older than this."""
    if parent is not None:
        _has_state(parent, since, "since")
    elif kind == AgencyKind.DIVISION:
        raise Refused(_("Đơn vị phải thuộc một cơ quan: chọn cơ quan cấp trên."), field="parent")
    _refuse_level(level, since)
    _refuse_collective(kind, collective)
    _refuse_namesake(name, parent, since)
    agency = Agency.objects.create(kind=kind, calendar=calendar)
    valid = DateRange(since, None)
    AgencyState.objects.create(
        agency=agency, name=name, short_name=short_name, place=place, collective=collective, level=level, parent=parent,
        valid=valid,
    )  # fmt: skip
    record(events.AgencyEstablished(agency.pk, parent.pk if parent else None), about=agency, by=by)
    return agency


def _has_state(agency: Agency, day: datetime.date, field: str) -> None:
    if agency.state(day) is None:
        raise Refused(_("Ngày %(day)s không có “%(name)s”.") % {"name": agency.name, "day": say.day(day)}, field=field)


def _refuse_level(level: str, since: datetime.date) -> None:
    """One that the State has not on that day: no agency begins there."""
    tiers = tiers_on(since)
    if level not in tiers.levels:
        words = _("Từ ngày %(day)s không còn %(level)s (%(basis)s). Chọn cấp khác, hoặc một ngày trước đó.")
        said = {"day": say.day(tiers.since), "level": Level(level).label.lower(), "basis": tiers.basis}
        raise Refused(words % said, field="level")


def _refuse_collective(kind: str, collective: str) -> None:
    if collective and kind == AgencyKind.DIVISION:
        raise Refused(_("Đơn vị trong cơ quan không có tập thể lãnh đạo riêng: để trống ô này."), field="collective")


def _refuse_namesake(name: str, parent: Agency | None, since: datetime.date, own: int = 0) -> None:
    """A double click, or somebody was faster."""
    beside = AgencyState.objects.filter(parent=parent, valid__endswith__isnull=True).exclude(agency=own)
    for state in beside:
        if fold(state.name) == fold(name):
            raise Refused(
                _("Ở đó đã có “%(name)s” từ ngày %(day)s.")
                % {"name": state.name, "day": say.day(max(state.valid.lower, since))},
                field="name",
            )


@action(requires=rules.can_manage)
def rename(
    *,
    agency: Agency,
    name: str,
    since: datetime.date,
    short_name: str | None = None,
    place: str | None = None,
    collective: str | None = None,
    by: Actor,
) -> AgencyState:
    """From `since` on the agency bears another name, abbreviation, place, or signs on behalf of another body; what was said
    before stays."""
    last = _last(agency)
    _refuse_collective(agency.kind, collective or "")
    _refuse_namesake(name, last.parent, since, own=agency.pk)
    last = _from_day(last, since)
    last.name = name
    last.short_name = last.short_name if short_name is None else short_name
    last.place = last.place if place is None else place
    last.collective = last.collective if collective is None else collective
    last.save()
    record(events.AgencyRenamed(agency.pk, last.pk), about=agency, by=by)
    return last


@action(requires=rules.can_manage)
def move(*, agency: Agency, parent: Agency | None, since: datetime.date, by: Actor) -> AgencyState:
    """From `since` on it stands under another agency."""
    if parent is not None:
        _has_state(parent, since, "since")
        _refuse_circle(agency, parent, since)
    elif agency.kind == AgencyKind.DIVISION:
        raise Refused(_("Đơn vị phải thuộc một cơ quan: chọn cơ quan cấp trên."), field="parent")
    last = _from_day(_last(agency), since)
    last.parent = parent
    last.save()
    record(events.AgencyMoved(agency.pk, last.pk, parent.pk if parent else None), about=agency, by=by)
    return last


def _refuse_circle(agency: Agency, parent: Agency, day: datetime.date) -> None:
    """On that day, and on every later one on which something is to change above: two moves may both be still to come."""
    later = AgencyState.objects.filter(valid__startswith__gt=day).values_list("valid__startswith", flat=True)
    for on in sorted({day, *later}):
        above: Agency | None = parent
        while above is not None:
            if above.pk == agency.pk:
                raise Refused(_("Cơ quan không thể thuộc chính nó hay thuộc đơn vị của nó."), field="parent")
            state = above.states.on(on).select_related("parent").first()
            above = state.parent if state else None


@action(requires=rules.can_manage)
def dissolve(*, agency: Agency, on: datetime.date, by: Actor) -> AgencyState:
    """The agency is no more from `on`; its name, codes and posts end there, and who holds a post leaves it. What it did
    stays. Who takes over: succeed(). An end that is over is recorded only by the system, with a city's history."""
    if by.kind != "system":
        refuse_past(on, "on")
    last = _last(agency)
    if on <= last.valid.lower:
        raise Refused(_("Ngày giải thể phải sau ngày tên hiện nay bắt đầu."), field="on")
    if beneath := AgencyState.objects.filter(parent=agency, valid__overlap=DateRange(on, None)).first():
        raise Refused(
            _("“%(name)s” còn thuộc cơ quan này vào ngày đó. Chuyển hoặc giải thể đơn vị ấy trước.")
            % {"name": beneath.name}
        )
    last.valid = DateRange(last.valid.lower, on)
    last.save(update_fields=["valid"])
    for code in agency.codes.filter(valid__overlap=DateRange(on, None)):
        code.valid = DateRange(min(code.valid.lower, on), on)
        code.save(update_fields=["valid"])
    for post in agency.posts.filter(valid__overlap=DateRange(on, None)):
        close_post(post=post, on=on, by=by)
    record(events.AgencyDissolved(agency.pk, on), about=agency, by=by)
    return last


def _last(agency: Agency) -> AgencyState:
    found = agency.states.select_related("parent").filter(valid__endswith__isnull=True).first()
    if found is None:
        raise Refused(_("Cơ quan này không còn hoạt động."))
    return found


def _from_day(last: AgencyState, since: datetime.date) -> AgencyState:
    """The row that begins on `since`: a new one after the last, or the last itself where its first day is not over."""
    refuse_past(since, "since")
    if since < last.valid.lower:
        raise Refused(
            _("Đã ghi một thay đổi từ ngày %(day)s. Chọn ngày đó hoặc một ngày sau.")
            % {"day": say.day(last.valid.lower)},
            field="since",
        )
    if since == last.valid.lower:
        return last
    last.valid = DateRange(last.valid.lower, since)
    last.save(update_fields=["valid"])
    return AgencyState(
        agency=last.agency,
        name=last.name,
        short_name=last.short_name,
        place=last.place,
        collective=last.collective,
        level=last.level,
        parent=last.parent,
        valid=DateRange(since, None),
    )


@action(requires=rules.can_manage)
def give_code(*, agency: Agency, scheme: str, value: str, since: datetime.date, by: Actor) -> AgencyCode:
    """A code of a scheme ("QD20", "GSO"), from `since` on (QĐ 20/2020/QĐ-TTg for H13.xx). It takes the place of the one
    that the agency has in this scheme."""
    _has_state(agency, since, "since")
    if scheme == "QD20" and not QD20.fullmatch(value):
        raise Refused(
            _("Mã định danh bắt đầu bằng một chữ và hai số của tỉnh, bộ, ví dụ H13 hoặc H13.101."), field="value"
        )
    _refuse_taken(scheme, value, since)
    for old in AgencyCode.objects.filter(agency=agency, scheme=scheme, valid__endswith__isnull=True):
        _stop_code(old, since, "since")
    words = _("Mã %(value)s vừa được giao cho cơ quan khác.") % {"value": value}
    with once("agency_code_once", words, "value"):
        code = AgencyCode.objects.create(agency=agency, scheme=scheme, value=value, valid=DateRange(since, None))
    record(events.AgencyCodeGiven(agency.pk, scheme, value), about=agency, by=by)
    return code


def _refuse_taken(scheme: str, value: str, since: datetime.date) -> None:
    taken = AgencyCode.objects.filter(scheme=scheme, value=value, valid__overlap=DateRange(since, None))
    if held := taken.order_by("valid").first():
        holder = names([held.agency_id], max(since, held.valid.lower)).get(held.agency_id, held.agency.name)
        raise Refused(
            _("Mã %(value)s thuộc về “%(name)s” từ ngày %(day)s. Cho cơ quan đó thôi dùng mã trước.")
            % {"value": value, "name": holder, "day": say.day(held.valid.lower)},
            field="value",
        )


@action(requires=rules.can_manage)
def end_code(*, code: AgencyCode, on: datetime.date, by: Actor) -> AgencyCode:
    """From `on` the code is free; another agency may be given it."""
    _stop_code(code, on, "on")
    record(events.AgencyCodeEnded(code.agency_id, code.scheme, code.value), about=code.agency, by=by)
    return code


def _stop_code(code: AgencyCode, on: datetime.date, field: str) -> None:
    refuse_past(on, field)
    if code.valid.isempty or on < code.valid.lower or (code.valid.upper and code.valid.upper <= on):
        raise Refused(
            _("Mã %(value)s không còn dùng vào ngày này, hoặc chưa bắt đầu.") % {"value": code.value}, field=field
        )
    code.valid = DateRange(code.valid.lower, on)
    code.save(update_fields=["valid"])


@action(requires=rules.can_manage)
def succeed(*, old: Agency, new: Agency, on: datetime.date, share: str = Share.ALL, by: Actor) -> Succession:
    """`new` takes over from `old`: from `on` its officials read what the old one's could. Open work is not moved."""
    if old.pk == new.pk:
        raise Refused(_("Chọn một cơ quan khác: cơ quan không thể kế thừa chính nó."), field="new")
    _has_state(new, max(on, clock.today()), "new")
    if Succession.objects.filter(old=new, new=old).exists():
        raise Refused(_("“%(name)s” đã được cơ quan này kế thừa.") % {"name": new.name}, field="new")
    with once("succession_once", _("Việc kế thừa này đã được ghi."), "new"):
        succession = Succession.objects.create(old=old, new=new, on=on, share=share)
    record(events.AgencySucceeded(old.pk, new.pk), about=old, by=by)
    return succession
