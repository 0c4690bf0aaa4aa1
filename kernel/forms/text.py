"""Texts in two languages, and the cleaning of what a person typed."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import get_language

SPACES = re.compile(r"\s+")
LINE_SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")
# Cc control, Cf format (bidi marks, zero width), Cs halves of pairs, Cn not a character: none of them can be seen or stored.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a definition: Vietnamese first; where English is missing, Vietnamese is shown."""

    vi: str
    en: str = ""

    def say(self, language: str | None = None) -> str:
        """In the language asked for, else in the active one."""
        spoken = language or get_language() or "vi"
        return self.en if self.en and spoken.startswith("en") else self.vi

    def __str__(self) -> str:
        return self.say()

    def within(self, language: str | None = None) -> str:
        """As part of a sentence: first letter small, unless a word in capitals or a name follows ("CCCD")."""
        said = self.say(language)
        return said if len(said) > 1 and said[1].isupper() else said[:1].lower() + said[1:]


def _seen(raw: str) -> str:
    if raw.isascii() and raw.isprintable():
        return raw
    return "".join(c for c in raw if c == "\n" or unicodedata.category(c) not in UNSEEN)


def line(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, nothing unseen. `line(line(x)) == line(x)`."""
    kept = unicodedata.normalize("NFC", _seen(SPACES.sub(" ", raw)))
    return SPACES.sub(" ", kept).strip()


def lines(raw: str) -> str:
    """Several lines: as `line`, but line breaks stay (at most one blank line between). Idempotent."""
    broken = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", raw)
    kept = LINE_SPACES.sub(" ", unicodedata.normalize("NFC", _seen(LINE_SPACES.sub(" ", broken))))
    return BLANK_LINES.sub("\n\n", "\n".join(part.strip() for part in kept.split("\n"))).strip()
