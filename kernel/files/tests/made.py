"""Makes good and bad files of every kind the inspector knows. Nothing here comes from outside."""

import io
import zipfile
import zlib

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def saved(document: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def blank(pages: int = 1) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return document


def pdf(pages: int = 1) -> bytes:
    return saved(blank(pages))


def encrypted_pdf(user: str) -> bytes:
    return saved(blank(), encryption=pikepdf.Encryption(owner="chủ", user=user))


def pdf_with_root(**entries) -> bytes:
    document = blank()
    for key, value in entries.items():
        document.Root[f"/{key}"] = value
    return saved(document)


def javascript_pdf() -> bytes:
    return pdf_with_root(OpenAction=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def launch_pdf() -> bytes:
    """The action stands directly in an annotation, where a look at top-level objects alone would miss it."""
    document = blank()
    action = Dictionary(S=Name.Launch, F="cmd.exe")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    document.pages[0].Annots = Array([note])
    return saved(document)


def link_pdf() -> bytes:
    document = blank()
    action = Dictionary(S=Name.URI, URI="https://example.gov.vn/")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    document.pages[0].Annots = Array([note])
    return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_attachment() -> bytes:
    document = blank()
    document.attachments["a.txt"] = b"inside"
    return saved(document)


def xfa_pdf() -> bytes:
    return pdf_with_root(AcroForm=Dictionary(Fields=Array([]), XFA="<xdp/>"))


def heavy_pdf(size: int) -> bytes:
    """A page whose drawing instructions unpack to `size` bytes; the file is a thousand times smaller."""
    document, machine, packed = blank(), zlib.compressobj(9), []
    piece = b"0 0 1 1 re f\n" * 80_000
    for _round in range(size // len(piece) + 1):
        packed.append(machine.compress(piece))
    packed.append(machine.flush())
    stream = Stream(document, b"")
    stream.write(b"".join(packed), filter=Name.FlateDecode)
    document.pages[0].Contents = document.make_indirect(stream)
    return saved(document)


def image(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **how) -> bytes:
    """Left third red, the rest white: one sees which way up it is."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 3, size[1]))
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def camera_data(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MayAnhThu"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0), 3: "E", 4: (105.0, 46.0, 47.0)})
    return exif


def turned_jpeg() -> bytes:
    """Orientation 6: to be turned a quarter clockwise; the red left side becomes the top."""
    return image("JPEG", exif=camera_data(6))


def heic_with_place() -> bytes:
    picture = Image.new("RGB", (300, 200), "blue")
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, exif=camera_data().tobytes(), quality=50)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """The head of a huge picture, without the picture."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0"))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def office(kind: str = WORD, **more: bytes) -> bytes:
    """A DOCX or XLSX of the fewest parts; `more` are further entries, "__" in a name stands for "/", "_dot_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("[Content_Types].xml", f'<Types><Override PartName="/m.xml" ContentType="{kind}"/></Types>')
        bag.writestr("m.xml", "<w/>")
        for name, data in more.items():
            bag.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def bomb_docx(size: int, claims: int | None = None) -> bytes:
    """An entry that unpacks to `size` bytes; the bag's list may claim fewer."""
    data = office(media__zeros_dot_bin=b"\0" * size)
    if claims is None:
        return data
    return data.replace(size.to_bytes(4, "little"), claims.to_bytes(4, "little"))


class Endless(io.RawIOBase):
    """A stream of `size` zero bytes that remembers how many were asked for."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1) -> bytes:
        piece = min(self.left, size if size >= 0 else self.left)
        self.left, self.given = self.left - piece, self.given + piece
        return bytes(piece)
