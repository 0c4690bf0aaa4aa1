"""How many procedures are online, today or on an earlier day: by level, field, agency; each number leads to what it counts."""

import datetime
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from city.services.queries import online_levels
from city.services.queries.online_levels import NONE, ONLINE, Asked, Records, Statistics
from city.services.states.catalogue import OnlineLevel
from city.services.states.online import EXTENT
from kernel import clock
from kernel.web import say
from kernel.web.access import public

_KNOWN = {ONLINE, NONE, *OnlineLevel.values}


@public
@require_safe
def catalogue_statistics(request: HttpRequest) -> HttpResponse:
    """?on=2020-06-30; today where nothing, or no day, is given."""
    on = day_of(request.GET)
    found = online_levels.statistics(on)
    context = {
        "on": on,
        "today": clock.today(),
        "found": found,
        "share": _share(found) if found else "",
        "before": on < EXTENT.since,
        "days": [(day, f"?{urlencode({'on': day.isoformat()})}") for day in _days(on)],
    }
    return render(request, "services/catalogue/statistics.html", context)


@public
@require_safe
def catalogue_records(request: HttpRequest) -> HttpResponse:
    """The procedures behind one number of the statistics."""
    asked = asked_of(request.GET)
    found = online_levels.records(asked)
    context = {
        "asked": asked,
        "found": found,
        "words": _words(asked, found),
        "back": f"{reverse('services:catalogue_statistics')}?{urlencode({'on': asked.on.isoformat()})}",
        "previous": _page(asked, found.page - 1) if found.page > 1 else "",
        "next": _page(asked, found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "services/catalogue/records.html", context)


def day_of(given: QueryDict) -> datetime.date:
    """The day asked for, never one to come."""
    try:
        return min(datetime.date.fromisoformat(given.get("on", "")), clock.today())
    except ValueError:
        return clock.today()


def asked_of(given: QueryDict) -> Asked:
    level = given.get("level", "")
    return Asked(
        day_of(given), level if level in _KNOWN else "", _number(given, "field"), _number(given, "agency"), _number(given, "page") or 1
    )  # fmt: skip


def _number(given: QueryDict, name: str) -> int:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _share(found: Statistics) -> str:
    """43,3%"""
    whole = int(found.all.value)
    return f"{say.number(round(100 * int(found.online.value) / whole, 1))}%" if whole else ""


def _days(on: datetime.date) -> list[datetime.date]:
    """Days worth a look: before and after the law changed its levels, the last report by the old ones, today."""
    change = EXTENT.since
    days = [datetime.date(2020, 6, 30), change - datetime.timedelta(days=1), change, clock.today()]
    return [day for day in days if day != on]


def _words(asked: Asked, found: Records) -> list[str]:
    """What the list holds, part by part."""
    level = {
        "": "",
        ONLINE: _("nộp được trực tuyến"),
        NONE: _("chưa có cơ quan nào của thành phố cung cấp"),
    }
    said = level.get(asked.level, str(OnlineLevel(asked.level).label) if asked.level in OnlineLevel.values else "")
    count = ngettext("%(n)s thủ tục", "%(n)s thủ tục", found.total) % {"n": say.number(found.total)}
    return [part for part in (count, said, found.field, found.agency) if part]


def _page(asked: Asked, page: int) -> str:
    shown: dict[str, Any] = vars(replace(asked, page=page)) | {"on": asked.on.isoformat()}
    return f"?{urlencode({k: v for k, v in shown.items() if v})}"
