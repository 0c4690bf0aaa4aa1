"""DOCX and XLSX are ZIP bags: what truly comes out is counted, not what the bag's list claims."""

import pathlib
import re
import zipfile
from typing import IO

from kernel.files.inspector import Unfit

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 5_000
MOST_BYTES = 300 * MEGABYTE  # unpacked, all entries
RATIO, RATIO_ABOVE = 50, 64 * MEGABYTE  # unpacked : packed, asked once more than this came out
KINDS = {
    b"wordprocessingml.document.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"spreadsheetml.sheet.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BAGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"%PDF-", b"MZ")
OUTSIDE = re.compile(
    rb'<Relationship\b[^>]*(?:attachedTemplate|oleObject|frame|externalLinkPath|subDocument)"[^>]*>', re.I
)


def check(path: pathlib.Path) -> str:
    """The media type, or Unfit."""
    try:
        with zipfile.ZipFile(path) as bag:
            entries = bag.infolist()
            _check_list(entries)
            packed = path.stat().st_size
            total = 0
            for entry in entries:
                total = _check_entry(bag, entry, total, packed)
            return _kind(bag)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unfit("damaged", type(error).__name__) from None


def _check_list(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise Unfit("heavy", "entries")
    if len(set(names)) != len(names):
        raise Unfit("damaged", "an entry twice")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unfit("encrypted")
    if any(".." in name.split("/") or name.startswith("/") or "\\" in name for name in names):
        raise Unfit("damaged", "an entry that climbs")
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise Unfit("macro")


def _check_entry(bag: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int, packed: int) -> int:
    if entry.is_dir():
        return total
    with bag.open(entry) as file:
        head = file.read(8192)
        total = _counted(total + len(head), packed)
        _check_head(entry.filename, head)
        return _count_rest(file, total, packed)


def _count_rest(file: IO[bytes], total: int, packed: int) -> int:
    while piece := file.read(MEGABYTE):
        total = _counted(total + len(piece), packed)
    return total


def _counted(total: int, packed: int) -> int:
    if total > MOST_BYTES or (total > RATIO_ABOVE and total > RATIO * packed):
        raise Unfit("heavy", "unpacked bytes")
    return total


def _check_head(name: str, head: bytes) -> None:
    if head.startswith(BAGS):
        raise Unfit("nested", name)
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in head:
        raise Unfit("script", "a document type in XML")
    if name.endswith(".rels") and any(b'"External"' in found for found in OUTSIDE.findall(head)):
        raise Unfit("outside", name)


def _kind(bag: zipfile.ZipFile) -> str:
    try:
        types = bag.read("[Content_Types].xml")
    except KeyError:
        raise Unfit("kind", "a plain ZIP") from None
    if b"macroEnabled" in types:
        raise Unfit("macro")
    found = [media_type for mark, media_type in KINDS.items() if mark in types]
    if len(found) != 1:
        raise Unfit("kind", "another Office file")
    return found[0]
