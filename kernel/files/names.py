"""Names of files as people gave them: shown and offered for saving, never used as a path."""

import pathlib
import re
import unicodedata

LONGEST = 120  # characters with the ending; twice that many bytes still fit every file system

_UNSAFE = re.compile(r'[<>:"|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control characters, marks that turn the reading direction


def clean_name(name: str) -> str:
    """The last part of a path in NFC, without control and direction marks, 1 to LONGEST characters, never hidden."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _UNSEEN)
    plain = " ".join(_UNSAFE.sub("_", seen).split()).strip(". ")
    return _shortened(plain) or "tệp"


def _shortened(name: str) -> str:
    path = pathlib.PurePosixPath(name)
    ending = path.suffix if len(path.suffix) <= 10 else ""
    return name if len(name) <= LONGEST else name[: LONGEST - len(ending)].rstrip(". ") + ending
