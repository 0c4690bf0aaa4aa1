"""Whatever a newcomer files at a department is received there and can be brought to its end by one official of the demo."""

import pytest

from city.agencies.queries import officials, units_of
from city.services.models.catalogue import Offer, Procedure
from city.services.states.dossiers import Phase
from kernel import clock
from stories.departments import STAFF
from stories.plays import SINGLE
from tests.city import City
from tests.players import Player

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dossier_runs_through_a_department_of_one_official(city: City) -> None:
    offer = Offer.objects.filter(
        agency__states__name="Sở Nội vụ", level="full", valid__contains=clock.today(), procedure__versions__state="published"
    ).select_related("procedure", "agency")[0]  # fmt: skip
    resident, official = Player("le.van.phuoc"), Player(STAFF[0][0])
    dossier = resident.drafts(offer.procedure.national_code, offer.agency, SINGLE)
    resident.attaches(dossier)
    resident.submits(dossier)
    official.accepts(dossier)
    official.forwards(dossier)
    official.proposes(dossier, "granted", "Đủ điều kiện.")
    official.forwards(dossier, "Đồng ý.")
    official.signs(dossier)
    official.hands_out(dossier, "online")
    dossier.refresh_from_db()
    assert dossier.phase == Phase.RETURNED


def test_every_procedure_of_ours_is_offered_and_somebody_receives_it(city: City) -> None:
    offers = Offer.objects.filter(valid__contains=clock.today())
    agencies = {offer.agency_id: offer.agency for offer in offers.select_related("agency").distinct("agency")}
    assert [a.name for a in agencies.values() if not officials([u.pk for u in units_of(a)], "dossiers.accept")] == []
    ours = Procedure.objects.filter(group="ours", versions__state="published")
    assert (ours.count(), ours.exclude(pk__in=offers.values("procedure")).count()) == (1218, 0)
    assert offers.exclude(level="information").values("procedure").distinct().count() == 808
