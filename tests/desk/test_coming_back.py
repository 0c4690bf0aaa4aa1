"""Work that comes back comes to whoever knows it, while he may still do it; else to the queue of those who may."""

import datetime

import pytest

from city.agencies import actions as agencies
from city.services.actions import examination, fees, supplements
from city.services.actions.reception import Lack
from city.services.models import Dossier, Party
from city.work.queries import open_items
from kernel import clock, jobs
from kernel.actors import SYSTEM, principal
from kernel.journal import unguarded
from kernel.refs import ref
from tests.city import City
from tests.desk.test_asked_agency import handed_over
from tests.desk.test_inbox import post_of
from tests.desk.test_moves import phase
from tests.desk.test_several import colleague
from tests.desk.test_supplements import asks, attached
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR, WORKS = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich", "sxd.chuyenvien"


@pytest.fixture
def mine(city: City) -> Dossier:
    """It lies with the one examiner of the ward; a second comes to his unit afterwards."""
    dossier = city.dossier(*HOUSE)
    assert holder(dossier) == post_of(OFFICER).principal
    colleague(post_of(OFFICER).agency, "hai", ["dossiers.examine"])
    return dossier


def holder(dossier: Dossier) -> int:
    return open_items(ref(dossier)).get().holder


def supplemented(dossier: Dossier) -> None:
    asks(dossier, Lack("unreadable", paper=dossier.papers.earliest("pk")))
    attached(dossier, dossier.supplements.get().lines.get())
    supplements.supply(dossier=dossier, by=Player(OWNER).actor)


def loses_his_power() -> None:
    agencies.change_powers(post=post_of(OFFICER), powers=["dossiers.return"], since=clock.today(), by=SYSTEM)


def test_a_supplement_comes_to_who_asked_for_it(mine: Dossier) -> None:
    supplemented(mine)
    assert holder(mine) == post_of(OFFICER).principal


def test_also_where_examiners_sit_in_two_units(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    colleague(post_of(CLERK).agency, "hai", ["dossiers.examine"])
    supplemented(dossier)
    assert holder(dossier) == post_of(OFFICER).principal


def test_an_opinion_comes_to_who_asked_for_it(mine: Dossier, city: City) -> None:
    dossier, _officer = handed_over(city)
    Player(WORKS).forwards(dossier, "Phù hợp.")
    assert (phase(dossier)[1], holder(dossier)) == ("conclude", post_of(OFFICER).principal)


def test_what_the_leader_sends_back_comes_to_who_proposed_it(mine: Dossier) -> None:
    """Examined without a second agency, it goes back to the step that concludes, which nobody has done."""
    Player(OFFICER).proposes(mine, "granted", "Đủ.")
    examination.send_back(dossier=mine, comment="Xem lại.", by=Player(CHAIR).actor)
    mine.refresh_from_db()
    assert (mine.step, holder(mine)) == ("conclude", post_of(OFFICER).principal)


def test_not_to_a_post_that_lost_the_power(mine: Dossier) -> None:
    fees.ask_payment(dossier=mine, by=Player(OFFICER).actor)
    loses_his_power()
    Player(CLERK).takes_cash(mine, "Phạm Ngọc Bích")
    jobs.run_due()
    assert phase(mine) == ("processing", "examine")
    assert holder(mine) == post_of("hai").principal


def test_nor_to_one_who_has_become_a_party(mine: Dossier) -> None:
    asks(mine, Lack("unreadable", paper=mine.papers.earliest("pk")))
    attached(mine, mine.supplements.get().lines.get())
    with unguarded("the examiner acts for the owner from now on"):
        Party.objects.create(dossier=mine, role="authorised", person=Player(OFFICER).user.person)
    supplements.supply(dossier=Dossier.objects.get(pk=mine.pk), by=Player(OWNER).actor)
    assert holder(mine) == post_of("hai").principal


def test_to_a_post_whose_power_was_lent_to_it(mine: Dossier) -> None:
    """Who did the work as a substitute goes on with it as long as he is one."""
    lender, substitute = Player("hai").user.appointments.get(), Player(OFFICER).user.appointments.get()
    asks(mine, Lack("unreadable", paper=mine.papers.earliest("pk")))
    attached(mine, mine.supplements.get().lines.get())
    loses_his_power()
    agencies.delegate(lender=lender, holder=substitute, powers=["dossiers.examine"], since=clock.today(), until=clock.today() + datetime.timedelta(days=9), basis="QĐ 9", by=SYSTEM)  # fmt: skip
    supplements.supply(dossier=mine, by=Player(OWNER).actor)
    jobs.run_due()
    assert holder(mine) == post_of(OFFICER).principal


def test_what_lies_with_a_post_that_loses_the_power_goes_to_the_queue(mine: Dossier) -> None:
    loses_his_power()
    jobs.run_due()
    assert holder(mine) == post_of("hai").principal


def test_where_nobody_else_may_the_leaders_see_it(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    loses_his_power()
    jobs.run_due()
    assert holder(dossier) == principal("agency", Player(CHAIR).actor.agency_id or 0)
