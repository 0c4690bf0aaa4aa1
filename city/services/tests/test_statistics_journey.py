"""The statistics in a real browser, telephone and desk: no fault, and a number leads to its procedures."""

import datetime

import pytest

from city.services.actions.catalogue import take_in
from city.services.actions.offers import offer
from city.services.models.catalogue import Procedure
from city.services.tests.test_catalogue_demo import offices
from city.services.tests.test_catalogue_pages import AT, ROWS
from kernel import clock
from kernel.actors import SYSTEM
from kernel.web.tests.browser import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
DAY = datetime.date(2020, 6, 30)


@pytest.mark.parametrize("width", [390, 1366])
def test_a_number_leads_to_its_procedures(watched, width):
    with clock.at(AT):
        take_in(rows=ROWS, source_sha="", by=SYSTEM)
        agency = offices(by=SYSTEM)["departments"]["stp20"]
        for procedure, level in zip(Procedure.objects.filter(group="ours")[:3], "432", strict=True):
            offer(procedure=procedure, agency=agency, level=level, since=DAY, by=SYSTEM)
    page = watched(width=width)
    page.goto(f"/procedures/statistics/?on={DAY.isoformat()}")
    assert page.locator(".figure b").all_inner_texts() == ["2", "3"]
    page.locator("details.more summary").first.click()
    assert faults(page) == []
    page.locator(".figure a").first.click()
    page.wait_for_url("**/records/**")
    assert page.locator(".entry").count() == 2
    assert faults(page) == []
    page.goto("/procedures/statistics/?on=2000-01-01")
    assert faults(page) == []
