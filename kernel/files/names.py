"""Names of files as people gave them: shown and offered for saving, never used as a path."""

import pathlib
import re
import unicodedata

LONGEST = 120  # characters with the ending
LONGEST_BYTES = 240  # of UTF-8: file systems take 255, and "ế" is three of them

_UNSAFE = re.compile(r'[<>:"|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control characters, marks that turn the reading direction


def clean_name(name: str) -> str:
    """The last part of a path in NFC, without control and direction marks, 1 to LONGEST characters, never hidden."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _UNSEEN)
    composed = unicodedata.normalize("NFC", seen)  # after the unseen are gone: they may stand between letter and mark
    plain = " ".join(_UNSAFE.sub("_", composed).split()).strip(". ")
    return _shortened(plain) or "tệp"


def _shortened(name: str) -> str:
    path = pathlib.PurePosixPath(name)
    ending = path.suffix if len(path.suffix) <= 10 else ""
    stem = name.removesuffix(ending)
    while len(stem + ending) > LONGEST or len((stem + ending).encode()) > LONGEST_BYTES:
        stem = stem[:-1].rstrip(". ")
    return stem + ending
