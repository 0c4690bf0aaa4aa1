"""Which letters the shipped font has, read from the font's own table (OpenType `cmap`, format 4)."""

import functools
import struct
import unicodedata
from typing import Any

from city.documents.engine.typesetting import HERE

MISSING = "□"
_KEPT = "\n\t"


def printable(facts: Any) -> Any:
    """The same facts with a box for every letter that no font of ours has: a slip is always printed, whatever was typed.

    Not for results: there a missing letter must stop the paper (typesetting.Unprintable)."""
    if isinstance(facts, str):
        text = unicodedata.normalize("NFC", facts)
        return "".join(c if ord(c) in letters() or c in _KEPT else MISSING for c in text)
    if isinstance(facts, dict):
        return {key: printable(value) for key, value in facts.items()}
    return [printable(one) for one in facts] if isinstance(facts, (list, tuple)) else facts


@functools.cache
def letters() -> frozenset[int]:
    """Code points of all four styles."""
    fonts = sorted((HERE / "fonts").glob("*.ttf"))
    return frozenset.intersection(*(frozenset(_code_points(path.read_bytes())) for path in fonts))


def _code_points(font: bytes) -> list[int]:
    table = _format_4(font)
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    return [code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1) if code != 0xFFFF]


def _format_4(font: bytes) -> int:
    """Where the subtable for the Basic Multilingual Plane begins."""
    tables = struct.unpack_from(">H", font, 4)[0]
    rows = [struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables)]
    cmap = next(int(offset) for tag, _sum, offset, _length in rows if tag == b"cmap")
    for n in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        offset = cmap + int(struct.unpack_from(">I", font, cmap + 8 + 8 * n)[0])
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return offset
    raise ValueError("a font without a format 4 table")
