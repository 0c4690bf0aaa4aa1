"""The counter and the list of dossiers."""

import datetime
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.accounts.forms import MandateForm
from city.accounts.models import Person
from city.agencies.forms import OfficialForm
from city.services.forms.desk import PersonForm
from city.services.forms.desk_acts import AnotherPersonForm
from city.services.models import Dossier
from city.services.models.catalogue import Case, Offer
from city.services.queries.desk import find_taken_here
from city.services.queries.residents import SHOWN, wanted_papers
from city.services.views.paper_words import headline
from kernel import clock
from kernel.journal import unguarded
from stories.cast import Player, agency_named, found
from stories.plays import CHILD, WARD
from tests.city import City

PERSON = {"number": "094188004599", "name": "Trần Văn Tám", "address": "Khu vực 3, phường Cái Răng", "birth_on_day": "", "birth_on_month": "",
          "birth_on_year": "", "phone": "", "email": ""}  # fmt: skip


def test_a_person_is_known_once_and_the_draft_is_the_clerks(city: City) -> None:
    clerk = city.sign_in("cairang.motcua")
    for _time in range(2):
        answer = clerk.post("/desk/counter/", {**PERSON, "code": "1.004873", "case": "0"})
        draft = Dossier.objects.latest("pk")
        assert answer["Location"] == f"/drafts/{draft.submission}/"
        assert (draft.channel, draft.phase, draft.filed_by.title) == (
            "counter",
            "draft",
            "Công chức tiếp nhận và trả kết quả",
        )
    assert Person.objects.with_number(PERSON["number"]).count() == 1
    assert city.sign_in("ninhkieu.motcua").get(f"/drafts/{draft.submission}/").status_code == 404


@pytest.mark.parametrize("typed", ["094 188 004 599", " 094.188.004.599 ", "094188-004599"])
def test_a_number_is_taken_as_the_card_groups_it(typed: str, city: City) -> None:
    for form in (PersonForm, AnotherPersonForm, MandateForm, OfficialForm):
        assert form.base_fields["number"].clean(typed) == PERSON["number"]
    clerk = city.sign_in("cairang.motcua")
    answer = clerk.post("/desk/counter/", {**PERSON, "number": typed, "code": "1.004873", "case": "0"})
    assert answer["Location"] == f"/drafts/{Dossier.objects.latest('pk').submission}/"
    assert Person.objects.with_number(PERSON["number"]).count() == 1
    page = clerk.post("/desk/counter/", {**PERSON, "number": "094 188 004 59", "code": "1.004873"}).content.decode()
    assert ("Số định danh có đúng 12 chữ số" in page, 'value="094 188 004 59"' in page) == (True, True)


def test_somebody_without_a_telephone_files_all_the_same(city: City) -> None:
    clerk = city.sign_in("cairang.motcua")
    begun = clerk.post("/desk/counter/", {**PERSON, "code": "1.004873", "case": "0"})["Location"]
    page = clerk.get(begun)["Location"]
    assert "hỏi tại một cửa bằng mã hồ sơ" in clerk.get(page).content.decode()
    answers = {f"applicant_{one}": PERSON[one] for one in ("name", "number", "address", "phone")}
    answer = clerk.post(page, {**answers, "applicant_phone": ""})
    assert (answer.status_code, answer["Location"] != page) == (302, True)


@pytest.mark.parametrize(
    ("wrong", "kept"), [({"number": "12"}, "Trần Văn Tám"), ({"code": "9.999999"}, "Trần Văn Tám")]
)
def test_what_was_typed_stays(wrong: dict[str, str], kept: str, city: City) -> None:
    drafts = Dossier.objects.filter(phase="draft").count()
    answer = city.sign_in("cairang.motcua").post("/desk/counter/", {**PERSON, "code": "1.004873", **wrong})
    assert (answer.status_code, kept in answer.content.decode()) == (422, True)
    assert Dossier.objects.filter(phase="draft").count() == drafts


@pytest.mark.parametrize("pressed", [{"find": "1"}, {}])
def test_looking_for_a_procedure_keeps_who_the_person_is(pressed: dict[str, str], city: City) -> None:
    """By the button, or by Enter in the search box, which sends the form; the name never stands in an address."""
    clerk, drafts = city.sign_in("ninhkieu.motcua"), Dossier.objects.filter(phase="draft").count()
    typed = {**PERSON, "birth_on_day": "7", "code": "", "sought": "", "q": "sao y"}
    page = clerk.post("/desk/counter/", {**typed, **pressed})
    html = page.content.decode()
    assert (page.status_code, "Trần Văn Tám" in html, 'value="7"' in html) == (200, True, True)
    assert ('value="2.000815"' in html, "Có 1 chỗ" in html, "Cần điền" in html) == (True, False, False)
    chosen = clerk.post("/desk/counter/", {**typed, "sought": "sao y", "choose": "2.000815"})
    html = chosen.content.decode()
    assert (chosen.status_code, "Trần Văn Tám" in html, "Cần điền" in html) == (200, True, False)
    assert chosen.context["version"].procedure.national_code == "2.000815"
    assert Dossier.objects.filter(phase="draft").count() == drafts
    assert (
        clerk.post(
            "/desk/counter/", {**typed, "sought": "sao y", "birth_on_day": "", "code": "2.000815", "case": "0"}
        ).status_code
        == 302
    )


