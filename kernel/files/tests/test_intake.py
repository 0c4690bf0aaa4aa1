"""How files are kept, drawn and handed out."""

import hashlib
import io
import os
import resource
import time

import pikepdf
import pytest
from PIL import Image

from kernel import files
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.files import cell, refusals, scanning, serving, store, sweeping
from kernel.files.models import Blob
from kernel.files.tests import made

pytestmark = pytest.mark.django_db


def kept(data: bytes, name: str = "tệp.pdf") -> Blob:
    return files.keep(io.BytesIO(data), name=name, by=SYSTEM)


def bytes_of(blob: Blob) -> bytes:
    with files.open_blob(blob) as stored:
        return stored.read()


def test_a_pdf_is_kept_byte_for_byte_and_once():
    data = made.pdf(3)
    first, second = kept(data), kept(data, "tên khác.pdf")
    assert first.pk == second.pk == hashlib.sha256(data).hexdigest()
    assert (first.size, first.media_type, first.pages, first.state) == (len(data), "application/pdf", 3, "checked")
    assert first.preview is None
    assert bytes_of(first) == data
    assert Blob.objects.filter(pk=first.pk).count() == 1
    place = store.place_of(first.pk)
    assert place.parts[-3:] == (first.pk[:2], first.pk[2:4], first.pk)
    assert list(store.incoming().iterdir()) == []


def test_lost_bytes_come_back_when_the_same_file_is_sent_again():
    blob = kept(made.pdf(4))
    store.place_of(blob.pk).unlink()
    kept(made.pdf(4))
    assert bytes_of(blob) == made.pdf(4)


def test_bytes_of_the_city_are_kept_as_they_are():
    blob = files.put_bytes(b"<bag/>", "application/xml")
    assert (bytes_of(blob), blob.media_type, blob.pages, blob.state) == (b"<bag/>", "application/xml", None, "checked")


def test_a_turned_photo_stands_upright_in_its_copy():
    blob = kept(made.turned_jpeg(), "ảnh.jpg")
    assert (blob.media_type, blob.pages, blob.preview.media_type) == ("image/jpeg", 1, "application/pdf")
    page = Image.open(io.BytesIO(files.page_image(blob, 1, 1000))).convert("RGB")
    assert page.width == 1000
    red = [page.getpixel((500, round(page.height * part)))[1] < 100 for part in (0.1, 0.9)]
    assert red == [True, False]


def test_the_place_is_gone_from_the_copy_of_a_heic_photo():
    data = made.heic_with_place()
    assert b"MayAnhThu" in data
    copy = bytes_of(kept(data, "IMG.HEIC").preview)
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        jpeg = next(iter(pdf.pages[0].get_images().values())).read_raw_bytes()
    assert (b"MayAnhThu" in copy, b"Exif" in jpeg, dict(Image.open(io.BytesIO(jpeg)).getexif())) == (False, False, {})


def test_an_endless_stream_is_stopped_early_with_flat_memory():
    stream, before = made.Endless(1_000_000_000), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="50 MB"):
        files.keep(stream, name="lớn.pdf", by=SYSTEM)
    assert stream.given <= 50 * 1024 * 1024 + store.CHUNK
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024  # kB
    assert list(store.incoming().iterdir()) == []


def test_an_empty_file_and_a_page_of_html_are_refused_in_words():
    with pytest.raises(Refused, match="trống"):
        kept(b"")
    with pytest.raises(Refused, match=r"Không nhận loại tệp của “cưới\.jpg”"):
        kept(b"<html></html>", "C:\\ảnh\\cưới.jpg")
    assert Blob.objects.count() == 0


def test_every_reason_has_a_sentence_with_the_name():
    assert [r for r in refusals.SENTENCES if "a.pdf" not in str(refusals.refusal(r, "a.pdf"))] == []


def test_pages_are_drawn_once_and_only_where_they_are():
    blob = kept(made.pdf(2))
    small = files.page_image(blob, 2, 88)
    assert Image.open(io.BytesIO(small)).size == (88, 125)
    place = next(store.incoming().parent.rglob(f"{blob.pk}-2-88.webp"))
    place.write_bytes(b"read from disk")
    assert files.page_image(blob, 2, 88) == b"read from disk"
    with pytest.raises(Refused):
        files.page_image(blob, 3, 88)
    with pytest.raises(ValueError, match="77"):
        files.page_image(blob, 1, 77)


