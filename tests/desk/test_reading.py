"""Who reads what of one dossier: the page, the papers, the files, the correction, the slip follow the steps of the process."""

import datetime
import re
from html import unescape

import pytest

from city.services.actions import examination
from city.services.engine.process import load
from city.services.engine.process_reading import Window, fits, readable, writable
from city.services.engine.processes import GENERIC, TWO_AGENCIES
from city.services.models import Definition, Dossier
from city.services.queries import desk_reading
from city.services.queries.definitions import definition_of, newest
from kernel.journal import unguarded
from stories.cast import agency_named
from tests.city import City
from tests.players import Player

OWNER, HOUSE = "pham.ngoc.bich", ("pham.ngoc.bich", "1.009994")
NUMBER, PHONE, STREET = "092199006789", "0919 887 766", "9 Võ Văn Tần, phường Ninh Kiều, Cần Thơ"
LAND, DRAWING, PLOT = "Giấy tờ về quyền sử dụng đất", "Bản vẽ thiết kế", "Hẻm 9 Võ Văn Tần"


def asked_works(city: City) -> Dossier:
    """The building permit, while the department of construction is asked."""
    dossier, officer = city.dossier(*HOUSE), Player("ninhkieu.hotich")
    officer.hands_over(dossier, "Sở Xây dựng", "Đề nghị cho ý kiến về chỉ giới.")
    return dossier


def page(city: City, who: str, dossier: Dossier) -> str:
    return city.sign_in(who).get(f"/desk/dossiers/{dossier.submission}/").content.decode()


def shown(html: str) -> dict[str, bool]:
    return {words: words in html for words in (NUMBER, PHONE, STREET, LAND, DRAWING, PLOT, "Phạm Ngọc Bích")}


def test_a_second_agency_reads_the_thing_it_is_asked_about_and_not_the_person(city: City) -> None:
    dossier = asked_works(city)
    works = city.sign_in("sxd.chuyenvien")
    seen = shown(page(city, "sxd.chuyenvien", dossier))
    assert seen == {NUMBER: False, PHONE: False, STREET: False, LAND: False, DRAWING: True, PLOT: True, "Phạm Ngọc Bích": True}  # fmt: skip
    land, drawing = (dossier.papers.get(title__startswith=title) for title in (LAND, DRAWING))
    for paper, status in ((land, 404), (drawing, 200)):
        for path in (f"/dossiers/{dossier.submission}/papers/{paper.pk}/", f"/dossiers/{dossier.submission}/papers/{paper.pk}/pages/1/88/",
                     f"/desk/dossiers/{dossier.submission}/papers/{paper.pk}/"):  # fmt: skip
            assert (path, works.get(path).status_code) == (path, status)
    verdict = {"revision": dossier.revision, "verdict": "valid"}
    assert works.post(f"/desk/dossiers/{dossier.submission}/papers/{land.pk}/verdict/", verdict).status_code == 404
    assert works.get(f"/desk/dossiers/{dossier.submission}/slip/").status_code == 404
    assert works.get(f"/desk/dossiers/{dossier.submission}/correction/").status_code == 404
    only = works.get(f"/desk/dossiers/{dossier.submission}/papers/{drawing.pk}/").content.decode()
    assert "Giấy 1 trong 1" in only


def test_the_log_names_the_paper_that_was_looked_at_to_whoever_reads_it(city: City) -> None:
    dossier, officer = city.dossier(*HOUSE), Player("ninhkieu.hotich")
    papers = [dossier.papers.get(title__startswith=title) for title in (LAND, DRAWING)]
    for paper in papers:
        examination.judge(dossier=officer.takes(dossier), paper=paper, verdict="valid", by=officer.actor)
    land, drawing = (paper.title for paper in papers)
    assert judged(page(city, "ninhkieu.hotich", dossier))[:2] == [f"Kiểm tra giấy tờ “{drawing}”", f"Kiểm tra giấy tờ “{land}”"]  # fmt: skip
    asked_works(city)
    seen = judged(page(city, "sxd.chuyenvien", dossier))[:2]
    assert seen == [
        f"Kiểm tra giấy tờ “{drawing}”",
        "Kiểm tra một giấy tờ",
    ]  # the second agency does not read the other


def judged(html: str) -> list[str]:
    return re.findall(r"<b>(Kiểm tra [^<]*giấy tờ[^<]*)</b>", unescape(html))


