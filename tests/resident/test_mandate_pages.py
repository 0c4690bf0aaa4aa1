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
ANSWERS = {"request_text": "Xác nhận tình trạng", "receiving_way": "online"}
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


def test_every_page_of_the_form_says_for_whom(city, son):
    draft = Player(SON).drafts("1.004873", agency_named(WARD), ANSWERS, owner=MOTHER)
    own = Player(SON).drafts("1.004873", agency_named(WARD), ANSWERS)
    for page in ("form/applicant/", "form/promise/", "papers/", "check/"):
        shown = [son.get(f"/drafts/{one.submission}/{page}").content.decode() for one in (draft, own)]
        assert ["Nộp thay: Thạch Thị Sa Ry" in one for one in shown] == [True, False], page
    first = son.get(f"/drafts/{draft.submission}/form/applicant/").content.decode()
    assert ("Thông tin của bạn" in first, "Thông tin người nộp" in first) == (False, True)


def test_the_owner_reads_who_filed_for_her_and_what_her_proxy_sees(city, son):
    draft = Player(SON).drafts("1.004873", agency_named(WARD), ANSWERS, owner=MOTHER)
    Player(SON).submits(draft)
    path, mother = reverse("services:my_dossier", args=[draft.submission]), city.sign_in(MOTHER)
    hers, his = mother.get(path).content.decode(), son.get(path).content.decode()
    assert ("Lê Văn Phước nộp hồ sơ này thay bạn." in hers, "Giấy tờ bạn đã gửi" in hers) == (True, False)
    assert "Bạn nộp hồ sơ này thay Thạch Thị Sa Ry." in his
    own = city.dossier(MOTHER, "2.000815")
    assert (
        "nộp hồ sơ này thay" not in mother.get(reverse("services:my_dossier", args=[own.submission])).content.decode()
    )
    for name in ("accounts:mandates", "accounts:new_mandate"):
        assert "xem được mọi hồ sơ bạn đã nộp trước đây" in mother.get(reverse(name)).content.decode()