def test_a_letter_has_no_page_pictures():
    with pytest.raises(Refused, match="không xem trước"):
        files.page_image(kept(made.office(), "đơn.docx"))


def test_handed_out_to_be_saved_unless_shown_and_never_run():
    pdf, letter = kept(made.pdf()), kept(made.office(), "đơn.docx")
    saved, shown, word = (
        files.serve(pdf, name="thư\r\nX: 1.exe"),
        files.serve(pdf, name="thư.pdf", inline=True),
        files.serve(letter, name="đơn.docx", inline=True),
    )
    assert b"".join(saved) == made.pdf()
    assert [r["Content-Disposition"].split(";")[0] for r in (saved, shown, word)] == [
        "attachment",
        "inline",
        "attachment",
    ]
    assert "\n" not in saved["Content-Disposition"]
    assert serving.name_for(pdf, "thư.exe") == "thư.exe.pdf"
    assert "sandbox" in saved["Content-Security-Policy"]
    assert {r["X-Content-Type-Options"] for r in (saved, shown, word)} == {"nosniff"}
    for response in (saved, shown, word):
        response.close()


def test_a_page_too_heavy_to_draw_ends_in_words_within_the_limits():
    """Bytes that were never inspected, as a gap in the inspector would let them through."""
    blob = files.put_bytes(made.heavy_pdf(300_000_000), "application/pdf", pages=1)
    begun = time.monotonic()
    with pytest.raises(Refused, match="Không vẽ được trang 1"):
        files.page_image(blob, 1, 1000)
    assert time.monotonic() - begun < 31


def test_when_all_places_are_taken_the_person_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(cell, "WAIT", 0.2)
    with cell._place(), cell._place():
        assert kept(made.pdf(5)).pages == 5
        with cell._place(), pytest.raises(Refused, match="sau một phút"):
            kept(made.pdf(6))
    assert kept(made.pdf(6)).pages == 6


class Scanner:
    """A scanner whose answer the test sets: True, False or silence (an OSError)."""

    answer: bool | None = True

    def is_clean(self, path) -> bool:
        if self.answer is None:
            raise OSError("silent")
        return self.answer


@pytest.fixture
def scanner():
    found = Scanner()
    scanning.use(found)
    yield found
    scanning.use(None)


def test_without_an_answer_of_the_scanner_a_file_waits(scanner):
    scanner.answer = None
    blob = kept(made.pdf(7))
    assert blob.state == "waiting"
    with pytest.raises(Refused, match="virus"):
        files.serve(blob, name="a.pdf")
    assert scanning.scan_waiting() == 0
    scanner.answer = True
    assert scanning.scan_waiting() == 1
    assert files.page_image(Blob.objects.get(pk=blob.pk), 7, 88)[:4] == b"RIFF"


def test_what_the_scanner_found_is_refused_now_and_later(scanner):
    scanner.answer = False
    with pytest.raises(Refused, match="mã độc"):
        kept(made.pdf(8))
    scanner.answer = None
    kept(made.pdf(9))
    scanner.answer = False
    assert scanning.scan_waiting() == 1
    with pytest.raises(Refused, match="mã độc"):
        kept(made.pdf(9))


def test_names():
    names = ["../../etc/passwd", "C:\\a\\b.pdf", "a\0b\u202egpj.exe", " .ẩn ", "", "e\u0302.pdf", "x" * 300 + ".pdf"]
    clean = [files.clean_name(name) for name in names]
    assert clean == ["passwd", "b.pdf", "abgpj.exe", "ẩn", "tệp", "ê.pdf", "x" * 116 + ".pdf"]


def test_leftovers_of_a_crash_are_swept_after_a_day():
    old, new = store.incoming() / "old", store.incoming() / "new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    assert (sweeping.sweep(), old.exists(), new.exists()) == (1, False, True)
    new.rmdir()
