"""Several items of the inbox at once: each under its own rule, what could not be done is said, the rest is done."""

import datetime
import io
import re

import pikepdf
import pytest

from city.accounts.actions import open_user, register_person
from city.agencies import actions as agencies
from city.agencies.models import Agency, Post
from city.documents.engine.binding import bind
from city.services.rules.dossiers import visible_to
from city.work.actions import claim
from city.work.models import Item
from kernel import clock, jobs
from kernel.actors import SYSTEM, principal
from kernel.journal import unguarded
from kernel.journal.models import JournalEntry
from tests.city import City
from tests.desk.test_inbox import lay, post_of
from tests.players import Player

OFFICER, CLERK, CHAIR = "ninhkieu.hotich", "ninhkieu.motcua", "ninhkieu.chutich"
SINCE = datetime.date(2025, 7, 1)


def colleague(unit: Agency, username: str, powers: list[str], title: str = "Công chức thứ hai") -> Post:
    post = agencies.create_post(agency=unit, title=title, powers=powers, since=SINCE, by=SYSTEM)
    user = open_user(username=username, person=register_person(name="Phạm Hai", by=SYSTEM), by=SYSTEM)
    agencies.appoint(user=user, post=post, since=SINCE, by=SYSTEM)
    return post


def holders(items: list[Item]) -> list[int]:
    return [Item.objects.get(pk=item.pk).holder for item in items]


def entries(verb: str) -> int:
    return JournalEntry.objects.filter(verb=f"work.{verb}").count()


@pytest.fixture
def units_work(city: City) -> list[Item]:
    """Three items of the one-stop's unit, for whoever is free."""
    dossier, unit = city.dossier("pham.ngoc.bich", "1.009994"), principal("unit", post_of(CLERK).agency_id)
    return [lay(dossier=dossier, due=clock.now(), holder=unit, round=70 + n, code="receive") for n in range(3)]


def test_all_are_taken_each_with_its_own_entry(units_work: list[Item], city: City) -> None:
    before = entries("item_claimed")
    client = city.sign_in(CLERK)
    answer = client.post("/desk/items/claiming/", {"item": [i.pk for i in units_work], "show": "late"})
    assert answer["Location"] == "/desk/?show=late"
    assert holders(units_work) == [post_of(CLERK).principal] * 3
    assert entries("item_claimed") - before == 3
    assert "Đã nhận 3 việc." in client.get("/desk/").content.decode()


def test_what_cannot_be_taken_is_said_and_the_rest_is_done(units_work: list[Item], city: City) -> None:
    first, second, third = units_work
    colleague(post_of(CLERK).agency, "hai", ["dossiers.accept"])
    claim(item=first, by=Player("hai").actor)  # a colleague was faster
    claim(item=second, by=Player(CLERK).actor)
    client = city.sign_in(CLERK)
    answer = client.post("/desk/items/claiming/", {"item": [first.pk, second.pk, third.pk, 999999]})
    assert answer["Location"] == "/desk/"
    assert holders(units_work) == [post_of("hai").principal, *[post_of(CLERK).principal] * 2]
    page = client.get(answer["Location"]).content.decode()
    assert "Đã nhận 1 việc." in page  # what was his already is no news
    assert "<p>2 việc không còn ở chỗ bạn" in page
    again = client.post("/desk/items/claiming/", {"item": [second.pk, third.pk]})
    assert again["Location"] == f"/desk/?item={second.pk}&item={third.pk}"
    page = client.get(again["Location"]).content.decode()
    assert "Các việc đã chọn đều đang ở chỗ bạn." in page
    ticked = re.findall(r'name="item" value="(\d+)" form="several" checked', page)
    assert sorted(ticked) == sorted([str(second.pk), str(third.pk)])


def test_an_item_finished_meanwhile_is_no_crash(units_work: list[Item], city: City) -> None:
    with unguarded("the colleague finished it"):
        Item.objects.filter(pk=units_work[0].pk).update(closed_at=clock.now())
    client = city.sign_in(CLERK)
    client.post("/desk/items/claiming/", {"item": [i.pk for i in units_work]})
    page = client.get("/desk/").content.decode()
    assert ("Đã nhận 2 việc." in page, f"<b>{units_work[0].reference}</b>: Việc đã xong." in page) == (True, True)


@pytest.mark.parametrize("path", ["chosen", "claiming", "handing-over"])
def test_nothing_ticked_is_said(path: str, city: City) -> None:
    client = city.sign_in(CLERK)
    assert (
        client.post(f"/desk/items/{path}/", {"item": ["", "x", "²", "9" * 40], "q": "an"})["Location"] == "/desk/?q=an"
    )
    said = client.get("/desk/").content.decode()
    assert "Chưa chọn việc nào" in said or "không còn ở chỗ bạn" in said


