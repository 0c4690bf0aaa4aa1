"""Both judges, pyHanko and poppler, over whole and spoiled files."""

import io
import re
import shutil
import subprocess
import time

import pikepdf
import pytest
from pyhanko.sign import fields

from kernel import signing
from kernel.refs import Ref
from kernel.signing import Finding, keys, signatures
from kernel.signing.models import Certificate
from kernel.signing.tests.conftest import AT, OFFICE, PLACES, agency, person, picture

pytestmark = pytest.mark.django_db


def pdfsig(tmp_path, pdf):
    """What poppler says of each signature."""
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, timeout=60).stdout
    return re.findall(r"Signature Validation: (.+)", said), said


needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")


def test_a_signed_and_sealed_paper_is_whole(signed):
    report = signed.judge()
    assert report.findings == ()
    assert [(s.name, s.organisation, s.signed_at, s.fingerprint) for s in report.signatures] == [
        ("Nguyễn Hữu Lợi", OFFICE, AT, signed.who.fingerprint),
        (OFFICE, OFFICE, AT, signed.seal.fingerprint),
    ]


@needs_pdfsig
def test_poppler_agrees(signed, tmp_path):
    verdicts, said = pdfsig(tmp_path, signed.pdf)
    assert verdicts == ["Signature is Valid.", "Signature is Valid."]
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.count("Total document signed") == 1


def _stream(pdf, reference):
    """A place inside the stream of the object that `reference` names for the first time."""
    number = re.search(reference + rb" (\d+) 0 R", pdf)[1]
    return pdf.index(b"stream\n", pdf.index(b"\n" + number + b" 0 obj")) + 60


def _value(pdf, after):
    """A place in a signature's own value: near the end of its CMS, before the padding."""
    start = pdf.index(b"/Contents <", after) + len(b"/Contents <")
    return start + len(pdf[start : pdf.index(b">", start)].rstrip(b"0")) - 100


POSITIONS = {
    "page text": lambda s: _stream(s.pdf, rb"/Contents"),
    "font": lambda s: _stream(s.pdf, rb"/FontFile[23]"),
    "picture of the signature": lambda s: s.pdf.index(b"stream\n", s.pdf.index(b"/Image", len(s.prepared))) + 60,
    "first signature": lambda s: _value(s.pdf, len(s.prepared)),
    "seal's signature": lambda s: _value(s.pdf, len(s.once)),
    "last bytes": lambda s: len(s.pdf) - 60,
}


@pytest.mark.parametrize("where", POSITIONS)
def test_one_changed_byte_is_found(signed, tmp_path, where):
    at = POSITIONS[where](signed)
    spoiled = bytearray(signed.pdf)
    # Another value also where the place holds a hex digit: "A" and "a" would be the same byte of the signature.
    spoiled[at] = ord("1") if spoiled[at] != ord("1") else ord("2")
    report = signed.judge(bytes(spoiled))
    assert not report.whole
    assert set(report.findings) & {Finding.BROKEN, Finding.UNREADABLE}
    if shutil.which("pdfsig"):
        verdicts, _ = pdfsig(tmp_path, bytes(spoiled))
        assert verdicts != ["Signature is Valid.", "Signature is Valid."]


def test_the_person_certifies_and_the_seal_closes(signed):
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf:
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2
        first, second = pdf.Root.AcroForm.Fields
        assert str(second.Lock.Action) == "/All"
        assert [int(field.F) & 4 for field in (first, second)] == [4, 4]


def test_the_file_keeps_saying_that_it_is_pdf_a(signed):
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2U"
        assert "/Producer" not in pdf.docinfo or "pyHanko" not in str(pdf.docinfo["/Producer"])


def test_later_bytes_never_change_earlier_ones(signed, sheet):
    assert signed.once.startswith(sheet)
    assert signed.pdf.startswith(signed.once)


def test_a_paper_without_signature_says_so(signed, sheet):
    assert signed.judge(sheet).findings == (Finding.UNSIGNED,)


