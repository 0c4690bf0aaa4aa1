"""The word that was probably meant, among the words that the catalogue uses: one slip of the finger away or of the same
letters, else by shared trigrams."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # of folded words
LONGEST = 30  # letters of a word worth looking for: each has 74 neighbours a letter
_ALIKE = 0.45  # "sinhh" and "sinh" share 4 of 7


class Vocabulary:
    """Folded words of all search texts, some four thousand; a question costs less than a millisecond."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._times = Counter(word for text in texts for word in text.split())
        self.words = sorted(self._times)
        self._of_letters: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            self._of_letters[_letters(word)].append(word)
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
        """The word most used among those one slip away or of the same letters; else the most similar, the first in order of
        the alphabet among equals; None where nothing is similar."""
        if near := self._near(word):
            return max(near, key=lambda one: (self._times[one], one))
        asked = trigrams(word)
        shared = Counter(number for part in asked for number in self._by_trigram.get(part, ()))
        best = max(
            ((n / (len(asked) + self._sizes[k] - n), -k) for k, n in shared.items()),
            default=(0.0, 0),
        )
        return self.words[-best[1]] if best[0] >= _ALIKE else None

    def _near(self, word: str) -> set[str]:
        """Of a word of one or two letters too much is near; none of the catalogue's is longer than LONGEST."""
        if not 3 <= len(word) <= LONGEST:
            return set()
        return {one for one in one_slip_away(word) if one in self._times} | set(
            self._of_letters.get(_letters(word), ())
        )


def _letters(word: str) -> str:
    return "".join(sorted(word))


def one_slip_away(word: str) -> frozenset[str]:
    """What it would be with two letters swapped, one too many, one missing or one wrong."""
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    fewer = {a + b[1:] for a, b in parts if b}
    more = {a + c + b for a, b in parts for c in LETTERS}
    other = {a + c + b[1:] for a, b in parts if b for c in LETTERS}
    return frozenset((swapped | fewer | more | other) - {word})


def trigrams(word: str) -> frozenset[str]:
    """As pg_trgm takes them: two blanks before, one behind."""
    padded = f"  {word} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))
