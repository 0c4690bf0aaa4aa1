"""What no font of the city's papers has is refused where it is typed, by its sign."""

import pytest

from kernel.forms import schema
from kernel.forms.checking import findings
from kernel.forms.printing import complaint, unprintable
from kernel.forms.tests.sample import ANSWERS, ON, sample


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Nguyễn Thị Ổn – “tốt”, 85,5 m² ≥ 3 ₫\nĐường số 2", []),
        ("e\u0302\u0301", []),  # written apart: ế
        ("Bé 👶 và 👶🏽", ["👶", "👶🏽"]),
        ("李 ❤\ufe0f 李", ["李", "❤\ufe0f"]),
        ("", []),
    ],
)
def test_signs_that_no_font_has_are_named_once_each(text, signs):
    assert unprintable(text) == signs


def test_the_answer_and_the_street_are_refused_with_the_sign():
    given = {**ANSWERS, "name": "Lê 👶", "address": {"street": "Ấp ☎", "ward": "31117"}}
    found = {wrong.path: wrong.say for wrong in findings(sample(), given, ON)}
    assert found == {
        "name": "Không in được ký tự “👶” trên giấy tờ: bỏ ký tự này",
        "address": "Không in được ký tự “☎” trên giấy tờ: bỏ ký tự này",
    }
    assert schema.accepts(sample(), given, ON) == [("name", "format"), ("address.street", "format")]


def test_nothing_is_said_of_what_can_be_printed():
    assert complaint("Trần Văn Ất") == ""


def test_a_whole_text_in_another_script_is_not_said_back():
    assert (
        complaint("天地玄黃宇宙洪荒")
        == "Không in được ký tự “天”, “地”, “玄”, “黃”, “宇”, … trên giấy tờ: bỏ ký tự này"
    )
