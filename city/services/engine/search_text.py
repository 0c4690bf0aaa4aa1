"""The text a search reads and the words it asks for."""

from city.services.engine.everyday import FILLERS, added_words
from city.services.engine.folding import fold


def search_text(code: str, name: str, field: str) -> str:
    """Folded name first, then code, everyday words and field, with a blank at both ends so that words begin with one."""
    folded = fold(name)
    return f" {' '.join([folded, code, *(fold(w) for w in added_words(folded)), fold(field)])} "


def asked_words(question: str) -> list[str]:
    """The folded words of a question, eight at most."""
    return list(dict.fromkeys(fold(question).split()))[:8]


def without_fillers(words: list[str]) -> list[str]:
    return [w for w in words if w not in FILLERS]
