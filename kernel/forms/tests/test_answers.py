"""Answers in words, what changed, and corrections that open only some fields."""

import copy

from kernel.forms import answers, loading, reopening
from kernel.forms.answers import Change, Line, Section
from kernel.forms.tests.sample import ANSWERS, ON, sample

FULL = {
    **ANSWERS, "floors": "2", "firm": "Công ty A", "licence": "AB-1234", "cost": 1_500_000_000, "needs": ["a", "c"], "born": "1985-07",
    "plan": [{"ref": "blob:a", "name": "ve.pdf"}, {"ref": "blob:b", "name": "mong.pdf"}],
    "owner": [{"owner_name": "Trần A", "owner_born": "1990-02-01", "owner_abroad": False}],
}  # fmt: skip


def test_every_kind_reads_like_words():
    assert answers.facts(sample(), FULL, on=ON, language="vi") == {
        "name": "Lê Văn Phước", "number": "092085000214", "phone": "0903 000 118", "area": "85,5 m²", "floors": "2 đến 6 tầng",
        "cost": "1.500.000.000 ₫", "cellar": "Không", "firm": "Công ty A", "licence": "AB-1234", "begins": "01/03/2027", "born": "07/1985",
        "needs": "Nhu cầu a; Nhu cầu c", "address": "27 Nguyễn Trãi, Phường Ninh Kiều", "plan": "ve.pdf\nmong.pdf",
        "owner": [{"owner_name": "Trần A", "owner_born": "01/02/1990", "owner_abroad": "Không"}],
    }  # fmt: skip


def test_english_reads_english():
    read = answers.facts(sample(), FULL, on=ON, language="en")
    assert [read[k] for k in ("area", "floors", "cost", "cellar", "address")] == [
        "85.5 m²", "2 to 6 storeys", "1,500,000,000 ₫", "No", "27 Nguyễn Trãi, Ninh Kieu ward",
    ]  # fmt: skip
    assert (read["begins"], read["born"], read["owner"][0]["owner_born"]) == ("1 Mar 2027", "Jul 1985", "1 Feb 1990")


def test_a_code_that_ended_or_is_gone_can_still_be_read():
    read = answers.facts(
        sample(), {**ANSWERS, "floors": "old", "address": {"street": "1 A", "ward": "0"}}, on=ON, language="vi"
    )
    assert (read["floors"], read["address"]) == ("Nhà sàn", "1 A, 0")


def test_sections_follow_the_form_and_each_item_of_a_group_stands_alone():
    found = answers.sections(sample(), FULL, on=ON, language="vi")
    assert [section.title for section in found] == [
        "Người nộp", "Ngôi nhà rộng và cao bao nhiêu?", "Ai thiết kế?", "Khi nào khởi công?", "Thêm", "Ai cùng sở hữu: Trần A, 01/02/1990",
    ]  # fmt: skip
    assert found[3] == Section("Khi nào khởi công?", (Line("begins", "Khi nào khởi công", "01/03/2027", "begin"),))
    assert found[5].lines[2] == Line("owner_abroad", "Ở nước ngoài", "Không", "owners", 0)
    assert found[0].lines[3].value == "Không có"


def test_others_read_the_heading_that_was_written_for_them():
    body = copy.deepcopy(sample().body)
    body["pages"][0]["read_title"] = {"vi": "Người đề nghị", "en": "Who asks"}
    definition = loading.load(body)
    titles = {
        others: [s.title for s in answers.sections(definition, FULL, on=ON, language="vi", others=others)]
        for others in (False, True)
    }
    assert titles[True][0] == "Người đề nghị"
    assert titles[False] == [s.title for s in answers.sections(sample(), FULL, on=ON, language="vi")]
    assert titles[True][1:] == titles[False][1:]  # a page that says nothing keeps its own


def test_a_question_not_asked_is_not_shown():
    labels = [line.field for section in answers.sections(sample(), ANSWERS, on=ON) for line in section.lines]
    assert "depth" not in labels and "firm" not in labels


def test_what_changed_since_last_time():
    new = {**FULL, "area": 90, "owner": [*FULL["owner"], {"owner_name": "Trần B", "owner_abroad": False}]}
    del new["cost"]
    assert answers.differences(sample(), FULL, new, on=ON, language="vi") == [
        Change("Diện tích", "85,5 m²", "90 m²", "house", None, "area"),
        Change("Họ tên", "", "Trần B", "owners", 1, "owner_name"),
        Change("Ở nước ngoài", "", "Không", "owners", 1, "owner_abroad"),
        Change("Giá trị", "1.500.000.000 ₫", "", "house", None, "cost"),
    ]
    assert answers.differences(sample(), FULL, dict(FULL), on=ON) == []


def test_a_correction_opens_what_was_named_and_what_it_brings_up():
    named = frozenset({"floors"})
    assert reopening.open_fields(sample(), named, ANSWERS, ANSWERS) == {"floors"}
    opened = reopening.open_fields(sample(), named, ANSWERS, {**ANSWERS, "floors": "2"})
    assert opened == {"floors", "firm", "licence"}
    assert [page.id for page in reopening.open_pages(sample(), {**ANSWERS, "floors": "2"}, opened)] == [
        "house",
        "design",
    ]


def test_a_correction_that_touches_more_is_told():
    opened = frozenset({"floors", "firm", "licence"})
    new = {**ANSWERS, "floors": "2", "firm": "A", "licence": "AB-1234"}
    assert reopening.refused(sample(), ANSWERS, new, opened) == []
    assert reopening.refused(sample(), ANSWERS, {**new, "area": 500, "phone": "0939000000"}, opened) == [
        "area",
        "phone",
    ]


def test_naming_a_group_opens_its_items():
    opened = reopening.open_fields(sample(), frozenset({"owner"}), FULL, FULL)
    assert opened == {"owner", "owner_name", "owner_born", "owner_abroad", "owner_land", "owner_since"}
    assert reopening.refused(sample(), FULL, {**FULL, "owner": []}, opened) == []


def test_only_open_fields_can_be_mended():
    found = answers.sections(sample(), ANSWERS, on=ON, open_ids=frozenset({"area"}))
    assert [line.field for section in found for line in section.lines if line.mendable] == ["area"]
