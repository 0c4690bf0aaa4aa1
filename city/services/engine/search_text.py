"""The text a search reads and the words it asks for."""

from collections.abc import Callable

from city.services.engine.everyday import FILLERS, SPOKEN, added_words
from city.services.engine.folding import fold


def search_text(code: str, name: str, field: str) -> str:
    """Folded name first, then code, everyday words and field, with a blank at both ends so that words begin with one."""
    folded = fold(name)
    return f" {' '.join([folded, code, *(fold(w) for w in added_words(folded)), fold(field)])} "


def asked_words(question: str) -> list[str]:
    """The folded words of a question, eight at most."""
    return list(dict.fromkeys(fold(question).split()))[:8]


def as_written(words: list[str], known: Callable[[str], bool]) -> list[str]:
    """The words as the catalogue writes them: "khai sanh" is "khai sinh", "đăng kí" is "đăng ký". What it knows stays."""
    return [word if known(word) else SPOKEN.get(word, word) for word in words]


def without_fillers(words: list[str]) -> list[str]:
    return [w for w in words if w not in FILLERS]
