import random
import unicodedata

from kernel.search import fold, given_name_key, sort_key

IN_ORDER = [
    *["1", "10", "2", "a", "à", "ả", "ã", "á", "ạ", "an", "án", "anh", "ă", "ắ", "ăn", "â", "ấ", "ân"],
    *["Cà Mau", "Cần Thơ", "dừa", "đa", "Đà", "Đạt", "Đắk Lắk", "e", "ê", "ma", "má ba", "mạ", "mai"],
    *["o", "ô", "ổ", "ơ", "ở", "u", "ư", "ừ", "y", "ý"],
]


def test_words_stand_in_the_order_of_the_dictionary():
    mixed = IN_ORDER.copy()
    random.Random(7).shuffle(mixed)
    expected = [w for w in IN_ORDER if w not in ("ma", "má ba", "mạ", "mai")]
    assert [w for w in sorted(mixed, key=sort_key) if w in expected] == expected
    assert sorted(["mai", "mạ", "má ba", "ma"], key=sort_key) == ["ma", "mạ", "má ba", "mai"]


def test_tones_decide_only_between_the_same_letters():
    assert sorted(["hòa b", "hoá a", "hoa c"], key=sort_key) == ["hoá a", "hòa b", "hoa c"]


def test_composed_and_decomposed_text_is_the_same():
    for word in ("Trường Đại học Cần Thơ", "Phường Xuân Khánh", "ƯỢ"):
        apart = unicodedata.normalize("NFD", word)
        assert (sort_key(apart), fold(apart)) == (sort_key(word), fold(word))


def test_people_are_listed_by_given_name():
    people = ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn An", "Đỗ An", ""]
    assert sorted(people, key=given_name_key) == ["", "Đỗ An", "Nguyễn An", "Lê Thị Ánh", "Trần Văn Bình"]


def test_folding():
    assert fold("  ĐƯỜNG\tNguyễn  Huệ, số 12/3A ") == "duong nguyen hue, so 12/3a"
    assert fold("ở ợ ặ ẵ ế ỳ ỹ đ Ð") == "o o a a e y y d d"
    assert fold("") == ""
