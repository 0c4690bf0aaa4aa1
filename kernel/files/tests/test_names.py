"""Names of files as strangers write them."""

import unicodedata

import pytest

from kernel.files.names import LONGEST, LONGEST_BYTES, clean_name


def test_unseen_characters_between_a_letter_and_its_mark_leave_one_letter():
    assert clean_name("e\u200d\u0302.pdf") == "ê.pdf"


@pytest.mark.parametrize("letter", ["x", "ế", "😀", "e\u0302\u0301"])
def test_a_long_name_fits_every_disk_and_keeps_its_ending(letter):
    name = clean_name(letter * 300 + ".pdf")
    assert (len(name) <= LONGEST, len(name.encode()) <= LONGEST_BYTES, name[-4:]) == (True, True, ".pdf")
    assert len(name.encode()) > LONGEST - 4  # shortened no more than needed


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a\0b\u202egpj.exe", "..", ". . .", "ế" * 300, "a." + "b" * 300, "\u200b", "e\u200d\u0302", "CON. ", "-" * 500 + "."],
)  # fmt: skip
def test_a_clean_name_is_clean(name):
    once = clean_name(name)
    assert clean_name(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set('/\\\0\r\n"\u202e')
    assert once.strip(". ") == once != ""
