"""What search rests on: the word that was meant, one field per name, the stamp that says whether the catalogue changed."""

import pytest

from city.services.actions.catalogue import take_in
from city.services.engine.everyday import added_words
from city.services.engine.nearest import Vocabulary
from city.services.engine.search_text import as_written
from city.services.models.catalogue import CatalogueStamp, Field, ProcedureVersion
from city.services.queries import catalogue
from city.services.queries.catalogue import Question
from city.services.tests.test_catalogue_pages import AT, ROWS, row
from kernel import clock
from kernel.actors import SYSTEM
from kernel.journal import unguarded

WORDS = Vocabulary([" dang ky khai sinh ", " cap giay phep xay dung "])
OFTEN = Vocabulary([" dang ky khai sinh ", " trich luc khai sinh ", " chin sao ", " sin "])


@pytest.mark.parametrize(
    ("typed", "meant"), [("sinhh", "sinh"), ("dungg", "dung"), ("gaiy", "giay"), ("ky", "ky"), ("zzz", None)]
)
def test_the_word_that_was_meant(typed, meant):
    assert WORDS.nearest(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("shin", "sinh"), ("sihn", "sinh"), ("chim", "chin"), ("khia", "khai")])
def test_one_slip_of_the_finger_means_the_word_used_most(typed, meant):
    """Swapped letters share few trigrams with what was meant."""
    assert OFTEN.nearest(typed) == meant


def test_known_words_and_halves():
    assert [WORDS.knows("sinh"), WORDS.knows("sin"), WORDS.knows("sin", half=True), WORDS.knows("zz")] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["khai sanh", "giấy khai sanh", "làm khai sanh cho con", "đăng kí khai sinh", "Dang ki khai sanh"]
)
def test_as_people_here_say_and_type_it(asked):
    with clock.at(AT):
        take_in(
            rows=[row("1.100001", "Đăng ký khai sinh"), row("1.100002", "Khai thác thủy sản")], source_sha="", by=SYSTEM
        )
        found = catalogue.find(Question(text=asked))
        assert (found.nearest, [v.name for v in found.versions]) == (False, ["Đăng ký khai sinh"])


def test_a_word_of_the_catalogue_is_never_taken_for_another():
    known = {"sanh", "so"}.__contains__
    assert as_written(["so", "sanh"], known) == ["so", "sanh"]
    assert as_written(["khai", "sanh"], {"khai"}.__contains__) == ["khai", "sinh"]


def test_who_asks_for_a_thing_does_not_mean_undoing_it():
    assert "nhap ho khau" in added_words("dang ky thuong tru")
    assert added_words("xoa dang ky thuong tru") == []


@pytest.mark.django_db
def test_fields_of_one_name_are_one_to_the_public():
    rows = [
        row("1.100001", "Một", "Khoa học và công nghệ"),
        row("1.100002", "Hai", "Khoa học và Công nghệ", ministry="Bộ Nông nghiệp và Môi trường"),
        row("1.100003", "Ba", "Hộ tịch"),
    ]
    with clock.at(AT):
        take_in(rows=rows, source_sha="", by=SYSTEM)
        first, other = Field.objects.filter(name__istartswith="Khoa học").order_by("pk")
        found = catalogue.find(Question())
        assert (found.counts["fields"][first.pk], found.counts["fields"][other.pk]) == (2, 0)
        assert found.field_names[first.pk] == first.name
        assert catalogue.find(Question(fields=frozenset({first.pk}))).total == 2


@pytest.mark.django_db
def test_the_stamp_changes_with_every_change_of_a_version():
    def stamp():
        return CatalogueStamp.objects.values_list("token", flat=True).first()

    seen = [stamp()]
    with clock.at(AT):
        take_in(rows=ROWS, source_sha="", by=SYSTEM)
        seen.append(stamp())
        take_in(rows=ROWS, source_sha="", by=SYSTEM)
        assert stamp() == seen[-1]
        with unguarded("a test of the trigger"):
            ProcedureVersion.objects.update(folded=" khac ")
        seen.append(stamp())
    assert len(set(seen)) == 3
    with clock.at(AT):
        assert catalogue.find(Question(text="khac")).total == len(ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "name"),
    [("birth", "Đăng ký khai sinh"), ("I need a birth certificate", "Đăng ký khai sinh"), ("building permit", "Cấp giấy phép xây dựng"),
     ("Marriage registration", "Đăng ký kết hôn"), ("passport", "Cấp hộ chiếu phổ thông"), ("household business", "Đăng ký hộ kinh doanh")],
)  # fmt: skip
def test_common_english_words_find_what_people_do_most(asked, name):
    names = ("Đăng ký khai sinh", "Cấp giấy phép xây dựng", "Đăng ký kết hôn", "Cấp hộ chiếu phổ thông", "Đăng ký hộ kinh doanh", "Cấp chứng chỉ năng lực")  # fmt: skip
    with clock.at(AT):
        take_in(rows=[row(f"1.10000{n}", one) for n, one in enumerate(names)], source_sha="", by=SYSTEM)
        found = catalogue.find(Question(text=asked))
        assert (found.nearest, [v.name for v in found.versions]) == (False, [name])


@pytest.mark.django_db
def test_an_english_page_that_finds_nothing_says_that_names_are_vietnamese(client):
    with clock.at(AT):
        take_in(rows=[row("1.100001", "Đăng ký khai sinh")], source_sha="", by=SYSTEM)
        vietnamese = client.get("/procedures/?q=zzzz").content.decode()
        client.cookies["language"] = "en"
        english = client.get("/procedures/?q=zzzz").content.decode()
    assert ["names of procedures are in Vietnamese" in english, "Tên thủ tục là tiếng Việt" in vietnamese] == [
        True,
        False,
    ]


@pytest.mark.django_db
def test_everyday_words_that_came_after_a_sheet_was_taken_in():
    with clock.at(AT):
        take_in(rows=[row("1.100001", "Đăng ký khai sinh")], source_sha="", by=SYSTEM)
        with unguarded("taken in by an earlier version"):
            ProcedureVersion.objects.update(folded="dang ky khai sinh 1.100001 ho tich")
        assert [v.name for v in catalogue.find(Question(text="birth certificate")).versions] == ["Đăng ký khai sinh"]
