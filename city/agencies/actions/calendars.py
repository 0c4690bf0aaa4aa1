"""Which calendar an agency goes by.

That is not dated: it is one reference for all days. What changes from a day on is dated inside the calendar (`Hours.valid`,
`Day.on`), so an agency leaves the common hours in two acts: it is given a copy, which says the same of every day, past and to
come, and moves no due date; then the copy's hours are set from a day on (`kernel.worktime.actions.set_working_hours`), which
leaves the days before as they were. Going over to another calendar that exists already counts open dossiers as if the agency
had always gone by it; what that does is shown before."""

from django.utils.translation import gettext as _

from city.agencies import events
from city.agencies.models import Agency
from city.agencies.queries.pages import below
from city.agencies.states import AgencyKind
from kernel import clock, worktime
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record
from kernel.worktime import calendars
from kernel.worktime.actions import can_manage, refuse_changed, refuse_without_source
from kernel.worktime.changes import first_difference
from kernel.worktime.models import Calendar

LONGEST = 120  # letters of a calendar's name


@action(requires=can_manage)
def give_own_calendar(*, agency: Agency, name: str = "", source: str, seen: str = "", by: Actor) -> Calendar:
    """A copy of the calendar that the agency goes by now, under a name of its own (the agency's where none is given)."""
    _unchanged(agency, None, seen)
    called = " ".join((name or agency.name).split())[:LONGEST]
    if Calendar.objects.filter(name=called).exists():
        raise Refused(_("Đã có lịch mang tên “%(name)s”. Đặt tên khác.") % {"name": called}, field="name")
    own = calendars.copy(calendar=agency.calendar, name=called)
    _give(agency, own, source, by)
    return own


@action(requires=can_manage)
def give_calendar(*, agency: Agency, calendar: Calendar, source: str, seen: str = "", by: Actor) -> Calendar:
    """The agency goes by a calendar that is there already, such as that of all communes, or the city's again."""
    if calendar.pk == agency.calendar_id:
        raise Refused(_("Cơ quan này đang theo lịch đó."), field="calendar")
    _unchanged(agency, calendar, seen)
    _give(agency, calendar, source, by)
    return calendar


def as_shown(agency: Agency, calendar: Calendar | None) -> str:
    """What a preview was counted with: the agency's present calendar and the one to come (None: a copy), in their versions."""
    return " ".join(str(one.version) for one in (agency.calendar, calendar) if one)


def _unchanged(agency: Agency, calendar: Calendar | None, seen: str) -> None:
    """Both calendars stand still until the act is over, and are those that were shown."""
    pks = [one.pk for one in (agency.calendar, calendar) if one]
    held = {one.pk: one for one in Calendar.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    agency.calendar = held[agency.calendar_id]
    refuse_changed(seen, as_shown(agency, held[calendar.pk] if calendar else None))


def _give(agency: Agency, calendar: Calendar, source: str, by: Actor) -> None:
    """Its divisions go along: terms and steps are counted by the calendar of the agency, a division has no hours of its own."""
    if agency.kind == AgencyKind.DIVISION:
        raise Refused(_("Đơn vị theo lịch của cơ quan mình. Chọn cơ quan."), field="agency")
    refuse_without_source(source)
    before = agency.calendar
    since = first_difference(worktime.schedule_for(before), worktime.schedule_for(calendar))
    units = [agency.pk, *sorted(below(agency, clock.today()))]
    for unit in Agency.objects.filter(pk__in=units).order_by("pk"):
        record(events.AgencyCalendarChanged(unit.pk, calendar.pk, unit.calendar_id), about=unit, by=by)
    Agency.objects.filter(pk__in=units).update(calendar=calendar)
    agency.calendar = calendar
    record(events.CalendarGiven(calendar.pk, before.pk, tuple(units), since, source.strip()), about=calendar, by=by)
