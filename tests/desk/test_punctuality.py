"""A term and whether it was kept: the longest that fits, words that hold on a Saturday, and one answer for all who ask."""

import datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange

from city.services.actions import deadlines, supplements
from city.services.actions.reception import Lack
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion, Term
from city.services.queries import book, figures
from city.services.queries.deadlines import deadline_of
from city.services.queries.endings import ending_of
from kernel import clock, jobs
from kernel.actors import SYSTEM
from kernel.journal import unguarded
from kernel.worktime import actions as calendars
from kernel.worktime.changes import DayChange
from kernel.worktime.schedule import SpecialDay
from tests.city import City
from tests.desk.test_charges_end import decides
from tests.desk.test_supplements import asks, attached
from tests.players import Player

OWNER, CLERK, HOUSE = "pham.ngoc.bich", "ninhkieu.motcua", ("pham.ngoc.bich", "1.009994")
ONE = datetime.timedelta(days=1)


def counted() -> tuple[int, int]:
    """On time and late, in the public table."""
    cache.delete(figures.KEY)
    total = figures.table().total
    return total.on_time, total.late


def granted(dossier: Dossier) -> None:
    Player(CLERK).takes_cash(dossier, "Phạm Ngọc Bích")
    decides(dossier, "granted")
    dossier.refresh_from_db()


def supplemented(dossier: Dossier, asked: datetime.datetime, given: datetime.datetime) -> None:
    with clock.at(asked):
        asks(dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")))
    with clock.at(given):
        attached(dossier, dossier.supplements.get().lines.get())
        supplements.supply(dossier=dossier, by=Player(OWNER).actor)


def off(dossier: Dossier, day: datetime.date) -> None:
    change = DayChange(day, SpecialDay("off", "Nghỉ tránh bão", "Storm", "Công điện 1", "holiday"))
    calendars.declare_day(calendar=dossier.agency.calendar, change=change, by=SYSTEM)
    jobs.run_due()
    dossier.refresh_from_db()


@pytest.mark.parametrize("moved", ["supplemented", "recounted"])
def test_where_the_law_moved_the_date_everybody_counts_by_the_new_one(city: City, moved: str) -> None:
    """Decided after the first due date and before the one that holds: the book, the owner's page and the public table agree."""
    dossier = city.dossier(*HOUSE)
    first = dossier.due_at
    if moved == "supplemented":
        supplemented(dossier, dossier.accepted_at + ONE, first - ONE)
    else:
        with clock.at(first - 2 * ONE):
            off(dossier, first.astimezone(clock.ZONE).date())
    dossier.refresh_from_db()
    on_time, late = counted()
    with clock.at(dossier.due_at - datetime.timedelta(hours=3)):
        granted(dossier)
        [line] = book.lines(Player(CLERK).actor, [dossier])
        cells = book._cells(line)
        assert counted() == (on_time + 1, late)
    assert dossier.decided_at > first == dossier.first_due_at
    assert (cells[8], cells[12]) == (f"{dossier.due_at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}", "Đúng hạn")
    assert str(ending_of(dossier).kept) == "Đúng hẹn"


def test_who_decides_after_the_date_that_holds_is_late_for_everybody(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    supplemented(dossier, dossier.accepted_at + ONE, dossier.due_at - ONE)
    dossier.refresh_from_db()
    on_time, late = counted()
    with clock.at(dossier.due_at + ONE):
        granted(dossier)
        [line] = book.lines(Player(CLERK).actor, [dossier])
        assert counted() == (on_time, late + 1)
    assert (line.note, str(ending_of(dossier).kept)) == ("Quá hạn", "Trễ hẹn")


def test_on_the_weekend_after_a_friday_it_is_overdue_since_that_friday(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    friday = dossier.due_at.astimezone(clock.ZONE).date()
    said = []
    for days, hour in ((0, 9), (0, 20), (1, 9), (2, 9), (3, 9)):
        with clock.at(datetime.datetime.combine(friday + days * ONE, datetime.time(hour), clock.ZONE)):
            said.append(deadline_of(dossier).words)
    since = f"quá hạn từ {friday:%d/%m}"
    assert (friday.weekday(), said) == (
        4,
        ["trong hôm nay", "quá hạn từ hôm nay", since, since, "quá hạn 1 ngày làm việc"],
    )


@pytest.mark.parametrize(
    ("terms", "longest"),
    [
        ([("5", "working_day"), ("12", "hour")], ("5", "working_day")),  # as the sheet of 2.002351
        ([("1", "working_day"), ("12", "hour")], ("12", "hour")),  # of work: a day and a half
        ([("6", "day"), ("5", "working_day")], ("5", "working_day")),
        ([("1", "month"), ("25", "day")], ("1", "month")),
    ],
)
def test_the_longest_term_that_fits_in_whatever_unit(
    city: City, terms: list[tuple[str, str]], longest: tuple[str, str]
) -> None:
    dossier = city.dossier(*HOUSE)
    for no, rows in ((98, terms), (99, terms[::-1])):
        with unguarded("a sheet with two terms for one case"):
            version = ProcedureVersion.objects.create(procedure=dossier.version.procedure, no=no, state="draft", name="Hai thời hạn", valid=DateRange(clock.today(), None))  # fmt: skip
            for amount, unit in rows:
                Term.objects.create(version=version, channel=dossier.channel, amount=Decimal(amount), unit=unit, raw=f"{amount} {unit}")  # fmt: skip
        dossier.version = version
        term = deadlines.term_of(dossier)
        assert (term.amount, term.unit) == (Decimal(longest[0]), longest[1])
