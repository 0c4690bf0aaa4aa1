"""DOCX and XLSX are ZIP bags: what truly comes out is counted, not what the bag's list claims."""

import copy
import io
import pathlib
import sys
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from kernel.files.inspector import EICAR, Unfit, markup

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 5_000
MOST_BYTES = 300 * MEGABYTE  # unpacked, all entries
MOST_INNER = 20 * MEGABYTE  # of a workbook behind a chart
RATIO, RATIO_ABOVE = 50, 64 * MEGABYTE  # unpacked : packed, asked once more than this came out
KINDS = {
    b"wordprocessingml.document.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"spreadsheetml.sheet.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BAGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"%PDF-", b"MZ")


def check(path: pathlib.Path) -> str:
    """The media type, or Unfit."""
    try:
        with zipfile.ZipFile(path) as bag:
            _check_bag(bag, Tally(path.stat().st_size), inner=False)
            return _kind(bag)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise Unfit("damaged", type(error).__name__) from None


@dataclass
class Tally:
    """Unpacked bytes so far, of the bag and of what lies in it, against the `packed` bytes of the file."""

    packed: int
    total: int = 0

    def add(self, size: int) -> None:
        self.total += size
        if self.total > MOST_BYTES or (self.total > RATIO_ABOVE and self.total > RATIO * self.packed):
            raise Unfit("heavy", "unpacked bytes")


def _check_bag(bag: zipfile.ZipFile, tally: Tally, *, inner: bool) -> None:
    entries = bag.infolist()
    _check_list(entries)
    for entry in entries:
        if not entry.is_dir():
            _check_entry(bag, entry, tally, inner=inner)


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


def _check_entry(bag: zipfile.ZipFile, entry: zipfile.ZipInfo, tally: Tally, *, inner: bool) -> None:
    with _whole(bag, entry) as file:
        head = file.read(8192)
        tally.add(len(head))
        if entry.filename.endswith(".xlsx") and "/embeddings/" in entry.filename and not inner:
            _check_table(head + file.read(MOST_INNER), tally)  # the numbers behind a chart
            return
        _check_head(entry.filename, head)
        reader = markup.reader(entry.filename)
        reader(head)
        while piece := file.read(MEGABYTE):
            tally.add(len(piece))
            reader(piece)
        reader(b"")


def _whole(bag: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """An entry to its true end. The library stops at the size that the list claims and takes the checksum of that much;
    Office unpacks on, so a list that claims 0 bytes would hide all of the entry from us."""
    whole = copy.copy(entry)
    whole.file_size = sys.maxsize
    return bag.open(whole)


def _check_table(data: bytes, tally: Tally) -> None:
    """A workbook within a letter; within that, nothing more."""
    tally.add(len(data))
    if len(data) > MOST_INNER:
        raise Unfit("nested", "large")
    with zipfile.ZipFile(io.BytesIO(data)) as bag:
        _check_bag(bag, tally, inner=True)
        _kind(bag)


def _check_head(name: str, head: bytes) -> None:
    if EICAR in head:
        raise Unfit("virus", name)
    if head.startswith(BAGS):
        raise Unfit("nested", name)


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
