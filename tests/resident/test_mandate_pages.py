"""Whoever acts for somebody sees at each dossier whose it is; his own say nothing."""

import pytest
from django.urls import reverse

from city.accounts.actions import give_mandate
from kernel import clock
from stories.cast import agency_named
from stories.city import person
from stories.plays import WARD
from tests.players import Player

MOTHER, SON = "thach.thi.sa.ry", "le.van.phuoc"
WORDS = "Hồ sơ của Thạch Thị Sa Ry"


@pytest.fixture
def son(city):  # type: ignore[no-untyped-def]
    until = clock.today().replace(year=clock.today().year + 1)
    give_mandate(principal=person(MOTHER), agent=person(SON), until=until, by=Player(MOTHER).actor)
    return city.sign_in(SON)


def test_the_owner_is_named_in_the_list_on_the_home_page_and_on_the_dossier(city, son):
    hers, his = city.dossier(MOTHER, "2.000815"), city.dossier(SON, "1.001193")
    for path in (reverse("services:my_dossiers"), "/", reverse("services:my_dossier", args=[hers.submission])):
        assert son.get(path).content.decode().count(WORDS) == 1
    assert "Hồ sơ của " not in son.get(reverse("services:my_dossier", args=[his.submission])).content.decode().replace("Hồ sơ của tôi", "")  # fmt: skip
    own = city.sign_in(MOTHER).get(reverse("services:my_dossiers")).content.decode()
    assert WORDS not in own


def test_a_draft_for_her_is_named_too(city, son):
    Player(SON).drafts("1.004873", agency_named(WARD), {"request_text": "Xác nhận"}, owner=MOTHER)
    page = son.get(reverse("services:my_dossiers")).content.decode()
    assert page[: page.index('id="sent"')].count(WORDS) == 1
