"""Photos and scans that honest devices make, as an official will see them."""

import io

import pikepdf
import pytest
from PIL import Image

from kernel.files import cell


def copied(data: bytes, tmp_path) -> Image.Image:
    """The picture in the PDF copy."""
    (tmp_path / "photo").write_bytes(data)
    cell.inspect(tmp_path / "photo", tmp_path / "copy")
    with pikepdf.open(tmp_path / "copy") as pdf:
        jpeg = next(iter(pdf.pages[0].get_images().values())).read_raw_bytes()
    return Image.open(io.BytesIO(jpeg))


def made(mode: str, color: object, kind: str, **how) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (300, 200), color).save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize(("shade", "seen"), [(0, 0), (20_000, 78), (65_535, 255)])
def test_a_scan_with_sixteen_bits_of_grey_does_not_turn_white(shade, seen, tmp_path):
    picture = copied(made("I;16", shade, "PNG"), tmp_path)
    assert abs(picture.convert("L").getpixel((150, 100)) - seen) <= 2


def test_ink_of_a_printer_keeps_its_colour(tmp_path):
    red = copied(made("CMYK", (0, 255, 255, 0), "JPEG"), tmp_path).convert("RGB").getpixel((150, 100))
    assert (red[0] > 200, red[1] < 60, red[2] < 60) == (True, True, True)


def test_what_is_transparent_is_paper(tmp_path):
    assert copied(made("RGBA", (0, 0, 0, 0), "PNG"), tmp_path).convert("L").getpixel((150, 100)) == 255


def test_the_first_picture_of_a_double_photo_is_taken(tmp_path):
    out = io.BytesIO()
    red, blue = Image.new("RGB", (300, 200), "red"), Image.new("RGB", (300, 200), "blue")
    red.save(out, "MPO", save_all=True, append_images=[blue])
    pixel = copied(out.getvalue(), tmp_path).convert("RGB").getpixel((150, 100))
    assert (pixel[0] > 200, pixel[2] < 60) == (True, True)


def test_a_photo_with_a_moment_of_film_behind_it_is_a_photo(tmp_path):
    film = b"\0\0\0\x18ftypmp42" + bytes(5000)
    assert copied(made("RGB", "red", "JPEG") + film, tmp_path).size == (300, 200)