def test_an_agency_that_was_not_asked_yet_finds_nothing(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    assert city.sign_in("sxd.chuyenvien").get(f"/desk/dossiers/{dossier.submission}/").status_code == 404


@pytest.mark.parametrize("who", ["ninhkieu.motcua", "ninhkieu.hotich", "ninhkieu.chutich"])
def test_clerk_examiner_and_leader_read_all(who: str, city: City) -> None:
    assert set(shown(page(city, who, asked_works(city))).values()) == {True}


def test_who_may_see_the_dossier_but_has_no_step_reads_no_answer(city: City) -> None:
    dossier = city.dossier(*HOUSE)
    html = page(city, "ninhkieu.vanthu", dossier)
    assert shown(html) == {NUMBER: False, PHONE: False, STREET: False, LAND: False, DRAWING: False, PLOT: False, "Phạm Ngọc Bích": True}  # fmt: skip
    assert "Nội dung khai không thuộc phần việc của bạn." in html
    paper = dossier.papers.earliest("pk")
    assert city.sign_in("ninhkieu.vanthu").get(f"/dossiers/{dossier.submission}/papers/{paper.pk}/").status_code == 404


def test_who_assigns_and_reviews_sees_the_last_three_digits_of_a_number(city: City) -> None:
    dossier, head = city.dossier(*HOUSE), Player("sxd.truongphong").actor
    with unguarded("the same dossier, had it come to a department"):
        dossier.process = newest(Definition.Kind.PROCESS, "department-five-step")
        dossier.agency = dossier.received_by = agency_named("Sở Xây dựng")
        dossier.save()
    values = [
        {line.field: line.value for s in _sections(dossier, who) for line in s.lines}["applicant_number"]
        for who in ("sxd.truongphong", "sxd.motcua", "sxd.chuyenvien", "sxd.giamdoc")
    ]
    assert values == ["*** *** *** 789", NUMBER, NUMBER, NUMBER]
    assert desk_reading.window_of(head, dossier).contact is True


def _sections(dossier: Dossier, who: str):  # type: ignore[no-untyped-def]
    window = desk_reading.window_of(Player(who).actor, dossier)
    return desk_reading.sections_for(dossier, window, on=datetime.date(2026, 11, 24))


def test_the_owner_reads_all_that_is_his(city: City) -> None:
    dossier = asked_works(city)
    html = city.sign_in(OWNER).get(f"/my/dossiers/{dossier.submission}/").content.decode()
    assert set(shown(html).values()) == {True}
    paper = dossier.papers.earliest("pk")
    assert city.sign_in(OWNER).get(f"/dossiers/{dossier.submission}/papers/{paper.pk}/").status_code == 200


def test_only_a_step_that_may_write_mends_answers(city: City) -> None:
    dossier = asked_works(city)
    works = Player("sxd.chuyenvien")
    works.takes(dossier)
    assert desk_reading.writable_at(dossier) == frozenset()
    assert "Sửa chỗ ghi sai" not in page(city, "sxd.chuyenvien", dossier)


def test_a_person_reads_what_any_of_his_steps_reads() -> None:
    opinion, examine = (load(TWO_AGENCIES).step(id) for id in ("opinion", "examine"))
    one, both = Window((opinion,)), Window((opinion, examine))
    assert (one.shows("applicant_number", "identity_number"), both.shows("applicant_number", "identity_number")) == (False, True)  # fmt: skip
    assert (one.paper("Bản vẽ thiết kế"), one.paper("Căn cước"), both.paper("Căn cước")) == (True, False, True)
    assert (Window().shows("plot_area"), Window().paper("Bản vẽ"), Window().contact) == (False, False, False)


def test_patterns_name_fields_by_id_by_kind_and_by_group() -> None:
    assert [fits(["plot_*"], "plot_area"), fits(["plot_*"], "house_area"), fits(["@money"], "x", "money")] == [True, False, True]  # fmt: skip
    assert [fits(["originals"], "original_name", "text", "originals"), fits(["papers", "record:visit"], "papers_x")] == [True, False]  # fmt: skip


def test_items_of_a_group_lose_what_is_hidden_and_the_heading_too(city: City) -> None:
    dossier = city.dossier("thach.thi.sa.ry", "2.000815")
    step = load({**GENERIC["commune-one-step"]}).step("examine")
    narrow = Window((type(step)(**{**step.__dict__, "reads": ("original_copies",)}),))
    known = readable(definition_of(dossier), dossier.answers, narrow)
    assert known == {"originals": [{"original_copies": 3}]}
    [section] = desk_reading.sections_for(dossier, narrow, on=datetime.date(2026, 11, 24))
    assert ("Bằng tốt nghiệp" in section.title, [line.value for line in section.lines]) == (False, ["3"])


def test_what_is_masked_cannot_be_mended(city: City) -> None:
    step = load(GENERIC["commune-one-step"]).step("examine")
    masked = type(step)(**{**step.__dict__, "masks": ("@identity_number",)})
    definition = definition_of(city.dossier(*HOUSE))
    assert writable(step, definition) - writable(masked, definition) == {"applicant_number"}
