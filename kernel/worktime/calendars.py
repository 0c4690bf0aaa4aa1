"""Rows of a calendar: setting them up, changing one with its source, and turning them into a Schedule."""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import holidays
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from kernel.journal.acts import part
from kernel.worktime.engine import Schedule, SpecialDay, WeekHours
from kernel.worktime.models import Calendar, Day, Hours

MORNING, AFTERNOON = (7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)  # 7:00–11:30 and 13:30–17:00: eight hours
LABOUR_CODE = "Bộ luật Lao động 45/2019/QH14, Đ.112"
ESTIMATE = "Dự tính, chờ thông báo hằng năm của Thủ tướng"


@part
def set_up(
    *, name: str, years: Iterable[int], since: datetime.date = datetime.date(2018, 1, 1), today: datetime.date
) -> Calendar:
    """A calendar with the usual hours from Monday to Friday, and the holidays of `years` as the library knows them; days of a year
    after today's are marked as estimates until the decision is entered."""
    calendar = Calendar.objects.create(name=name)
    valid = DateRange(since, None)
    Hours.objects.bulk_create(
        Hours(calendar=calendar, weekday=d, opens=a, closes=b, valid=valid)
        for d in range(5)
        for a, b in (MORNING, AFTERNOON)
    )
    Day.objects.bulk_create(_seed(calendar, sorted(years), today))
    return calendar


def _seed(calendar: Calendar, years: list[int], today: datetime.date) -> list[Day]:
    vi = holidays.country_holidays("VN", years=years, language="vi")
    en = holidays.country_holidays("VN", years=years, language="en_US")
    rows = [_row(calendar, on, "off", vi[on], en.get(on, vi[on]), today) for on in sorted(vi)]
    rows += [_row(calendar, on, "work", "Làm bù", "Worked instead", today) for on in sorted(vi.weekend_workdays)]
    return rows


def _row(calendar: Calendar, on: datetime.date, kind: str, name: str, name_en: str, today: datetime.date) -> Day:
    return Day(
        calendar=calendar,
        on=on,
        kind=kind,
        name=name[:150],
        name_en=name_en[:150],
        source=LABOUR_CODE if on.year <= today.year else ESTIMATE,
    )


@part
def set_day(*, calendar: Calendar, on: datetime.date, kind: str, name: str, name_en: str, source: str) -> Day:
    """Say what a day is, and by which decision. The room that keeps the calendar records the act."""
    values = {"kind": kind, "name": name, "name_en": name_en, "source": source}
    day, _ = Day.objects.update_or_create(calendar=calendar, on=on, defaults=values)
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    return day


@part
def set_hours(*, calendar: Calendar, weekday: int, periods: Iterable[tuple[int, int]], since: datetime.date) -> None:
    """From `since` on these are the hours of a weekday; those before stay what they were."""
    for row in Hours.objects.filter(calendar=calendar, weekday=weekday, valid__contains=since):
        row.valid = DateRange(row.valid.lower, since)
        row.save(update_fields=["valid"])
    valid = DateRange(since, None)
    Hours.objects.bulk_create(
        Hours(calendar=calendar, weekday=weekday, opens=a, closes=b, valid=valid) for a, b in periods
    )
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)


def schedule_for(calendar: Calendar | int) -> Schedule:
    """The calendar's rows as a Schedule; read once per version."""
    pk = calendar if isinstance(calendar, int) else calendar.pk
    version = Calendar.objects.values_list("version", flat=True).get(pk=pk)
    return _schedule(pk, version, _database())


def _database() -> Any:
    """Tests run on several databases in one process; a cached schedule belongs to one of them."""
    from django.db import connection

    return connection.settings_dict["NAME"]


@lru_cache(maxsize=512)
def _schedule(pk: int, version: int, database: Any) -> Schedule:
    hours = tuple(
        WeekHours(h.weekday, h.opens, h.closes, h.valid.lower, h.valid.upper) for h in Hours.objects.filter(calendar=pk)
    )
    special = {d.on: SpecialDay(d.kind, d.name, d.name_en, d.source) for d in Day.objects.filter(calendar=pk)}
    return Schedule(hours, special)
