"""Photos: read in full, and copied into a PDF of one A4 page, upright and without camera data (no place, no device)."""

import io
import pathlib
import warnings
from typing import Any

import img2pdf
from PIL import Image, ImageOps

from kernel.files.inspector import Unfit

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}
MOST_PIXELS = {"JPEG": 250_000_000, "PNG": 80_000_000, "WEBP": 80_000_000, "HEIF": 80_000_000}  # JPEG is read reduced
LONG_SIDE = 3000  # pixels of the copy: an A4 page at 256 dpi, readable down to the fine print
A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))


def copy_as_pdf(kind: str, path: pathlib.Path, copy: pathlib.Path) -> None:
    image = _upright(_opened(kind, path))
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=85, optimize=True)  # a new file: nothing of the old one's metadata goes along
    size = A4 if image.height >= image.width else (A4[1], A4[0])
    layout = img2pdf.get_layout_fun(size, fit=img2pdf.FitMode.into)
    copy.write_bytes(img2pdf.convert(jpeg.getvalue(), layout_fun=layout, nodate=True))


def _opened(kind: str, path: pathlib.Path) -> Image.Image:
    """Size is read from the head and judged before a single pixel is unpacked."""
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(path, formats=[kind])
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Unfit("heavy", "pixels") from None
    if kind == "JPEG":
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
    return image


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    turned: Any = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        paper = Image.new("RGB", turned.size, "white")
        paper.paste(turned, mask=turned.getchannel("A"))
        return paper
    if turned.mode.startswith("I"):  # a scan with 65,536 shades: convert() alone would clip nearly all of them to white
        turned = turned.point(lambda shade: shade * (1 / 257)).convert("L")
    grey = turned.mode in ("L", "1")
    clean = turned.convert("L" if grey else "RGB")
    clean.info.clear()
    return clean  # type: ignore[no-any-return]
