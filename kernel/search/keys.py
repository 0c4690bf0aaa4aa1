"""Keys of a search index: syllables without accents, and pairs of neighbours, as int4.

Without accents a Vietnamese syllable is misread in 18 % of its uses, a pair in 5 %; so texts are found by pairs
(`uy_ban`, `nhan_dan`), and a query of one syllable by the syllable. The numbers fit `int[]` with gin__int_ops."""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from kernel.search.folding import fold

_BREAK = re.compile(r"[.;:!?](?=\s|$)|[\r\n\u2028\u2029]+")  # a pair never reaches over the end of a sentence or line
_WORD = re.compile(r"[^\W_]+")


def pairs(text: str) -> list[str]:
    """Keys under which `text` is found: each syllable and each pair of neighbours, once, in the order of the text."""
    return list(dict.fromkeys(_keys(text)))


def match_words(query: str) -> list[str]:
    """Keys that a text must hold, all of them, to be a hit: the pairs of the query, and a syllable that stands alone.

    Empty where the query has no letter or digit: nothing was asked, so nothing should be looked for."""
    wanted: list[str] = []
    for syllables in _sentences(query):
        wanted += _joined(syllables) if len(syllables) > 1 else syllables
    return list(dict.fromkeys(wanted))


def number_of(key: str) -> int:
    """A key as a signed 32-bit integer (CRC-32). Two keys may share one: a document too many, never one too few."""
    number = zlib.crc32(key.encode())
    return number - 2**32 if number >= 2**31 else number


def _keys(text: str) -> Iterator[str]:
    for syllables in _sentences(text):
        yield from syllables
        yield from _joined(syllables)


def _sentences(text: str) -> Iterator[list[str]]:
    for piece in _BREAK.split(text):
        if syllables := _WORD.findall(fold(piece)):
            yield syllables


def _joined(syllables: list[str]) -> list[str]:
    return [f"{left}_{right}" for left, right in pairwise(syllables)]
