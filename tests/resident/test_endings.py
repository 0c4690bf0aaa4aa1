"""A dossier that is over says what became of it and when; the due date is no longer the large thing on the page."""

import datetime
import re

import pytest

from city.accounts.actions import give_mandate
from city.services.queries import residents
from city.services.queries.deadlines import deadline_of
from city.services.queries.endings import ending_of
from kernel import clock
from kernel.clock import ZONE
from kernel.journal import unguarded
from stories.city import person
from tests.players import Player

PAGE = "/my/dossiers/{}/"


def _large(client, dossier) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """The large date of the page and the words beside it."""
    page = client.get(PAGE.format(dossier.submission)).content.decode()
    date, words = re.search(r'class="deadline[^"]*"><b>(.*?)</b><span>(.*?)</span>', page, re.S).groups()
    return re.sub("<[^>]+>", "", date), words


@pytest.mark.parametrize(
    ("who", "code", "moment", "words"),
    [
        ("le.van.phuoc", "1.001193", "returned_at", "đã trả kết quả"),
        ("nguyen.thi.lan", "1.004873", "closed_at", "bạn đã rút hồ sơ"),
    ],
)
def test_over_is_said_with_its_own_day(city, who, code, moment, words):
    dossier = city.dossier(who, code)
    day = f"{getattr(dossier, moment).astimezone(ZONE):%d/%m/%Y}"
    assert day != f"{dossier.due_at.astimezone(ZONE):%d/%m/%Y}"
    assert _large(city.sign_in(who), dossier) == (day, words)
    assert f"Hẹn trả: {dossier.due_at.astimezone(ZONE):%d/%m/%Y}" in city.sign_in(who).get(PAGE.format(dossier.submission)).content.decode()  # fmt: skip


def test_a_withdrawn_dossier_is_told_to_its_owner_as_his_own_act_and_to_others_as_the_applicants(city):
    dossier = city.dossier("nguyen.thi.lan", "1.004873")
    owner, clerk, anybody = (city.sign_in(who) for who in ("nguyen.thi.lan", "ninhkieu.motcua", ""))
    for path in (PAGE.format(dossier.submission), "/my/dossiers/"):
        page = owner.get(path).content.decode()
        assert (path, "Bạn đã rút hồ sơ" in page, "gười nộp đã rút" in page) == (path, True, False)
    for client, path in ((clerk, f"/desk/dossiers/{dossier.submission}/"), (anybody, f"/lookup/?code={dossier.code}")):
        page = client.get(path).content.decode()
        assert (path, "Bạn đã rút" in page, "Người nộp đã rút" in page) == (path, False, True)


def test_who_acts_for_the_owner_is_not_told_that_he_withdrew_it(city):
    mother, son = "nguyen.thi.lan", "le.van.phuoc"
    until = clock.today() + datetime.timedelta(days=100)
    give_mandate(principal=person(mother), agent=person(son), until=until, by=Player(mother).actor)
    page = city.sign_in(son).get(PAGE.format(city.dossier(mother, "1.004873").submission)).content.decode()
    assert ("Bạn đã rút" in page, "Người nộp đã rút" in page, "người nộp đã rút hồ sơ" in page) == (False, True, True)


def test_what_was_withdrawn_is_never_overdue(city):
    dossier = city.dossier("nguyen.thi.lan", "1.004873")
    found = deadline_of(dossier)
    assert found is not None
    assert (found.left, found.words) == (None, "")
    assert "quá hạn" not in city.sign_in("nguyen.thi.lan").get(PAGE.format(dossier.submission)).content.decode()


def test_the_promise_that_was_kept_is_said(city):
    ending = ending_of(city.dossier("le.van.phuoc", "1.001193"))
    assert ending is not None
    assert (str(ending.kept), ending.tone) == ("Sớm hơn hẹn", "ok")


def test_what_still_runs_has_no_ending_and_its_days_in_the_language_of_the_page(city):
    dossier = city.dossier("le.van.phuoc", "1.004873")
    assert ending_of(dossier) is None
    client = city.sign_in("le.van.phuoc")
    client.cookies["language"] = "en"
    page = client.get(PAGE.format(dossier.submission)).content.decode()
    born = dossier.parties.get(role="owner").person.birth_on  # an answer: 14/03/1990
    assert re.findall(r"\d\d/\d\d/\d{4}", re.sub("<[^>]+>", " ", page)) == []
    assert f"<dd>{born.day} {born:%b %Y}</dd>" in page
    desk = city.sign_in("ninhkieu.hotich")
    desk.cookies["language"] = "en"
    assert f"<dd>{born.day} {born:%b %Y}</dd>" in desk.get(f"/desk/dossiers/{dossier.submission}/").content.decode()


def test_who_looks_up_by_code_reads_that_it_is_late_and_how_it_ended(city):
    late = city.dossier("pham.ngoc.bich", "1.009994")
    page = " ".join(city.sign_in("").get("/lookup/", {"code": late.code}).content.decode().split())
    assert re.search(r"Hẹn trả</dt><dd>.*?</time>, quá hạn \d+ ngày làm việc</dd>", page)
    over = city.dossier("le.van.phuoc", "1.001193")
    page = " ".join(city.sign_in("").get("/lookup/", {"code": over.code}).content.decode().split())
    assert re.search(r"Kết thúc ngày</dt><dd>.*?</time>, đã trả kết quả</dd>", page)
    assert "Lê Văn Phước" not in page


def test_the_step_that_waits_for_the_applicant_is_the_present_one(city):
    dossier = city.dossier("nguyen.thi.lan", "1.009994")
    now = [step for step in residents.steps_of(dossier) if step.state == "now"]
    assert [(step.name, list(step.lines)[-1]) for step in now] == [("Thẩm định", "Đang chờ bạn bổ sung")]


def test_the_list_says_what_is_late_and_only_while_the_agency_has_it(city):
    said = {who: "nay đã quá hẹn" in city.sign_in(who).get("/my/dossiers/").content.decode() for who in ("pham.ngoc.bich", "nguyen.thi.lan")}  # fmt: skip
    assert said == {"pham.ngoc.bich": True, "nguyen.thi.lan": False}


def test_once_it_is_over_no_paper_is_called_unseen(city):
    over, runs = city.dossier("le.van.phuoc", "1.001193"), city.dossier("tran.quoc.bao", "1.001193")
    with unguarded("papers that nobody judged"):
        for one in (over, runs):
            one.papers.update(verdict="unseen")
    said = [city.sign_in(who).get(PAGE.format(one.submission)).content.decode().count("Chưa xem") for who, one in (("le.van.phuoc", over), ("tran.quoc.bao", runs))]  # fmt: skip
    assert said == [0, runs.papers.count()]
    assert over.papers.count() > 0