def test_a_procedure_with_cases_asks_which(city: City) -> None:
    clerk, typed = city.sign_in("cairang.motcua"), {**PERSON, "code": "2.000815"}
    asked = clerk.post("/desk/counter/", typed)
    html = asked.content.decode()
    assert (asked.status_code, "Giấy tờ do nước ngoài cấp" in html, "Trần Văn Tám" in html) == (422, True, True)
    assert "Thủ tục này có nhiều trường hợp: chọn một." in html
    assert re.findall(r'for="case">([^<]*)(?:<span class="optional">)?', html) == ["Trường hợp"]
    assert 'Trường hợp <span class="optional"' not in html
    foreign = Case.objects.get(version__procedure__national_code="2.000815")
    for chosen, kept in (("0", None), (str(foreign.pk), foreign)):
        assert clerk.post("/desk/counter/", {**typed, "case": chosen}).status_code == 302
        assert Dossier.objects.latest("pk").case == kept


def test_procedures_are_found_without_accents_and_only_those_taken_here(city: City) -> None:
    ward, works = city.sign_in("cairang.motcua"), city.sign_in("sxd.motcua")
    assert "1.001193" in ward.get("/desk/counter/", {"q": "dang ky khai sinh"}).content.decode()
    assert "1.001193" not in works.get("/desk/counter/", {"q": "dang ky khai sinh"}).content.decode()


def test_what_is_taken_in_most_stands_first_until_words_are_typed(city: City) -> None:
    client, lately = city.sign_in("ninhkieu.motcua"), clock.now() - datetime.timedelta(days=90)
    here = Dossier.objects.filter(received_by=agency_named(WARD), accepted_at__gte=lately)
    counts = Counter(here.values_list("version__procedure__national_code", flat=True))
    shown = client.get("/desk/counter/").context
    often = shown["often"]
    assert (shown["procedures"], shown["count"]) == ([], 272)
    assert [counts[one.procedure.national_code] for one in often] == sorted(counts.values(), reverse=True)[:8]
    assert len({one.pk for one in often}) == len(often) > 1
    assert "Nhận nhiều nhất" not in client.get("/desk/counter/", {"q": "khai sinh"}).content.decode()
    with unguarded("all of it was long ago"):
        here.update(accepted_at=lately - datetime.timedelta(minutes=1))
    html = client.get("/desk/counter/").content.decode()
    assert ("Nhận nhiều nhất" in html, "Thủ tục nhận ở đây" in html) == (False, True)


def test_a_procedure_the_agency_takes_no_more_is_not_among_them(city: City) -> None:
    first = city.sign_in("ninhkieu.motcua").get("/desk/counter/").context["often"][0]
    with unguarded("another agency takes it from today on"):
        Offer.objects.filter(procedure=first.procedure, agency=agency_named(WARD)).delete()
    often = city.sign_in("ninhkieu.motcua").get("/desk/counter/").context["often"]
    assert first.procedure_id not in {one.procedure_id for one in often}


def test_only_who_receives_stands_at_the_counter(city: City) -> None:
    assert city.sign_in("cairang.chutich").get("/desk/counter/").status_code == 404
    assert city.sign_in("le.van.phuoc").get("/desk/counter/").status_code == 404


def test_the_list_by_code_by_phase_and_its_queries(city: City) -> None:
    chair = city.sign_in("ninhkieu.chutich")
    ready = city.dossier("le.van.phuoc", "1.004873")
    assert chair.get("/desk/dossiers/", {"q": ready.code})["Location"] == f"/desk/dossiers/{ready.submission}/"
    assert city.sign_in("cairang.chutich").get("/desk/dossiers/", {"q": ready.code}).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as one:
        html = chair.get("/desk/dossiers/", {"phase": "supplement"}).content.decode()
    waiting = city.dossier("nguyen.thi.lan", "1.009994")
    assert (str(waiting) in html, str(ready) in html) == (True, False)
    with CaptureQueriesContext(connection) as several:
        chair.get("/desk/dossiers/", {"phase": "processing"})
    assert len(one) == len(several)


def test_the_procedure_that_is_meant_stands_first(city: City) -> None:
    """Where the words stand together and soonest, in the shortest name; not by the alphabet."""
    rows, _count = find_taken_here(Player("ninhkieu.motcua").actor.agency_id or 0, "khai sinh")
    assert rows[0].name == "Thủ tục đăng ký khai sinh"


def test_what_the_sheet_asks_of_everybody_and_nobody_sent_is_told_on_the_desk(city: City) -> None:
    """Papers that one only brings along, or that are asked of some, are no lack."""
    mother = Player("pham.ngoc.bich")
    draft = mother.drafts("1.001193", WARD, {**CHILD, "birth_on": (clock.today() - datetime.timedelta(20)).isoformat()})
    mother.submits(draft)
    filed = found(draft)
    wanted = wanted_papers(filed)
    lacking = [row for row in wanted if row.paper and row.paper.needed and row.paper.note != SHOWN and not row.sent]
    page = city.sign_in("ninhkieu.motcua").get(f"/desk/dossiers/{filed.submission}/")
    assert page.context["absent"] == [headline(row.title)[0] for row in lacking]
    assert 0 < len(lacking) < len([row for row in wanted if not row.sent])


def test_who_fills_in_for_another_is_not_asked_about_himself(city: City) -> None:
    """The same page, headed for who reads it."""
    clerk = city.sign_in("cairang.motcua")
    assert clerk.post("/desk/counter/", {**PERSON, "code": "1.004873"}).status_code == 302
    typed = Dossier.objects.latest("pk").submission
    own = Player("pham.ngoc.bich").drafts("1.001193", WARD, {})
    pages = [
        clerk.get(f"/drafts/{typed}/form/applicant/"),
        city.sign_in("pham.ngoc.bich").get(f"/drafts/{own}/form/applicant/"),
    ]
    heads = [re.findall(r"<h1>(.*?)</h1>", page.content.decode()) for page in pages]
    assert heads == [["Thông tin người nộp"], ["Thông tin của bạn"]]