def test_they_go_to_a_colleague_who_then_reads_the_dossiers(city: City) -> None:
    unit = post_of(OFFICER).agency
    twin, half = (
        colleague(unit, "hai", ["dossiers.examine"]),
        colleague(unit, "ba", ["dossiers.accept"], "Công chức thứ ba"),
    )
    dossier, me = city.dossier("pham.ngoc.bich", "1.009994"), post_of(OFFICER).principal
    mine = [lay(dossier=dossier, due=None, holder=me, round=80 + n) for n in range(2)]
    client, ticked = city.sign_in(OFFICER), {"item": [i.pk for i in mine], "step": "examine"}
    assert not visible_to(Player("hai").actor).filter(pk=dossier.pk).exists()
    asked = client.post("/desk/items/chosen/", ticked | {"do": "give"})["Location"]
    assert asked == f"/desk/items/handing-over/?step=examine&item={mine[0].pk}&item={mine[1].pk}"
    page = client.get(asked).content.decode()
    assert re.findall(r'type="radio" name="post" value="(\d+)"', page) == [str(twin.pk)]
    nobody = client.post("/desk/items/handing-over/", ticked)
    assert (nobody.status_code, nobody.content.decode().count('type="hidden" name="item"')) == (
        422,
        2,
    )  # nothing is lost
    assert client.post("/desk/items/handing-over/", ticked | {"post": half.pk}).status_code == 422
    assert holders(mine) == [me, me]
    before = entries("item_handed_over")
    assert client.post("/desk/items/handing-over/", ticked | {"post": twin.pk})["Location"] == "/desk/?step=examine"
    assert (holders(mine), entries("item_handed_over") - before) == ([twin.principal] * 2, 2)
    jobs.run_due()
    assert visible_to(Player("hai").actor).filter(pk=dossier.pk).exists()
    assert city.sign_in("hai").get(f"/desk/dossiers/{dossier.submission}/").status_code == 200


def test_one_who_may_do_some_gets_those(city: City) -> None:
    """The chair has a result to sign among a specialist's work: the specialist's colleague takes only what is his."""
    twin = colleague(post_of(OFFICER).agency, "hai", ["dossiers.examine"])
    dossier, chair = city.dossier("pham.ngoc.bich", "1.009994"), city.sign_in(CHAIR)
    examined = lay(dossier=dossier, due=None, holder=post_of(OFFICER).principal, round=81)
    strange = lay(dossier=dossier, due=None, holder=post_of(CHAIR).principal, round=82)
    with unguarded("a step the process does not know"):
        Item.objects.filter(pk=strange.pk).update(code="unknown")
    ticked = {"item": [examined.pk, strange.pk]}
    page = chair.get("/desk/items/handing-over/", ticked).content.decode()
    assert "Phạm Hai, Công chức thứ hai (được làm 1 trong 2 việc)" in page
    answer = chair.post("/desk/items/handing-over/", ticked | {"post": twin.pk})
    assert answer["Location"] == f"/desk/?item={strange.pk}"
    assert holders([examined, strange]) == [twin.principal, post_of(CHAIR).principal]
    assert "Người này không có quyền làm bước đó." in chair.get("/desk/").content.decode()


def test_nobody_chooses_what_he_does_not_see(units_work: list[Item], city: City) -> None:
    other, ticked = city.sign_in("sxd.truongphong"), {"item": [i.pk for i in units_work]}
    for path in ("claiming", "handing-over", "chosen"):
        assert other.post(f"/desk/items/{path}/", ticked)["Location"] == "/desk/"
    for path in ("handing-over", "printing", "control-slips"):
        assert other.get(f"/desk/items/{path}/", ticked)["Location"] == "/desk/"
    assert holders(units_work) == [principal("unit", post_of(CLERK).agency_id)] * 3
    assert city.sign_in("le.van.phuoc").post("/desk/items/claiming/", ticked).status_code == 404


def test_a_sheet_and_the_slips_to_print(units_work: list[Item], city: City) -> None:
    bich, bao = city.dossier("pham.ngoc.bich", "1.009994"), city.dossier("tran.quoc.bao", "1.001193")
    client, unit = city.sign_in(CLERK), units_work[0].holder
    other = lay(dossier=bao, due=None, holder=unit, round=90)
    to = client.post("/desk/items/chosen/", {"item": [units_work[0].pk, units_work[1].pk, other.pk], "do": "print"})
    page = client.get(to["Location"]).content.decode()
    assert [str(bich) in page, str(bao) in page, "Phiếu kiểm soát của 2 hồ sơ" in page] == [True, True, True]
    answer = client.get("/desk/items/control-slips/", {"item": [units_work[0].pk, other.pk]})
    seen = visible_to(Player(CLERK).actor).filter(pk__in=[bich.pk, bao.pk]).count()
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert (answer["Content-Type"], len(pdf.pages)) == ("application/pdf", seen)


def test_bound_papers_are_the_same_each_time() -> None:
    with pikepdf.new() as one:
        one.add_blank_page()
        out = io.BytesIO()
        one.save(out)
    made = bind([out.getvalue()] * 2)
    assert made == bind([out.getvalue()] * 2)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2


def test_the_whole_page_is_ticked_without_a_script(units_work: list[Item], city: City) -> None:
    client = city.sign_in(CLERK)
    page = client.get("/desk/?all=1").content.decode()
    assert page.count('form="several" checked') == page.count('form="several"') > 2
    assert client.get("/desk/").content.decode().count('form="several" checked') == 0
