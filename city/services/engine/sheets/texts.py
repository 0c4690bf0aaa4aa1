"""Cleaning the words of a sheet."""

import re
import unicodedata
from typing import Any

_MARK = re.compile(
    r"^(?:[-–—+*•·\s]+|\(?\d{1,2}(?:\.\d{1,2})*[.)/]\s*|\(?[a-zđA-ZĐ](?:\.\d+)*\)\s*|\((?:i|ii|iii|iv|v|vi)\)\s*)+"
)
_INVISIBLE = dict.fromkeys(
    [*map(ord, "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"), *range(0xE000, 0xF900)]
)  # signs of Symbol fonts too
_OPENING = re.compile(r"[\s,:;.]*(?:bao gồm|cụ thể như sau|như sau|gồm(?: có)?|phải có)\s*$", re.I)
_DOTTED = re.compile(r"^[a-zđ]\s?\.\s?(?=[A-ZĐÀ-Ỹ])")


def text(value: Any) -> str:
    """Any value of a row as clean NFC text on one line; None is ""."""
    plain = unicodedata.normalize("NFC", "" if value is None else str(value)).translate(_INVISIBLE)
    return " ".join(plain.split())


def rows(value: Any) -> list[dict[str, Any]]:
    """The dictionaries of a list; anything else is nothing."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def words(value: Any) -> list[str]:
    """The non-empty texts of a list, or of one text."""
    many = value if isinstance(value, list) else [value]
    return [clean for v in many if (clean := text(v))]


def without_mark(line: str) -> str:
    """Without its leading dash, number or letter, and without what hangs at the end."""
    return _MARK.sub("", line).strip(" ;,.–-") or line.strip()


def heading(line: str) -> str:
    """A heading as a name: "a) Đối với cấp mới, gồm:" -> "Đối với cấp mới"."""
    return _OPENING.sub("", without_mark(_DOTTED.sub("", text(line)).rstrip(" :;,."))).strip(" :;,.")


def count(value: Any) -> int:
    """A number of originals or copies, as the source has it: never below 0."""
    try:
        return max(0, int(value or 0))
    except (TypeError, ValueError):
        return 0
