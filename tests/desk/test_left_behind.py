"""Work and rights at their edges: a number given up, work given to another unit, a post that ended, one's own matter, a code
that changed hands, a proxy whose mandate ended."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from city.accounts.actions import end_mandate, give_mandate, open_user, register_person
from city.accounts.models import User
from city.agencies import actions as agencies
from city.agencies.models import Agency, AgencyCode, Post
from city.documents import actions as documents
from city.documents.models import Document
from city.services.actions import results
from city.services.models import Dossier, Party
from city.services.queries import desk
from city.services.rules import dossiers as rules
from city.work.models import Item
from city.work.queries import open_items
from city.work.rules import can_hand_over
from kernel import clock, jobs
from kernel.actors import SYSTEM, meant
from kernel.journal import unguarded
from kernel.journal.models import Delivery
from kernel.refs import ref
from stories.cast import agency_named
from stories.city import person
from stories.plays import CHILD
from tests.city import City
from tests.desk.test_moves import phase
from tests.players import Player

HOUSE = ("pham.ngoc.bich", "1.009994")
CLERK, OFFICER, CHAIR = "ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"
WARD, OTHER = "Ủy ban nhân dân phường Ninh Kiều", "Ủy ban nhân dân phường Cái Răng"


def birth(agent: str, office: str, owner: str = "") -> Dossier:
    born = (clock.today() - datetime.timedelta(days=20)).isoformat()
    player = Player(agent)
    filed = player.drafts("1.001193", agency_named(office), {**CHILD, "birth_on": born, "applicant_phone": "0919887766"}, owner=owner)  # fmt: skip
    player.attaches(filed)
    return player.submits(filed)


def test_a_result_whose_number_was_given_up_is_signed_under_another(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    Player(OFFICER).proposes(dossier, "granted", "Đủ điều kiện.")
    document = results.approve(dossier=Player(CHAIR).takes(dossier), by=Player(CHAIR).actor)
    documents.fail(document=document, version=document.last, cause="signing", by=SYSTEM)
    jobs.run_due()
    document.refresh_from_db()
    assert (document.state, phase(dossier)) == ("failed", ("signing", "approve"))
    documents.void(document=document, reason="Ký lại với nội dung khác.", by=Player(CHAIR).actor)
    jobs.run_due()
    assert phase(dossier) == ("processing", "approve")
    assert "approve" in [move.verb for move in desk.moves_for(Player(CHAIR).actor, dossier)]
    Player(CHAIR).signs(dossier)
    jobs.run_due()
    assert phase(dossier) == ("decided", "return")
    assert Delivery.objects.exclude(state="done").count() == 0


def _newcomer(office: Agency) -> Post:
    today = clock.today()
    unit = agencies.establish(
        calendar=office.calendar, name="Tổ hai", kind="division", parent=office, since=today, by=SYSTEM
    )
    post = agencies.create_post(agency=unit, title="Chuyên viên", powers=["dossiers.examine"], since=today, by=SYSTEM)
    user = open_user(username="to.hai", person=register_person(name="Người Mới", by=SYSTEM), password="mot-cua-2026", by=SYSTEM)  # fmt: skip
    agencies.appoint(user=user, post=post, since=today, by=SYSTEM)
    return post


def test_who_is_given_work_can_read_it(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    post, item = _newcomer(agency_named(WARD)), open_items(ref(dossier)).get()
    path = reverse("services:desk_dossier", args=[dossier.submission])
    assert city.sign_in("to.hai").get(path).status_code == 404
    assert city.sign_in(OFFICER).post(reverse("desk:hand_over", args=[item.pk]), {"post": post.pk}).status_code == 302
    jobs.run_due()
    assert city.sign_in("to.hai").get(path).status_code == 200


def test_work_of_a_post_that_ended_can_be_given_on(city: City) -> None:
    item: Item = open_items(ref(city.dossier(*HOUSE))).get()
    held = Post.objects.get(pk=meant(item.holder)[1])
    heir = _newcomer(agency_named(WARD))
    agencies.end_post(post=held, on=clock.today(), by=SYSTEM)
    chair = city.sign_in(CHAIR)
    assert chair.post(reverse("desk:hand_over", args=[item.pk]), {"post": heir.pk}).status_code == 302
    item.refresh_from_db()
    assert item.holder == heir.principal


@pytest.mark.parametrize("role", ["owner", "authorised", "submitter"])
def test_nobody_works_in_his_own_matter(role: str, city: City) -> None:
    dossier, officer = city.dossier(*HOUSE), Player(OFFICER).actor
    asked = (rules.can_propose, rules.can_judge, rules.can_correct, rules.can_ask_supplement)
    assert [rule(officer, dossier) for rule in asked] == [True] * 4
    himself = User.objects.get(username=OFFICER).person
    assert himself is not None
    with unguarded("an official who is a party"):
        Party.objects.update_or_create(dossier=dossier, role=role, defaults={"person": himself})
    assert [rule(officer, dossier) for rule in asked] == [False] * 4


def test_a_code_that_changes_hands_in_the_middle_of_a_day(city: City) -> None:
    first = birth("le.van.phuoc", WARD)
    Player(CLERK).accepts(first)
    agencies.end_code(code=AgencyCode.objects.get(value="H13.101"), on=clock.today(), by=SYSTEM)
    agencies.give_code(agency=agency_named(OTHER), scheme="QD20", value="H13.101", since=clock.today(), by=SYSTEM)
    second = birth("huynh.cong.danh", OTHER)
    Player("cairang.motcua").accepts(second)
    day = f"{clock.today():%y%m%d}"
    assert (first.code, second.code) == (f"H13.101-{day}-0001", f"H13.101-{day}-0002")


def test_with_the_mandate_the_letters_close_too(city: City) -> None:
    owner, agent = "tran.quoc.bao", "nguyen.thi.lan"
    given = give_mandate(principal=person(owner), agent=person(agent), until=clock.today() + datetime.timedelta(days=5), by=Player(owner).actor)  # fmt: skip
    dossier = birth(agent, WARD, owner)
    Player(CLERK).accepts(dossier)
    jobs.run_due()
    [letter] = Document.objects.filter(origin_id=dossier.pk, purpose="acceptance")
    path = reverse("documents:download", args=[letter.token])
    assert [city.sign_in(who).get(path).status_code for who in (owner, agent)] == [200, 200]
    end_mandate(mandate=given, by=Player(owner).actor)
    assert [city.sign_in(who).get(path).status_code for who in (owner, agent)] == [200, 404]


@pytest.mark.parametrize(
    "place", ["2020-W01-1~5", "2020-01-01~99999999999999999999", "infinity~²", "2020-01-01T00:00:00~5"]
)
@pytest.mark.parametrize("show", ["open", "late"])
def test_a_place_in_the_inbox_that_is_none(place: str, show: str, city: City) -> None:
    assert city.sign_in(OFFICER).get(reverse("desk:inbox"), {"from": place, "show": show}).status_code == 200


def test_a_paper_whose_number_is_none(city: City) -> None:
    draft = Player("le.van.phuoc").drafts("1.001193", agency_named(WARD), {})
    path = reverse("services:apply_papers", args=[draft.submission])
    sent = {"paper": "²", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}
    assert city.sign_in("le.van.phuoc").post(path, sent).status_code == 422


def test_who_distributes_work_does_so_in_his_own_agency(city: City) -> None:
    item = open_items(ref(city.dossier(*HOUSE))).get()
    may = {who: can_hand_over(Player(who).actor, item) for who in (OFFICER, CHAIR, "cairang.chutich", CLERK)}
    assert may == {OFFICER: True, CHAIR: True, "cairang.chutich": False, CLERK: False}
