"""The inbox: whose work, how urgent, where it leads, who may take it or give it on."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.accounts.actions import open_user, register_person
from city.agencies import actions as agencies
from city.agencies.models import Agency, Post
from city.services.models import Dossier
from city.work.actions import open_item
from city.work.models import Item
from kernel import clock
from kernel.actors import SYSTEM, principal
from kernel.journal import action, record
from kernel.journal.facts import Fact
from kernel.refs import Ref
from tests.city import City
from tests.players import Player

OFFICER, CLERK, CHAIR = "ninhkieu.hotich", "ninhkieu.motcua", "ninhkieu.chutich"


class Opened(Fact):
    """Work that the test lays on a desk."""


@action()
def lay(
    *,
    dossier,
    due: datetime.datetime | None,
    holder: int,
    title: str = "Việc thử",
    round: int = 50,
    code: str = "examine",
    by=SYSTEM,
) -> Item:  # type: ignore[no-untyped-def]
    record(Opened(), about=Ref("work.item", 0), by=by)
    return open_item(
        about=dossier,
        code=code,
        label="Thẩm tra",
        title=title,
        holder=holder,
        due_at=due,
        reference=str(dossier),
        round=round,
    )


def post_of(username: str) -> Post:
    return Post.objects.get(pk=Player(username).actor.post_id)


def rows(html: str) -> list[str]:
    return re.findall(r"<tr[^>]*>.*?</tr>", html.partition("<tbody>")[2], re.DOTALL)


def test_tabs_count_what_they_show(city: City) -> None:
    client, dossier, me = city.sign_in(OFFICER), city.dossier("pham.ngoc.bich", "1.009994"), post_of(OFFICER).principal
    now = clock.now()
    lay(dossier=dossier, due=now - datetime.timedelta(days=2), holder=me, round=50)
    lay(dossier=dossier, due=now + datetime.timedelta(minutes=1), holder=me, round=51)
    lay(dossier=dossier, due=None, holder=me, round=52)
    mine = Item.objects.filter(holder__in=Player(OFFICER).actor.principals, closed_at=None)
    expected = {
        "": mine.count(),
        "late": mine.filter(due_at__lt=clock.now()).count(),
        "soon": mine.filter(round=51).count(),
    }
    shown = {
        show: len(rows(client.get("/desk/", {"show": show} if show else {}).content.decode())) for show in expected
    }
    assert shown == expected
    assert 'class="late"' in client.get("/desk/", {"show": "late"}).content.decode()


def test_words_steps_and_pages(city: City) -> None:
    client, dossier, me = city.sign_in(OFFICER), city.dossier("pham.ngoc.bich", "1.009994"), post_of(OFFICER).principal
    for n in range(35):
        lay(
            dossier=dossier,
            due=clock.now() + datetime.timedelta(days=n // 2 + 3),
            holder=me,
            title=f"Tờ {n:02}",
            round=60 + n,
        )
    seen, url = [], "/desk/?q=T%E1%BB%9D"
    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r"Tờ \d\d(?=<)", html)
        found = re.search(r'href="(\?[^"]*from=[^"]*)" rel="next"', html)
        url = f"/desk/{found[1].replace('&amp;', '&')}" if found else ""
    assert seen == [f"Tờ {n:02}" for n in range(35)]
    assert len(rows(client.get("/desk/", {"q": "Ngọc Bích", "step": "examine"}).content.decode())) == 30
    nothing = client.get("/desk/", {"q": "không có chữ này"}).content.decode()
    assert (rows(nothing), "Không có việc nào khớp" in nothing) == ([], True)


def test_as_many_queries_for_three_rows_as_for_one(city: City) -> None:
    client, dossier = city.sign_in("cairang.chuyenvien"), city.dossier("pham.ngoc.bich", "1.009994")
    me, counted = post_of("cairang.chuyenvien").principal, []
    assert Item.objects.filter(holder=me, closed_at=None).count() == 0
    for first, last in ((0, 1), (1, 3)):
        for n in range(first, last):
            lay(dossier=dossier, due=clock.now() + datetime.timedelta(days=n), holder=me, round=50 + n)
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(client.get("/desk/").content.decode())) == last
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_an_empty_inbox_says_what_will_be_here(city: City) -> None:
    html = city.sign_in("cairang.chuyenvien").get("/desk/").content.decode()
    assert ("Không còn việc nào chờ bạn" in html, "/desk/next/" in html) == (True, False)


def test_the_next_item_is_the_most_urgent(city: City) -> None:
    chair = city.sign_in(CHAIR)
    urgent = (
        Item.objects.filter(holder__in=Player(CHAIR).actor.principals, closed_at=None).order_by("due_at", "pk").first()
    )
    assert urgent is not None
    assert chair.get("/desk/next/")["Location"] == f"/desk/dossiers/{city_dossier(urgent)}/"


def city_dossier(item: Item) -> str:
    return Dossier.objects.get(pk=item.about_id).submission


def test_a_units_work_is_taken_once(city: City) -> None:
    dossier, unit = city.dossier("pham.ngoc.bich", "1.009994"), post_of(CLERK).agency
    item = lay(dossier=dossier, due=None, holder=principal("unit", unit.pk), code="receive")
    clerk = city.sign_in(CLERK)
    assert f"/desk/items/{item.pk}/claim/" in clerk.get("/desk/").content.decode()
    assert city.sign_in("cairang.motcua").post(f"/desk/items/{item.pk}/claim/").status_code == 404
    assert clerk.post(f"/desk/items/{item.pk}/claim/").status_code == 302
    item.refresh_from_db()
    assert item.holder == post_of(CLERK).principal


def test_work_goes_only_to_those_who_may_do_it(city: City) -> None:
    unit = Agency.objects.get(pk=post_of(OFFICER).agency_id)
    since = datetime.date(2025, 7, 1)
    twin = agencies.create_post(
        agency=unit, title="Công chức thứ hai", powers=["dossiers.examine"], since=since, by=SYSTEM
    )
    user = open_user(username="hai", person=register_person(name="Phạm Hai", by=SYSTEM), by=SYSTEM)
    agencies.appoint(user=user, post=twin, since=since, by=SYSTEM)
    dossier, officer = city.dossier("pham.ngoc.bich", "1.009994"), city.sign_in(OFFICER)
    item = lay(dossier=dossier, due=None, holder=post_of(OFFICER).principal)
    html = officer.get(f"/desk/items/{item.pk}/").content.decode()
    assert (re.findall(r'<option value="(\d+)"', html), "Phạm Hai, Công chức thứ hai" in html) == ([str(twin.pk)], True)
    assert officer.post(f"/desk/items/{item.pk}/holder/", {"post": post_of(CHAIR).pk}).status_code == 422
    assert city.sign_in("sxd.truongphong").post(f"/desk/items/{item.pk}/holder/", {"post": twin.pk}).status_code == 404
    assert officer.post(f"/desk/items/{item.pk}/holder/", {"post": twin.pk}).status_code == 302
    item.refresh_from_db()
    assert item.holder == twin.principal
    assert city.sign_in(CHAIR).get(f"/desk/items/{item.pk}/").status_code == 200  # who distributes work sees all of it


@pytest.mark.parametrize("path", ["/desk/", "/desk/next/"])
def test_a_resident_has_no_desk(path: str, city: City) -> None:
    assert city.sign_in("le.van.phuoc").get(path).status_code == 404


@pytest.mark.parametrize(("who", "led_back"), [("cairang.motcua", True), ("le.van.phuoc", False), ("", False)])
def test_a_page_that_is_not_there_leads_an_official_back_to_his_work(who: str, led_back: bool, city: City) -> None:
    page = city.sign_in(who).get("/nowhere/").content.decode()
    assert ('<a class="link" href="/desk/">Hộp việc</a>' in page, '<a class="link" href="/">' in page) == (
        led_back,
        True,
    )
