"""A text is found by what people type, and not by words that never stood together."""

import unicodedata

import pytest

from kernel.search.keys import match_words, number_of, pairs


def test_syllables_and_neighbours_without_accents():
    assert pairs("Ủy ban nhân dân") == ["uy", "ban", "nhan", "dan", "uy_ban", "ban_nhan", "nhan_dan"]


def test_a_key_stands_once():
    assert pairs("đi đi đi") == ["di", "di_di"]


@pytest.mark.parametrize(
    "text", ["Hết hạn. Gia hạn", "Hết hạn\nGia hạn", "Hết hạn; gia hạn", "Hết hạn?\r\n\r\nGia hạn"]
)
def test_no_pair_reaches_over_the_end_of_a_sentence_or_line(text):
    assert "han_gia" not in pairs(text)
    assert {"het_han", "gia_han"} <= set(pairs(text))


def test_a_number_of_a_document_stays_together():
    assert pairs("Số 1234/QĐ-UBND") == ["so", "1234", "qd", "ubnd", "so_1234", "1234_qd", "qd_ubnd"]
    assert pairs("phí 1.500.000 đồng")[:5] == ["phi", "1", "500", "000", "dong"]  # a point without a space ends nothing


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Ủy ban nhân dân thành phố Cần Thơ", "UỶ BAN NHÂN DÂN"),
        ("Uỷ ban nhân dân", "ủy ban"),
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("Đăng ký khai sinh", "khai sinh"),
        ("Đăng ký khai sinh", "SINH"),
        ("Quyết định 1234/QĐ-UBND", "1234/QĐ-UBND"),
        ("Quyết định 1234/QĐ-UBND", "qđ ubnd"),
        (unicodedata.normalize("NFD", "Giấy phép xây dựng"), "giấy phép xây dựng"),
        ("Giấy phép xây dựng", unicodedata.normalize("NFD", "xây dựng")),
    ],
)
def test_found(text, query):
    assert match_words(query) != []
    assert set(match_words(query)) <= set(pairs(text))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("nhân dân quận", "dân nhân"),
        ("ban nhân sự, ủy quyền", "ủy ban"),
        ("khai tử", "khai sinh"),
        ("khai sinh", "sin"),
    ],
)
def test_not_found(text, query):
    assert not set(match_words(query)) <= set(pairs(text))


@pytest.mark.parametrize("query", ["", "   ", "… – !?", "%_*", "\u0301"])
def test_a_query_without_a_letter_asks_nothing(query):
    assert match_words(query) == []


def test_numbers_fit_the_column_and_never_change():
    known = {"uy_ban": 272542060, "nhan_dan": -135524352, "a": -390611389}  # as gzip's trailer has them
    assert {key: number_of(key) for key in known} == known
    numbers = [number_of(f"{left}_{right}") for left in "abcdefgh" for right in "abcdefgh"]
    assert -(2**31) <= min(numbers) < 0 < max(numbers) < 2**31
