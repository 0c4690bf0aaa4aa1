"""The XML of office files, read with expat piece by piece: no document type (so no entities), no parts fetched from a host."""

import re
from collections.abc import Callable
from xml.parsers import expat

from kernel.files.inspector import Unfit

FETCHED = {
    "attachedTemplate",
    "oleObject",
    "frame",
    "externalLinkPath",
    "subDocument",
}  # opened with the file by itself
# Word writes file:///C:/… for the template on the author's own disk: harmless. A host is not.
ELSEWHERE = re.compile(r"\s*(?:https?:|ftp:|\\\\|//|file:(?://)?[^/]|file:////)", re.I)


def reader(name: str) -> Callable[[bytes], object]:
    """Takes the entry's pieces in order, b"" last; Unfit for what may not be. Entries that are no XML are let through."""
    if not name.lower().endswith((".xml", ".rels")):
        return len
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _watch(name)

    def read(piece: bytes) -> None:
        try:
            parser.Parse(piece, not piece)
        except expat.ExpatError as error:
            raise Unfit("damaged", f"{name}: {expat.ErrorString(error.code)}") from None

    return read


def _refuse_doctype(*_: object) -> None:
    raise Unfit("script", "a document type in XML")


def _watch(name: str) -> Callable[[str, dict[str, str]], None] | None:
    """Only lists of relations are watched; the text itself passes at full speed."""
    if not name.lower().endswith(".rels"):
        return None

    def start(_element: str, given: dict[str, str]) -> None:
        if given.get("Type", "").rpartition("/")[2] in FETCHED and ELSEWHERE.match(given.get("Target", "")):
            raise Unfit("outside", name)

    return start
