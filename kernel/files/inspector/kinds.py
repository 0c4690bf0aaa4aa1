"""The true type of a file, from its first bytes; the name and what the browser said do not count."""

import pathlib
import zipfile
from typing import Any

from kernel.files.inspector import EICAR, Unfit

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}


def inspect(path: pathlib.Path, copy: pathlib.Path) -> dict[str, Any]:
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise Unfit("empty")
    if EICAR in head:
        raise Unfit("virus")
    kind = kind_of(head)
    _refuse_two_kinds(kind, head, path)
    return _look_inside(kind, path, copy)


def kind_of(head: bytes) -> str:
    """ "JPEG", "PNG", "WEBP", "HEIF", "PDF" or "ZIP", else Unfit."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "HEIF"
    if head.startswith(b"%PDF-"):
        return "PDF"
    if head.startswith(b"PK\x03\x04"):
        return "ZIP"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unfit("old_office")
    raise Unfit("two_kinds" if b"%PDF-" in head else "kind")


def _refuse_two_kinds(kind: str, head: bytes, path: pathlib.Path) -> None:
    """A file that two programs read as two different things (polyglot) is nobody's honest work."""
    if kind != "PDF" and b"%PDF-" in head:
        raise Unfit("two_kinds", f"{kind} and PDF")
    if kind != "ZIP" and zipfile.is_zipfile(path) and _opens(path):
        raise Unfit("two_kinds", f"{kind} and ZIP")


def _opens(path: pathlib.Path) -> bool:
    """The end mark of a ZIP may stand in compressed bytes by chance; a readable list of entries does not."""
    try:
        with zipfile.ZipFile(path) as bag:
            return bool(bag.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _look_inside(kind: str, path: pathlib.Path, copy: pathlib.Path) -> dict[str, Any]:
    if kind == "PDF":
        from kernel.files.inspector import pdf

        return {"media_type": "application/pdf", "pages": pdf.check(path), "has_copy": False}
    if kind == "ZIP":
        from kernel.files.inspector import office

        return {"media_type": office.check(path), "pages": None, "has_copy": False}
    from kernel.files.inspector import photo

    photo.copy_as_pdf(kind, path, copy)
    return {"media_type": photo.MEDIA_TYPES[kind], "pages": 1, "has_copy": True}
