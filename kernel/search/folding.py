"""Accents away, so that people find things as they type them on a telephone."""

import unicodedata

_STROKE = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})  # the last two: typed by mistake, look the same


def fold(text: str) -> str:
    """Lower case, without tone and letter marks, đ as d, one space between words. NFC and NFD give the same."""
    plain = unicodedata.normalize("NFKD", text.translate(_STROKE)).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
