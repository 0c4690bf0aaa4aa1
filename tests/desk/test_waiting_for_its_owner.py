"""A decided dossier that waits for its owner to fetch the result is nobody's delay."""

import datetime

from city.services.actions.recounts import Cause, recount
from city.services.queries import recounts
from city.work.models import Item
from kernel import clock
from kernel.actors import SYSTEM
from tests.city import City
from tests.desk.test_moves import phase
from tests.players import Player

CHAIR, CLERK = "ninhkieu.chutich", "ninhkieu.motcua"


def test_the_work_of_handing_out_has_no_term(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.004873")
    Player(CHAIR).signs(dossier)
    assert phase(dossier) == ("decided", "return")
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    item = Item.objects.get(about_kind="services.dossier", about_id=dossier.pk, closed_at=None)
    assert item.due_at is None
    with clock.at(clock.now() + datetime.timedelta(days=60)):
        clerk = city.sign_in(CLERK)
        assert dossier.submission not in clerk.get("/desk/?show=late").content.decode()
        row = next(r for r in clerk.get("/desk/").context["rows"] if r.item.pk == item.pk)
        assert row.late is False
        page = clerk.get("/desk/dossiers/?phase=decided").content.decode()
        assert "Có kết quả ngày" in page
        assert "Quá hạn" not in page[page.index("<tbody>") :]


def test_a_changed_calendar_gives_it_none_either(city: City) -> None:
    dossier = city.dossier("le.van.phuoc", "1.004873")
    Player(CHAIR).signs(dossier)
    calendar = dossier.agency.calendar
    recount(calendar=calendar, change=1, cause=Cause(clock.today()), by=SYSTEM)
    assert Item.objects.get(about_kind="services.dossier", about_id=dossier.pk, closed_at=None).due_at is None
    assert recounts.open_in(calendar, clock.now()).filter(pk=dossier.pk).count() == 0
