"""Cleaning what people type."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.forms import text
from kernel.forms.text import Text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lê   Văn\tPhước ", "Lê Văn Phước"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh"), "Nguyễn Thị Ánh"),
        ("a\x00b\x07c", "abc"),
        ("\u202eabc\u202c\u200f", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half\ud83dpair", "halfpair"),
        ("<b>' OR 1=1 --", "<b>' OR 1=1 --"),
        ("e\u200d\u0301", "é"),
    ],
)
def test_one_line(typed, kept):
    assert text.line(typed) == kept


def test_several_lines_keep_their_breaks_and_one_blank_line():
    assert text.lines("  a \r\nb\u2028c\n\n\n\nd \x00\n") == "a\nb\nc\n\nd"


@given(st.text())
def test_cleaning_twice_changes_nothing(raw):
    assert text.line(text.line(raw)) == text.line(raw)
    assert text.lines(text.lines(raw)) == text.lines(raw)


@given(st.text())
def test_what_is_kept_can_be_stored_and_is_nfc(raw):
    kept = text.lines(raw)
    assert kept.encode().decode() == kept
    assert "\x00" not in kept and unicodedata.is_normalized("NFC", kept)


def test_a_text_within_a_sentence_begins_small_unless_it_is_capitals():
    assert (Text("Diện tích").within("vi"), Text("CCCD").within("vi"), Text("A", "An area").within("en")) == (
        "diện tích",
        "CCCD",
        "an area",
    )
