"""The calendar by which due dates are counted: a year at a glance, and each change looked at before it is made."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.agencies.models import Agency
from city.desk.forms.calendars import (
    ChangeForm,
    DayForm,
    HoursForm,
    RemovalForm,
    SharedForm,
    SwapForm,
    tomorrow,
    weekdays,
)
from city.desk.queries import calendars as queries
from kernel import clock, worktime
from kernel.actors import Actor
from kernel.errors import NotAllowed, Refused
from kernel.web import say
from kernel.web.access import officials_only
from kernel.web.parts import Tab
from kernel.worktime import actions
from kernel.worktime.changes import Change, DayChange
from kernel.worktime.models import Calendar, Day

YEARS = range(2018, 2101)


@dataclass(frozen=True)
class Kind:
    """One kind of change: its form and its words."""

    form: type[ChangeForm]
    title: Any
    lead: Any


KINDS = {
    "day": Kind(DayForm, gettext_lazy("Ghi một ngày nghỉ hoặc ngày làm việc"), gettext_lazy("Ngày đã có trong lịch thì được thay.")),
    "removal": Kind(RemovalForm, gettext_lazy("Bỏ một ngày"), gettext_lazy("Ngày này trở lại như thứ của nó trong tuần.")),
    "swap": Kind(SwapForm, gettext_lazy("Hoán đổi ngày nghỉ và ngày làm bù"), gettext_lazy("Một quyết định, hai ngày.")),
    "hours": Kind(HoursForm, gettext_lazy("Đổi giờ làm việc"), gettext_lazy("Giờ của những ngày trước đó giữ nguyên. Để trống cả bốn ô giờ nếu thứ đó nghỉ.")),
}  # fmt: skip


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _managed(request: HttpRequest, pk: int) -> Calendar:
    """403 in words for whoever only reads the calendar."""
    found = get_object_or_404(Calendar, pk=pk)
    if not actions.can_manage(_actor(request), found):
        raise NotAllowed(
            _("Chỉ người giữ lịch làm việc được đổi lịch. Nếu lịch sai, hãy báo bộ phận công nghệ thông tin.")
        )
    return found


@officials_only
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """Straight to the calendar of one's own agency."""
    agency = get_object_or_404(Agency, pk=_actor(request).agency_id or 0)
    return redirect("desk:calendar", agency.calendar_id)


@officials_only
@require_safe
def calendar(request: HttpRequest, calendar: int) -> HttpResponse:
    found, year = get_object_or_404(Calendar, pk=calendar), _year(request)
    context = {
        "calendar": found, "year": year, "tabs": _tabs(found, year), "months": queries.months_of(found, year), "rows": queries.days_of(found, year),
        "hours": queries.hours_of(found), "weekdays": list(zip((name for _n, name in weekdays()), say.weekday_names(), strict=True)), "agencies": queries.agencies_of(found),
        "others": queries.others(found), "under_way": queries.under_way(found), "may_manage": actions.can_manage(_actor(request), found),
        "today": clock.today(), "outlook": queries.outlook(found),
    }  # fmt: skip
    return render(request, "desk/calendar.html", context)


@officials_only
@require_POST
def load_year(request: HttpRequest, calendar: int) -> HttpResponse:
    """The next year that the calendar does not know: named on the button, so that two clicks load one year."""
    found, given = _managed(request, calendar), request.POST.get("year", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else 0
    count = actions.load_year(calendar=found, year=year, by=_actor(request))
    words = ngettext("Đã nạp %(n)s ngày nghỉ của năm %(year)s.", "Đã nạp %(n)s ngày nghỉ của năm %(year)s.", count)
    messages.success(request, words % {"n": count, "year": year})
    return redirect(f"{reverse('desk:calendar', args=[found.pk])}?year={year}")


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    if year not in YEARS:
        raise Http404
    return year


def _tabs(found: Calendar, year: int) -> list[Tab]:
    home = reverse("desk:calendar", args=[found.pk])
    return [Tab(str(one), f"{home}?year={one}", here=one == year) for one in range(year - 1, year + 2) if one in YEARS]


@officials_only
@require_safe
def history(request: HttpRequest, calendar: int) -> HttpResponse:
    found = get_object_or_404(Calendar, pk=calendar)
    page = queries.history(found, request.GET.get("before", ""))
    context = {"calendar": found, "rows": queries.changes(found, page.rows), "page": page}
    return render(request, "desk/calendar_history.html", context)


@officials_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, calendar: int, kind: str) -> HttpResponse:
    """The form; posted, what the change would do, or, to mend something, the form again as it was filled in."""
    found = _managed(request, calendar)
    if request.method != "POST":
        return _form(request, found, kind, _new(found, kind, initial=_initial(request, found)))
    form = _new(found, kind, request.POST)
    if "edit" in request.POST or not form.is_valid():
        return _form(request, found, kind, form)
    try:
        for one in _chosen(found, form):
            with actions.naming(one, but=found):
                _sensible(one, form.changes(), kind)
    except Refused as refused:
        form.refuse(refused)
        return _form(request, found, kind, form)
    return _check(request, found, kind, form)


def _new(found: Calendar, kind: str, *args: Any, **kwargs: Any) -> ChangeForm:
    if issubclass(KINDS[kind].form, SharedForm):
        kwargs["others"] = [(one.pk, one.name) for one in queries.others(found)]
    return KINDS[kind].form(*args, **kwargs)


