"""Answers that cannot both be true are said on the page, from home, at the counter and in a supplement, and never handed in."""

import re

import pytest
from django.test import Client

from city.services.actions import drafts
from city.services.actions.reception import Lack
from city.services.models import Dossier
from city.services.states.dossiers import Channel, Phase
from kernel.errors import Refused
from stories.cast import agency_named
from stories.plays import CHILD, HOUSE, WARD
from tests.city import City
from tests.desk.test_supplements import asks, at_home, fills, text
from tests.players import Player

WHO, CLERK, OFFICER = "pham.ngoc.bich", "ninhkieu.motcua", "ninhkieu.hotich"
FILED = (WHO, "1.009994")
GROUND = "Diện tích xây dựng tầng 1 không thể lớn hơn diện tích thửa đất"
TOTAL = "Tổng diện tích sàn không thể nhỏ hơn diện tích xây dựng tầng 1"
BORN = {
    "mother": "Năm sinh của mẹ phải trước năm sinh của em bé",
    "father": "Năm sinh của cha phải trước năm sinh của em bé",
}


@pytest.fixture
def house(city: City) -> Dossier:
    return Player(WHO).drafts("1.009994", agency_named(WARD), {**HOUSE, "applicant_phone": "0919887766"})


def answers(client: Client, where: str, **typed: str) -> tuple[int, str]:
    found = fills(client, where, **typed)
    return found.status_code, found.content.decode()


def said(html: str) -> list[tuple[str, str]]:
    """(box, first sentence) of the summary above."""
    return re.findall(r'<li><a href="#q-(\w+)">([^<.]+)', html)


def test_a_floor_is_not_larger_than_all_floors_together(city: City, house: Dossier) -> None:
    client, where = city.sign_in(WHO), f"/drafts/{house.submission}/form/house/"
    status, html = answers(client, where, house_total_area="80", house_area="85,5")
    assert (status, said(html)) == (422, [("house_total_area", TOTAL)])
    assert "<title>Lỗi: " in html
    assert re.search(r'id="q-house_total_area" name="house_total_area" value="80"[^>]*aria-invalid="true"', html)
    assert answers(client, where, house_total_area="85,5")[0] == 302


def test_what_was_changed_afterwards_leads_back_with_the_sentence(city: City, house: Dossier) -> None:
    client, where = city.sign_in(WHO), f"/drafts/{house.submission}/"
    assert answers(client, f"{where}form/plot/", plot_area="60")[0] == 302
    answer = client.get(f"{where}check/", follow=True)
    assert [path for path, _status in answer.redirect_chain] == [where, f"{where}form/house/"]
    assert (answer.status_code, said(answer.content.decode())) == (200, [("house_area", GROUND)])
    house.refresh_from_db()
    with pytest.raises(Refused, match=GROUND):
        drafts.submit(dossier=house, token=house.idempotency, by=Player(WHO).actor)
    sent = client.post(f"{where}submission/", {"token": house.idempotency}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{where}form/house/"
    assert Dossier.objects.get(pk=house.pk).phase == Phase.DRAFT
    assert answers(client, f"{where}form/house/", house_area="55,5")[0] == 302
    assert client.get(f"{where}check/").status_code == 200


def test_the_clerk_at_the_counter_reads_the_same(city: City) -> None:
    mine = Player(CLERK).drafts("1.009994", agency_named(WARD), HOUSE, owner=WHO, channel=Channel.COUNTER)
    status, html = answers(city.sign_in(CLERK), f"/drafts/{mine.submission}/form/house/", house_area="97")
    assert (status, said(html)) == (422, [("house_area", GROUND)])


def test_a_parent_is_born_before_the_child(city: City) -> None:
    mine = Player(WHO).drafts("1.001193", agency_named(WARD), {**CHILD, "birth_on": "1990-05-01"})
    client, where = city.sign_in(WHO), f"/drafts/{mine.submission}/form/"
    for parent, year in (("mother", "1993"), ("father", "1990")):
        status, html = answers(client, f"{where}{parent}/", **{f"{parent}_birth_year": year})
        assert (status, said(html)) == (422, [(f"{parent}_birth_year", BORN[parent])])
        assert answers(client, f"{where}{parent}/", **{f"{parent}_birth_year": "1960"})[0] == 302


def test_father_and_mother_have_not_the_same_number(city: City) -> None:
    known = {"birth_on": "2026-05-01", "mother_number": "092193000123"}
    mine = Player(WHO).drafts("1.001193", agency_named(WARD), {**CHILD, **known})
    client, where = city.sign_in(WHO), f"/drafts/{mine.submission}/form/father/"
    status, html = answers(client, where, father_number="092 193 000 123")
    assert (status, [box for box, _words in said(html)]) == (422, ["father_number"])
    assert answers(client, where, father_number="092190000124")[0] == 302
    assert answers(client, where, father_number="")[0] == 302


def test_a_supplement_is_checked_and_opens_what_it_contradicts(city: City) -> None:
    """The officer asked for the area of the plot alone; it proves smaller than the house that was told."""
    dossier = asks(city.dossier(*FILED), Lack("mismatch", field="plot_area"))
    owner, before = city.sign_in(WHO), dossier.answers
    assert "Ngôi nhà rộng và cao bao nhiêu?" not in text(owner, at_home(dossier))
    fills(owner, at_home(dossier, "plot/"), plot_area="80")
    html = text(owner, at_home(dossier))
    assert ("Đã đủ, gửi cho cơ quan" in html, "Chưa sửa “Ngôi nhà rộng và cao bao nhiêu?”." in html) == (False, True)
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).phase == Phase.SUPPLEMENT
    where = at_home(dossier, "house/")
    shown = owner.get(where)
    assert (shown.status_code, said(shown.content.decode())) == (200, [("house_area", GROUND)])
    assert fills(owner, where, house_area="81", house_height="99").status_code == 422
    assert fills(owner, where, house_area="75,5", house_height="99").status_code == 302
    assert owner.post(at_home(dossier, "sending/")).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.phase, dossier.answers) == (Phase.PROCESSING, {**before, "plot_area": 80, "house_area": 75.5})


def test_a_mistake_is_not_mended_into_a_contradiction(city: City) -> None:
    dossier, officer = city.dossier(*FILED), city.sign_in(OFFICER)
    where = f"/desk/dossiers/{dossier.submission}/correction/?page=plot"
    answer = fills(officer, where, plot_area="60", reason="Gõ nhầm")
    assert (answer.status_code, GROUND in answer.content.decode()) == (422, True)
    where = where.replace("plot", "house")
    answer = fills(officer, where, house_total_area="60", reason="Gõ nhầm")
    assert (answer.status_code, said(answer.content.decode())) == (422, [("house_total_area", TOTAL)])
    assert Dossier.objects.get(pk=dossier.pk).answers == dossier.answers