def test_cutting_the_seal_off_is_found(signed):
    assert Finding.MISSING in signed.judge(signed.once).findings


def test_cutting_into_the_last_revision_is_found(signed):
    assert not signed.judge(signed.pdf[:-200]).whole


def test_a_comment_after_the_end_is_found(signed):
    assert signed.judge(signed.pdf + b"% a word\n").findings == (Finding.TRAILING,)


def test_a_strangers_seal_in_the_free_field_is_found(signed):
    stranger = agency(owner=2, name="Công ty Lạ")
    sealed = signing.sign(signed.once, by=stranger, image=picture("red"), at=AT)
    assert set(signed.judge(sealed).findings) >= {Finding.STRANGER, Finding.MISSING}
    assert signing.validate(sealed, at=AT).whole, "to one who expects nobody it is a signed file like another"


def test_a_strangers_seal_after_ours_is_found(signed):
    writer = signatures._QuietWriter(io.BytesIO(signed.pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("them", box=(10, 10, 90, 90)))
    added = signatures._written(writer)
    report = signed.judge(added)
    assert Finding.CHANGED in report.findings
    assert Finding.TRAILING in report.findings


def test_another_authority_is_not_believed(signed, sheet, settings, store, tmp_path):
    settings.KEYS_ROOT = tmp_path / "others"
    Certificate.objects.all().delete()
    who, seal = person(), agency()
    theirs = signing.sign(signing.prepare(sheet, PLACES), by=who, image=picture("b"), at=AT)
    theirs = signing.sign(theirs, by=seal, image=picture("r"), at=AT)
    assert signing.validate(theirs, expect=[who.fingerprint, seal.fingerprint], at=AT).whole
    settings.KEYS_ROOT = store
    report = signing.validate(theirs, expect=[who.fingerprint, seal.fingerprint], at=AT)
    assert report.findings == (Finding.UNTRUSTED,)


def test_judged_after_the_certificate_has_ended(signed):
    assert signing.validate(signed.pdf, expect=signed.expect, at=AT.replace(year=2031)).findings == (Finding.UNTRUSTED,)


def test_rubbish_is_unreadable_not_a_crash(store):
    for body in (b"", b"%PDF-1.7\n", b"\x00" * 500, b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"):
        assert signing.validate(body, at=AT).findings == (Finding.UNREADABLE,)


def test_a_file_that_claims_a_thousand_signatures_is_not_counted_out(signed):
    """Each would be a digest over the whole file: a public page must not work for minutes."""
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf:
        listed = pdf.Root.AcroForm.Fields
        value = listed[0].V
        for number in range(1000):
            field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=f"x{number}", V=value)
            listed.append(pdf.make_indirect(field))
        out = io.BytesIO()
        pdf.save(out)
    begun = time.process_time()
    report = signing.validate(out.getvalue())
    assert (report.findings, report.signatures) == ((Finding.UNREADABLE,), ())
    assert time.process_time() - begun < 5


def test_the_same_owner_and_name_keeps_its_certificate(signed):
    assert person().pk == signed.who.pk
    assert person(name="Trần Thị Khác").pk != signed.who.pk


def test_a_revoked_certificate_signs_no_more(signed):
    signing.revoke(signed.who, at=AT)
    assert person().pk != signed.who.pk
    assert signed.judge().whole, "what it signed before stays"


def test_private_keys_lie_encrypted(signed, store, settings):
    name = f"{signed.who.fingerprint}.pem"
    body = (store / "signing" / name).read_bytes()
    assert body.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert (store / "signing" / name).stat().st_mode & 0o077 == 0
    keys._held.clear()
    settings.SECRET_KEY = "another"
    with pytest.raises(ValueError, match=r"[Dd]ecrypt|password"):
        keys.held(name)


def test_long_vietnamese_names_fit_a_certificate(db, store):
    long = "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp thành phố Cần Thơ"
    made = signing.certificate_for(owner=Ref("agencies.agency", 9), role="seal", subject=long, organisation=long, at=AT)
    assert made.subject == long
