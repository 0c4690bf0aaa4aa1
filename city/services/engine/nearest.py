"""The word that was probably meant, by shared trigrams, among the words that the catalogue uses."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

_ALIKE = 0.45  # "sinhh" and "sinh" share 4 of 7


class Vocabulary:
    """Folded words of all search texts, some four thousand; a question costs less than a millisecond."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = sorted({word for text in texts for word in text.split()})
        self._by_trigram: dict[str, list[int]] = defaultdict(list)
        self._sizes = []
        for number, word in enumerate(self.words):
            parts = trigrams(word)
            self._sizes.append(len(parts))
            for part in parts:
                self._by_trigram[part].append(number)

    def knows(self, word: str, *, half: bool = False) -> bool:
        """Whether the catalogue uses this word, or (`half`) one that begins so."""
        at = bisect_left(self.words, word)
        return at < len(self.words) and (self.words[at].startswith(word) if half else self.words[at] == word)

    def nearest(self, word: str) -> str | None:
        """The most similar word; the first in order of the alphabet among equals; None where nothing is similar."""
        asked = trigrams(word)
        shared = Counter(number for part in asked for number in self._by_trigram.get(part, ()))
        best = max(
            ((n / (len(asked) + self._sizes[k] - n), -k) for k, n in shared.items()),
            default=(0.0, 0),
        )
        return self.words[-best[1]] if best[0] >= _ALIKE else None


def trigrams(word: str) -> frozenset[str]:
    """As pg_trgm takes them: two blanks before, one behind."""
    padded = f"  {word} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))
