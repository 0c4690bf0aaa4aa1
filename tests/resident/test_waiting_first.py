"""What waits for the person stands first among his dossiers, with its last day."""

import datetime
import re

from city.services.actions import reception
from city.services.actions.reception import Lack
from kernel import clock
from stories.cast import agency_named
from stories.plays import CHILD, WARD
from tests.city import City
from tests.players import Player

WHO, CLERK = "pham.ngoc.bich", "ninhkieu.motcua"


def test_it_stands_above_drafts_and_newer_dossiers_and_only_once(city: City) -> None:
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    answers = {**CHILD, "birth_on": born, "applicant_phone": "0919887766"}
    first, newer = (Player(WHO).drafts("1.001193", agency_named(WARD), answers) for _one in range(2))
    for one in (first, newer):
        Player(WHO).attaches(one)
        Player(WHO).submits(one)
    first.refresh_from_db()
    until = clock.today() + datetime.timedelta(days=9)
    clerk, lacks = Player(CLERK), [Lack("unreadable", paper=first.papers.earliest("pk"))]
    reception.ask_supplement(dossier=clerk.takes(first), lacks=lacks, note="Chụp lại.", until=until, by=clerk.actor)
    draft = Player(WHO).drafts("1.001193", agency_named(WARD), answers)
    page = city.sign_in(WHO).get("/my/dossiers/").content.decode()
    places = [page.index(one.submission) for one in (first, draft, newer)]
    assert places == sorted(places)
    assert page.count(f'/my/dossiers/{first.submission}/"') == 1
    assert f"Hạn bổ sung: hết ngày {until:%d/%m/%Y}" in " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_where_all_wait_there_is_no_empty_list_below(city: City) -> None:
    dossier, officer = city.dossier(WHO, "1.009994"), Player("ninhkieu.hotich")
    mine = city.sign_in(WHO)
    assert 'id="sent"' in mine.get("/my/dossiers/").content.decode()
    lacks = [Lack("unreadable", paper=dossier.papers.earliest("pk"))]
    reception.ask_supplement(dossier=officer.takes(dossier), lacks=lacks, note="Chụp lại.", by=officer.actor)
    page = mine.get("/my/dossiers/").content.decode()
    assert ('id="waiting"' in page, 'id="sent"' in page) == (True, False)
