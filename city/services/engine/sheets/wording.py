"""Cleaning of text that was flattened from a web page."""

import re
import unicodedata

_INVISIBLE = re.compile("[\ue000-\uf8ff\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BULLET = re.compile(r"^(?:[-–—+*•●▪▫◦·o](?=[\s\W]|[A-ZĐÀ-Ỹ])|\s)+\s*")
_NUMBER = re.compile(
    r"^(?:\(?(?:[ivxIVX]{1,5}|[a-zđA-ZĐ]\d?(?:\.\d+)?|\d{1,2}(?:\.\d{1,2}){0,4})[).]+|\d{1,2}/|(?:\d+\.){2,}\d*)\s*[.\-–]?\s*"
)
_OPENING = re.compile(r"[\s,:;.]*(?:,?\s*(?:bao gồm|cụ thể như sau|như sau|gồm(?: có)?|phải có))?\s*[:;,.]*\s*$", re.I)


def tidy(text: object) -> str:
    """One line, single spaces, no invisible signs, accents composed."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text if isinstance(text, str) else ""))
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Without the bullet before and the sign after: "- Tờ khai;" -> "Tờ khai"."""
    return _BULLET.sub("", tidy(text)).strip().rstrip(";,. ").strip()


def title(text: str) -> str:
    """A heading as a name: "a) Đối với cấp mới, gồm:" -> "Đối với cấp mới"."""
    plain = bare(text)
    plain = _NUMBER.sub("", plain, count=1)
    plain = _OPENING.sub("", bare(plain))
    return plain.strip(" ()") if plain.startswith("(") and plain.endswith(")") else plain.strip()
