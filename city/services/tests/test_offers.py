"""Who takes what, since when: the past stays answerable."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from city.agencies import actions as agencies
from city.services.actions.offers import offer
from city.services.models.catalogue import Field, Offer, Procedure
from kernel import worktime
from kernel.actors import STRANGER, SYSTEM
from kernel.errors import NotAllowed, Refused
from kernel.journal import unguarded

pytestmark = pytest.mark.django_db
OLD, NEW = datetime.date(2026, 1, 1), datetime.date(2026, 6, 1)


@pytest.fixture
def agency():
    with unguarded("a calendar for the test"):
        calendar = worktime.set_up(name="x", years=[2026], today=NEW)
    return agencies.establish(calendar=calendar, name="UBND phường Thử", since=OLD, by=SYSTEM)


@pytest.fixture
def procedure():
    with unguarded("a procedure for the test"):
        return Procedure.objects.create(
            national_code="1.001193", raw_code="1.001193", field=Field.objects.create(name="Hộ tịch")
        )


def level_on(day):
    return list(Offer.objects.filter(valid__contains=day).values_list("level", flat=True))


def test_a_new_level_ends_the_old_one_and_keeps_it(agency, procedure):
    offer(procedure=procedure, agency=agency, level="information", since=OLD, by=SYSTEM)
    offer(procedure=procedure, agency=agency, level="full", since=NEW, by=SYSTEM)
    assert (level_on(datetime.date(2026, 5, 31)), level_on(NEW)) == (["information"], ["full"])


def test_partial_says_why(agency, procedure):
    with pytest.raises(Refused) as refused:
        offer(procedure=procedure, agency=agency, level="partial", since=OLD, by=SYSTEM)
    assert refused.value.field == "reason"


def test_a_stranger_offers_nothing(agency, procedure):
    with pytest.raises(NotAllowed):
        offer(procedure=procedure, agency=agency, level="full", since=OLD, by=STRANGER)
    assert Offer.objects.count() == 0


def test_a_level_belongs_to_the_law_of_its_day(agency, procedure):
    """NĐ 43/2011: 1 to 4 until 14/8/2022; NĐ 42/2022: full, partial, information from 15/8/2022."""
    last, first = datetime.date(2022, 8, 14), datetime.date(2022, 8, 15)
    for level, day in (("full", last), ("4", first), ("4", datetime.date(2011, 9, 30)), ("5", last)):
        with pytest.raises(Refused) as refused:
            offer(procedure=procedure, agency=agency, level=level, since=day, by=SYSTEM)
        assert refused.value.field == "level"
    old = offer(procedure=procedure, agency=agency, level="4", since=last, by=SYSTEM)
    assert (old.valid.lower, old.valid.upper) == (last, first)
    offer(procedure=procedure, agency=agency, level="full", since=first, by=SYSTEM)
    assert (level_on(last), level_on(first)) == (["4"], ["full"])


def test_the_database_refuses_a_level_of_another_time(agency, procedure):
    days = [("4", OLD, None), ("full", datetime.date(2020, 1, 1), OLD), ("3", datetime.date(2020, 1, 1), None)]
    for level, since, until in days:
        with pytest.raises(IntegrityError), unguarded("a test of the constraint"), transaction.atomic():
            Offer.objects.create(
                procedure=procedure, agency=agency, level=level, provenance="source", valid=(since, until)
            )


def test_history_is_filled_in_later_and_a_slip_corrected_on_its_day(agency, procedure):
    offer(procedure=procedure, agency=agency, level="full", since=NEW, by=SYSTEM)
    offer(procedure=procedure, agency=agency, level="partial", reason="kiểm tra tại chỗ", since=OLD, by=SYSTEM)
    assert (level_on(datetime.date(2026, 5, 31)), level_on(NEW)) == (["partial"], ["full"])
    offer(procedure=procedure, agency=agency, level="information", since=OLD, by=SYSTEM)
    assert (level_on(OLD), Offer.objects.count()) == (["information"], 2)