def _chosen(found: Calendar, form: ChangeForm) -> list[Calendar]:
    """The calendar of this page, and the others that are ticked."""
    also = form.cleaned_data.get("also") or []
    return [found, *(one for one in queries.others(found) if one.pk in also)]


def _sensible(found: Calendar, changes: list[Change], kind: str) -> None:
    """What the act would refuse is said before anything is counted."""
    schedule, first = worktime.schedule_for(found), changes[0]
    if kind == "swap":
        actions.refuse_swap(changes[0], changes[1], schedule)  # type: ignore[arg-type]
    elif kind == "hours":
        actions.refuse_hours(first, schedule)  # type: ignore[arg-type]
    elif kind == "day":
        actions.refuse_day(first, schedule)  # type: ignore[arg-type]
    elif first.since not in schedule.special:
        raise Refused(_("Ngày này vốn là ngày thường, không có gì để bỏ."), field="on")


def _initial(request: HttpRequest, found: Calendar) -> dict[str, Any]:
    """The day named in the address, as it stands now."""
    try:
        on = datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return {"since": tomorrow(), **queries.usual_hours(found)}
    day = queries.day_on(found, on)
    return {"on": on, **(_row(day) if day else {})}


def _row(day: Day) -> dict[str, Any]:
    kind = "work" if day.kind == Day.Kind.WORK else day.cause
    like = day.on.weekday() if day.like is None else day.like
    return {"kind": kind, "like": like, "name": day.name, "name_en": day.name_en, "source": day.source}


def _form(request: HttpRequest, found: Calendar, kind: str, form: ChangeForm) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    context = {"calendar": found, "kind": KINDS[kind], "form": form, "wrong": wrong}
    return render(request, "desk/calendar_change.html", context, status=422 if wrong else 200)


def _check(request: HttpRequest, found: Calendar, kind: str, form: ChangeForm) -> HttpResponse:
    changes, chosen = form.changes(), _chosen(found, form)
    old = [day for one in chosen for c in changes if isinstance(c, DayChange) and (day := queries.day_on(one, c.on))]
    context = {
        "calendar": found, "kind": KINDS[kind], "name": kind, "back": f"desk:calendar_{kind}", "seen": " ".join(str(one.version) for one in chosen), "own": False, "same": False, "preview": queries.preview(chosen, changes),
        "given": [(k, v) for k, values in request.POST.lists() if k in _names(form) for v in values],
        "facts": _facts(form), "old": list({(day.on, day.kind, day.name, day.source): day for day in old}.values()),
        "past": min(c.since for c in changes) <= clock.today(),
    }  # fmt: skip
    return render(request, "desk/calendar_check.html", context)


def _names(form: ChangeForm) -> set[str]:
    """The names under which the browser sends the answers: a day has three boxes."""
    parts = ("", "_day", "_month", "_year")
    return {f"{name}{part}" for name in form.fields for part in parts}


def _facts(form: ChangeForm) -> list[tuple[Any, Any]]:
    return [(form.fields[name].label, _said(form, name)) for name in form.fields if _applies(form, name)]


def _applies(form: ChangeForm, name: str) -> bool:
    """The weekday whose hours count is asked for a worked day only."""
    return form.cleaned_data[name] not in (None, "", []) and (name != "like" or form.cleaned_data["kind"] == "work")


def _said(form: ChangeForm, name: str) -> Any:
    value, choices = form.cleaned_data[name], getattr(form.fields[name], "choices", None)
    if choices:
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels[str(one)] for one in (value if isinstance(value, list) else [value]))
    return say.day(value) if isinstance(value, datetime.date) else form.fields[name].prepare_value(value)


@officials_only
@require_POST
def saving(request: HttpRequest, calendar: int, kind: str) -> HttpResponse:
    """The change that was looked at; `seen` are the versions of the calendars at that moment."""
    found = _managed(request, calendar)
    form = _new(found, kind, request.POST)
    if not form.is_valid():
        return _form(request, found, kind, form)
    try:
        _act(found, kind, form, request.POST.get("seen", ""), _actor(request))
    except Refused as refused:
        form.refuse(refused)
        return _form(request, found, kind, form)
    messages.success(request, _("Đã lưu. Ngày hẹn trả của các hồ sơ đang mở được tính lại ngay; người nộp được báo nếu ngày thay đổi."))  # fmt: skip
    year = min(one.since for one in form.changes()).year
    return redirect(f"{reverse('desk:calendar', args=[found.pk])}?year={year}")


def _act(found: Calendar, kind: str, form: ChangeForm, seen: str, by: Actor) -> None:
    changes: list[Any] = form.changes()
    chosen, shown = [one.pk for one in _chosen(found, form)], seen.split()
    if len(shown) != len(chosen):
        shown = ["-"] * len(chosen)  # nothing is saved that was not shown before
    source, versions = form.cleaned_data["source"], dict(zip(chosen, shown, strict=True))
    common: dict[str, Any] = {"calendar": found, "seen": versions[found.pk], "by": by}
    if kind == "hours":
        actions.set_working_hours(change=changes[0], source=source, **common)
    elif kind == "removal":
        actions.restore_day(change=changes[0], source=source, **common)
    elif kind == "swap":
        given = {"off": changes[0], "work": changes[1]}
        actions.in_each(calendar=found, seen=versions, act=actions.swap, given=given, by=by)
    else:
        actions.in_each(calendar=found, seen=versions, act=actions.declare_day, given={"change": changes[0]}, by=by)
