"""The XML of office files, read with expat piece by piece: no document type (so no entities), nothing fetched from elsewhere
without a click, no macro under another name, no field that starts a program."""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from kernel.files.inspector import Unfit

MACRO_LINKS = {"vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet", "control", "activeXControlBinary"}
MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "activex")
# On the writer's own disk or beside the file: Office notes that often, and it leads nowhere. Any host or scheme does.
NEAR = re.compile(r"\s*(?:(?:file:///)?[a-z]:[\\/](?![\\/])|(?![a-z][a-z0-9+.-]*:)[^/\\%\s])", re.I)
DDE = re.compile(r"^\s*DDE(?:AUTO)?\b", re.I | re.M)
ENCODINGS = {"utf-8", "utf-16"}  # no other may be used (ECMA-376, part 2, 8.1.4); any could hide words from a check
Start = Callable[[str, dict[str, str]], None]


def reader(name: str) -> Callable[[bytes], object]:
    """Takes the entry's pieces in order, b"" last; Unfit for what may not be. Entries that are no XML are let through."""
    if not name.lower().endswith((".xml", ".rels")):
        return len
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    finish = _watch(name.lower(), parser)

    def read(piece: bytes) -> None:
        try:
            parser.Parse(piece, not piece)
            if not piece:
                finish()
        except expat.ExpatError as error:
            raise Unfit("damaged", f"{name}: {expat.ErrorString(error.code)}") from None

    return read


def _refuse_doctype(*_: object) -> None:
    raise Unfit("script", "a document type in XML")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise Unfit("damaged", "encoding")


def _watch(name: str, parser: Any) -> Callable[[], None]:
    """Set the handlers that this part needs; gives back what is left to judge at its end. Most text passes at full speed."""
    if name.endswith(".rels"):
        parser.StartElementHandler = _link
    elif name == "[content_types].xml":
        parser.StartElementHandler = _content_type
    elif name.startswith("xl/externallinks/"):
        parser.StartElementHandler = _outside_data
    elif name.startswith("word/"):
        return _watch_fields(parser)
    return lambda: None


def _link(_element: str, given: dict[str, str]) -> None:
    """Only a hyperlink waits for a click; all else is fetched when the file is opened, a picture too."""
    kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
    if kind in MACRO_LINKS:
        raise Unfit("macro", kind)
    if kind == "aFChunk":
        raise Unfit("nested", "a web page as a part of the text")
    if given.get("TargetMode") == "External" and kind != "hyperlink" and not NEAR.match(target):
        raise Unfit("outside", kind)


def _content_type(_element: str, given: dict[str, str]) -> None:
    if any(mark in given.get("ContentType", "").lower() for mark in MACRO_TYPES):
        raise Unfit("macro", "content type")


def _outside_data(element: str, _given: dict[str, str]) -> None:
    if element.rpartition(":")[2] in ("ddeLink", "oleLink"):
        raise Unfit("script", element)


def _watch_fields(parser: Any) -> Callable[[], None]:
    """Instructions of Word's fields. The letters of one may be spread over several runs; a fldChar parts two fields."""
    said: list[str] = []

    def start(element: str, given: dict[str, str]) -> None:
        local = element.rpartition(":")[2]
        if local == "instrText":
            parser.CharacterDataHandler = said.append
        if local == "fldChar":
            said.append("\n")
        elif local == "fldSimple":
            said.extend(f"\n{value}\n" for key, value in given.items() if key.rpartition(":")[2] == "instr")

    def end(_element: str) -> None:
        parser.CharacterDataHandler = None

    def finish() -> None:
        if DDE.search("".join(said)):
            raise Unfit("script", "DDE field")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    return finish
