"""What the inspector says of each bad file. The real process, the real parsers."""

import zipfile

import pytest
from pikepdf import Array, Dictionary, Name

from kernel.files import cell, hosts
from kernel.files.inspector import EICAR
from kernel.files.tests import made

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def said(data: bytes, tmp_path) -> str:
    (tmp_path / "file").write_bytes(data)
    try:
        return cell.inspect(tmp_path / "file", tmp_path / "copy").media_type
    except cell.Bad as bad:
        return bad.reason


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"<html><script>1</script></html>", "kind"),
        (lambda: SVG, "kind"),
        (lambda: b"GIF89a/*" + bytes(30), "kind"),
        (lambda: EICAR + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "virus"),
        (lambda: made.encrypted_pdf("mật khẩu"), "encrypted"),
        (lambda: made.encrypted_pdf(""), "encrypted"),
        (made.javascript_pdf, "script"),
        (lambda: made.pdf_with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))), "script"),
        (made.launch_pdf, "script"),
        (made.pdf_with_attachment, "attachment"),
        (made.xfa_pdf, "xfa"),
        (lambda: made.pdf(0), "no_pages"),
        (lambda: made.pdf(501), "many_pages"),
        (lambda: made.pdf(40)[:-400], "damaged"),
        (lambda: made.heavy_pdf(300_000_000), "heavy"),
        (lambda: b"junk\n" + made.pdf(), "two_kinds"),
        (lambda: made.pdf() + made.office(), "two_kinds"),
        (lambda: made.image() + made.office(), "two_kinds"),
        (lambda: made.image(size=(900, 900), quality=95)[:4000], "damaged"),
        (lambda: made.png_claiming(40_000, 40_000), "heavy"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (lambda: made.office("application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
        (lambda: made.office(word__vbaProject_dot_bin=b"x"), "macro"),
        (lambda: made.office(word__embeddings__in_dot_bin=made.office(made.EXCEL)), "nested"),
        (
            lambda: made.office(
                word__embeddings__a_dot_xlsx=made.office(made.EXCEL, xl__embeddings__b_dot_xlsx=made.office(made.EXCEL))
            ),
            "nested",
        ),
        (
            lambda: made.office(word__embeddings__a_dot_xlsx=made.office(made.EXCEL, xl__vbaProject_dot_bin=b"x")),
            "macro",
        ),
        (lambda: made.office(word__embeddings__a_dot_xlsx=made.bomb_docx(100_000_000)), "heavy"),
        (lambda: made.office(word__a_dot_txt=EICAR), "virus"),
        (lambda: made.office(m2_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "script"),
        (lambda: made.office(m2_dot_xml=("<!--" + "x" * 9000 + "--><!DOCTYPE a><a/>").encode("utf-16")), "script"),
        (lambda: made.office(m2_dot_xml=b"<a><b></a>"), "damaged"),
        (lambda: made.office("application/vnd.oasis.opendocument.text"), "kind"),
        (lambda: made.bomb_docx(100_000_000), "heavy"),
        (lambda: made.office(**{f"n{i}": b"" for i in range(5_001)}), "heavy"),
        (lambda: made.office()[:-30], "damaged"),
    ],
)
def test_refused(make, reason, tmp_path):
    assert said(make(), tmp_path) == reason


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (made.link_pdf, "application/pdf"),
        (lambda: made.pdf(500), "application/pdf"),
        (made.image, "image/jpeg"),
        (lambda: made.image("PNG"), "image/png"),
        (lambda: made.image("WEBP"), "image/webp"),
        (made.heic_with_place, "image/heic"),
        (made.office, made.WORD_FILE),
        (lambda: made.office(made.EXCEL), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_taken(make, media_type, tmp_path):
    assert said(make(), tmp_path) == media_type


def test_a_bag_that_claims_less_than_comes_out_is_not_believed(tmp_path):
    data = made.bomb_docx(90_000_000, claims=1_000)
    (tmp_path / "bag").write_bytes(data)
    assert sum(entry.file_size for entry in zipfile.ZipFile(tmp_path / "bag").infolist()) < 10_000
    assert said(data, tmp_path) in ("heavy", "damaged")


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        ("attachedTemplate", "https://x.example/t.dotm", "outside"),
        ("attachedTemplate", "\\\\10.0.0.1\\t.dotm", "outside"),
        ("attachedTemplate", "file://10.0.0.1/t.dotm", "outside"),
        ("attachedTemplate", "file:///C:\\Users\\An\\Bao%20cao.dotx", made.WORD_FILE),
        ("hyperlink", "https://x.example/", made.WORD_FILE),
    ],
)
def test_a_letter_whose_template_lies_on_another_machine_is_refused(kind, target, reason, tmp_path):
    link = f'<r><Relationship Id="1" Type="http://s/relationships/{kind}" Target="{target}" TargetMode="External"/></r>'
    data = made.office(word__settings_dot_xml_dot_rels=link.encode())
    assert said(data, tmp_path) == reason


def test_the_workbook_behind_a_chart_is_no_hidden_file(tmp_path):
    assert said(made.office(word__embeddings__a_dot_xlsx=made.office(made.EXCEL)), tmp_path) == made.WORD_FILE


def test_the_process_knows_no_django_and_no_secret():
    import subprocess
    import sys

    seen = "import sys, kernel.files.inspector.__main__ as door, os; door.host.load(); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", seen], cwd=hosts.ROOT, env=hosts.bare(), capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
    assert not {name for name in hosts.bare() if "DATABASE" in name or "SECRET" in name}


def test_a_signed_looking_form_field_is_no_script(tmp_path):
    field = Dictionary(FT=Name.Sig, T="chữ ký", Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]))
    assert (
        said(made.pdf_with_root(AcroForm=Dictionary(Fields=Array([field]), SigFlags=3)), tmp_path) == "application/pdf"
    )
