"""Vietnamese text for machines: found without accents, put in the order of Vietnamese dictionaries.

fold(text) -> str             "Đường  Nguyễn Huệ" -> "duong nguyen hue"
sort_key(text) -> bytes       for a bytea column or sorted(); PostgreSQL's own orders misplace Vietnamese
given_name_key(name) -> bytes people are listed by given name, which stands last
pairs(text) -> list[str]      keys of an index: "uy", "ban", "uy_ban"; number_of(key) makes an int4 of one
match_words(query) -> list    keys that a text must hold, all of them, to be a hit
"""

from kernel.search.folding import fold
from kernel.search.keys import match_words, number_of, pairs
from kernel.search.sorting import given_name_key, sort_key

__all__ = ["fold", "given_name_key", "match_words", "number_of", "pairs", "sort_key"]
