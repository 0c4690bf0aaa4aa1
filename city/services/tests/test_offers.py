"""Who takes what, since when: the past stays answerable."""

import datetime

import pytest

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
