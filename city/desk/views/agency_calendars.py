"""An agency leaves a calendar: for one of its own, or for another of the city. Looked at before it is done, as each change is."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from city.agencies import actions as agencies
from city.agencies.actions.calendars import as_shown
from city.agencies.models import Agency
from city.agencies.queries import names
from city.desk.forms.agency_calendars import GivingForm, copied
from city.desk.queries import calendars as queries
from city.services.queries import recounts
from kernel import clock, worktime
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.web import say
from kernel.web.access import officials_only
from kernel.worktime.actions import can_manage
from kernel.worktime.changes import Exchange, first_difference
from kernel.worktime.models import Calendar

SAID = {
    "title": gettext_lazy("Cho cơ quan theo lịch khác"),
    "lead": gettext_lazy("Lịch riêng lúc đầu giống hệt lịch này. Lập xong, đổi giờ của lịch ấy từ một ngày."),
}


def keepers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: for whoever keeps the calendars, with the calendar itself; to all others the page does not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, calendar: int) -> HttpResponse:
        found = get_object_or_404(Calendar, pk=calendar)
        if not can_manage(_actor(request), found):
            raise Http404
        return view(request, found)

    return officials_only(guarded)


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, found: Calendar) -> HttpResponse:
    """The form; posted, what would become of the dates promised, or, to mend something, the form as it was filled in."""
    form = _form(request, found)
    if request.method != "POST" or "edit" in request.POST or not form.is_valid():
        return _page(request, found, form)
    agency, other = _chosen(form)
    given = [(k, v) for k, values in request.POST.lists() if k in form.fields for v in values]
    since = _since(found, other) if other else None
    context = {
        "calendar": found, "kind": SAID, "given": given, "seen": as_shown(agency, other), "facts": _facts(form, agency, other), "old": [],
        "own": other is None, "same": since is None, "preview": _preview(agency, other), "past": since is not None and since <= clock.today(),
    }  # fmt: skip
    return render(request, "desk/calendar_check.html", context)


@keepers_only
@require_POST
def saving(request: HttpRequest, found: Calendar) -> HttpResponse:
    """What was looked at; `seen` are the versions of both calendars of that moment."""
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        given = _act(form, request.POST.get("seen", "") or "-", _actor(request))
    except Refused as refused:
        form.refuse(refused)
        return _page(request, found, form)
    own = form.cleaned_data["calendar"] is None
    words = (
        _("Đã lập lịch riêng, giống hệt lịch cũ. Bước tiếp: đổi giờ từ một ngày.")
        if own
        else _("Đã đổi lịch. Ngày hẹn trả của các hồ sơ đang mở được tính lại ngay; người nộp được báo nếu ngày thay đổi.")
    )  # fmt: skip
    messages.success(request, words)
    return redirect("desk:calendar", given.pk)


def _form(request: HttpRequest, found: Calendar) -> GivingForm:
    others = [(one.pk, one.name) for one in queries.all_others(found)]
    return GivingForm(request.POST or None, present=found.name, agencies=queries.choices_of(found), others=others)


def _page(request: HttpRequest, found: Calendar, form: GivingForm) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    context = {"calendar": found, "kind": SAID, "form": form, "wrong": wrong}
    return render(request, "desk/calendar_change.html", context, status=422 if wrong else 200)


def _chosen(form: GivingForm) -> tuple[Agency, Calendar | None]:
    given = form.cleaned_data
    other = Calendar.objects.get(pk=given["calendar"]) if given["calendar"] else None
    return Agency.objects.select_related("calendar").get(pk=given["agency"]), other


def _since(one: Calendar, other: Calendar) -> Any:
    return first_difference(worktime.schedule_for(one), worktime.schedule_for(other))


def _preview(agency: Agency, other: Calendar | None) -> recounts.Preview:
    """A copy, or a calendar that says the same of every day, moves nothing."""
    since = _since(agency.calendar, other) if other else None
    if other is None or since is None:
        return recounts.Preview(0, [])
    return recounts.preview(agency.calendar, [Exchange(worktime.schedule_for(other), since)], [agency.pk])


def _facts(form: GivingForm, agency: Agency, other: Calendar | None) -> list[tuple[Any, Any]]:
    given, fields = form.cleaned_data, form.fields
    since = _since(agency.calendar, other) if other else None
    lines = [
        (fields["agency"].label, names([agency.pk])[agency.pk]),
        (fields["calendar"].label, other.name if other else copied(agency.calendar.name)),
        (fields["name"].label, "" if other else given["name"] or names([agency.pk])[agency.pk]),
        (_("Khác lịch đang theo từ"), say.day(since) if since else ""),
        (fields["source"].label, given["source"]),
    ]
    return [(label, said) for label, said in lines if said]


def _act(form: GivingForm, seen: str, by: Actor) -> Calendar:
    agency, other = _chosen(form)
    given = form.cleaned_data
    common: dict[str, Any] = {"agency": agency, "source": given["source"], "seen": seen, "by": by}  # fmt: skip
    if other is None:
        return agencies.give_own_calendar(name=given["name"], **common)
    return agencies.give_calendar(calendar=other, **common)
