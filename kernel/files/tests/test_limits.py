"""Small files that grow without end inside a parser."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from kernel.files import cell
from kernel.files.tests import made


def drawings_in_drawings(levels: int) -> bytes:
    """Each level draws the one below ten times: 10 ** levels drawings in a few kilobytes."""
    document = made.blank()
    inner = _drawing(document, b"0 0 1 1 re f ", None)
    for _level in range(levels):
        inner = _drawing(document, b"/X Do " * 10, inner)
    document.pages[0].Resources = Dictionary(XObject=Dictionary(X=inner))
    document.pages[0].Contents = document.make_stream(b"/X Do")
    return made.saved(document)


def _drawing(document: pikepdf.Pdf, data: bytes, inner: pikepdf.Object | None) -> pikepdf.Object:
    drawing = document.make_stream(data)
    drawing.Type, drawing.Subtype, drawing.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    if inner is not None:
        drawing.Resources = Dictionary(XObject=Dictionary(X=inner))
    return drawing


@pytest.mark.slow  # about eight seconds of a parser running into its limit of memory
def test_drawings_in_drawings_end_at_the_limit_and_are_called_heavy(tmp_path):
    data = drawings_in_drawings(12)
    assert len(data) < 5_000
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(cell.Bad, match="heavy signal 6"):
        cell.inspect(tmp_path / "file", tmp_path / "copy")


def test_a_few_drawings_in_drawings_are_honest_work(tmp_path):
    (tmp_path / "file").write_bytes(drawings_in_drawings(2))
    assert cell.inspect(tmp_path / "file", tmp_path / "copy").pages == 1
