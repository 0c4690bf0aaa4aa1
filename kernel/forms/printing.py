"""Letters that a paper can be printed with. Who has the fonts says which (`letters_from`, when it starts); whoever takes
a text that will be printed asks here, while the person who typed it is still there to mend it."""

import unicodedata
from collections.abc import Callable, Container

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NAMED, MARKS = 5, 8  # signs in one sentence, and what of one with its marks
BREAKS = "\n\r\t"
_SKINS = range(0x1F3FB, 0x1F400)  # a tone said of the sign before it
_fonts: list[Callable[[], Container[int]]] = []


def letters_from(known: Callable[[], Container[int]]) -> None:
    """`known` gives the code points that the fonts of our papers have."""
    _fonts[:] = [known]


def unprintable(text: str) -> list[str]:
    """What no font of ours has, in the order written, each once, a sign together with the marks upon it; nothing where
    nobody has said which letters there are."""
    if not _fonts or text.isascii():
        return []
    known, found = _fonts[0](), dict[str, None]()
    for sign in _signs(unicodedata.normalize("NFC", text)):
        if any(ord(c) not in known and c not in BREAKS for c in sign):
            found[sign] = None
    return list(found)


def _signs(text: str) -> list[str]:
    signs: list[str] = []
    for c in text:
        if signs and (unicodedata.category(c) in ("Mn", "Me", "Mc") or ord(c) in _SKINS):
            signs[-1] += c
        else:
            signs.append(c)
    return signs


def named(signs: list[str]) -> str:
    """“👶”, “☎”: the first few, whole texts in another script are many."""
    shown = ", ".join(f"“{sign[:MARKS]}”" for sign in signs[:NAMED])
    return f"{shown}, …" if len(signs) > NAMED else shown


def complaint(text: str) -> str:
    """The sentence for whoever typed it, naming the signs; "" where all of it can be printed."""
    signs = unprintable(text)
    return _("Không in được ký tự %(signs)s trên giấy tờ: bỏ ký tự này") % {"signs": named(signs)} if signs else ""


def printed(value: str) -> None:
    """A validator, for the box of a text that goes on a paper."""
    if words := complaint(value):
        raise ValidationError(words, code="unprintable")
