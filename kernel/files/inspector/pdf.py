"""PDF: what may stay for years and be opened by anybody. The file itself is never repaired or rewritten: it may be signed."""

import pathlib
import zlib
from typing import Any

import pikepdf
import pypdfium2

from kernel.files.inspector import Unfit

MOST_PAGES = 500
MOST_PIXELS = 150_000_000  # of one image
MOST_POINTS = 5_000  # a side of a page, 1/72 inch
MOST_CONTENT = 128 * 1024 * 1024  # bytes of drawing instructions and fonts, unpacked, all together
DEEPEST = 60
SCRIPTS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
}
CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


def check(path: pathlib.Path) -> int:
    """Number of pages, or Unfit."""
    with _opened(path) as pdf:
        if pdf.is_encrypted:
            raise Unfit("encrypted")
        _check_root(pdf)
        unpacked = 0
        for thing in pdf.objects:
            _check_object(thing, 0)
            unpacked += _unpacked(thing, MOST_CONTENT - unpacked)
        pages = len(pdf.pages)
        if pages == 0:
            raise Unfit("no_pages")
        if pages > MOST_PAGES:
            raise Unfit("many_pages")
        for page in pdf.pages:
            if any(abs(float(side)) > MOST_POINTS for side in page.mediabox):
                raise Unfit("heavy", "page size")
    _check_drawable(path, pages)
    return pages


def _opened(path: pathlib.Path) -> pikepdf.Pdf:
    """A wrong table of contents is forgiven, as every reader does; an end that never arrived is not."""
    try:
        return pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    except pikepdf.PdfError as error:
        if not _has_end(path):
            raise Unfit("damaged", "no end") from error
    return pikepdf.open(path, suppress_warnings=True)


def _has_end(path: pathlib.Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" in file.read()


def _check_root(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Unfit("xfa")
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        raise Unfit("script", "names")
    if len(pdf.attachments):
        raise Unfit("attachment")


def _check_object(thing: Any, depth: int) -> None:
    """This object and what stands directly in it; what it refers to has its own turn."""
    if depth > DEEPEST:
        raise Unfit("damaged", "nested too deep")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _check_entries(thing)
        children = [thing[key] for key in list(thing.keys())]
    elif isinstance(thing, pikepdf.Array):
        children = list(thing)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            _check_object(child, depth + 1)


def _check_entries(thing: Any) -> None:
    keys = set(thing.keys())
    if "/JS" in keys or _name(thing, keys, "/S") in SCRIPTS:
        raise Unfit("script")
    if "/EF" in keys or _name(thing, keys, "/Subtype") in CARRIERS:
        raise Unfit("attachment")
    if _name(thing, keys, "/Subtype") == "/Image" and {"/Width", "/Height"} <= keys:
        width, height = thing["/Width"], thing["/Height"]
        if int(width) * int(height) > MOST_PIXELS:
            raise Unfit("heavy", "image")


def _name(thing: Any, keys: set[str], key: str) -> str:
    return str(thing[key]) if key in keys and isinstance(thing[key], pikepdf.Name) else ""


def _unpacked(thing: Any, left: int) -> int:
    """Bytes that come out of a packed stream (images have their own rule). Counted in pieces, never held."""
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") == pikepdf.Name.Image:
        return 0
    filters = _filters(thing)
    if filters.count("/FlateDecode") + filters.count("/LZWDecode") > 1:
        raise Unfit("heavy", "packed twice")
    if filters[:1] != ["/FlateDecode"]:
        return 0
    return _count(thing.read_raw_bytes(), left)


def _filters(thing: Any) -> list[str]:
    found = thing.get("/Filter", [])
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(name) for name in found]


def _count(packed: bytes, left: int) -> int:
    machine, total, piece = zlib.decompressobj(), 0, packed
    while piece:
        try:
            out = machine.decompress(piece, 1024 * 1024)
        except zlib.error:
            return total  # the reader's own parser decides what a spoiled stream means
        total += len(out)
        if total > left:
            raise Unfit("heavy", "content")
        piece = machine.unconsumed_tail if out else b""
    return total


def _check_drawable(path: pathlib.Path, pages: int) -> None:
    """The program that will draw the pages must agree on what it sees."""
    try:
        shown = pypdfium2.PdfDocument(path)
        first = shown[0]
    except pypdfium2.PdfiumError:
        raise Unfit("damaged", "cannot be drawn") from None
    if len(shown) != pages:
        raise Unfit("damaged", "pages differ")
    first.close()
    shown.close()


def draw(path: pathlib.Path, page: int, width: int, image: pathlib.Path) -> None:
    """Page `page`, from 1, as WebP, `width` pixels wide; height at most four times that."""
    document = pypdfium2.PdfDocument(path)
    if not 1 <= page <= len(document):
        raise Unfit("no_pages", str(page))
    sheet = document[page - 1]
    across, down = sheet.get_size()
    scale = min(width / max(across, 1), 4 * width / max(down, 1))
    picture = sheet.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    picture.save(image, "WEBP", quality=80, method=4)
