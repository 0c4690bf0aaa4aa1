"""Every template prints PDF/A, the same bytes each time, text that comes back with its accents."""

import datetime
import io

import pikepdf
import pypdfium2
import pytest

from city.documents import queries
from city.documents.engine import stamps, typesetting, words
from city.documents.tests.test_issuing import stored

DAY = datetime.date(2026, 11, 4)
NAME = "Nguyễn Thị Ấn Quế Ngọc Lựu Đặng Vĩ Hộ"
FACTS = {
    "parent": "UBND thành phố Cần Thơ", "agency": "Sở Xây dựng", "place_and_date": words.place_and_date("Cần Thơ", DAY),
    "number": "12/QĐ-SXD", "title": "Quyết định 12/QĐ-SXD", "kind": "Giấy phép xây dựng", "subject": "Về việc thử",
    "holder": NAME, "address": "12 Nguyễn Trãi, phường Ninh Kiều", "phone": "0912 345 678", "email": "an@example.vn",
    "dossier_code": "H13.12-261104-0007", "request": "Cấp giấy phép xây dựng", "reception": "Bộ phận Một cửa",
    "reasons": ["Thiếu bản vẽ."], "papers": [{"name": "Đơn đề nghị", "originals": "1", "reason": "Ảnh mờ"}],
    "lacks": [{"name": "Đơn đề nghị", "reason": "Không đọc được", "note": "Chụp lại đủ bốn góc."}], "advice": "Nộp lại.", "stopped": "8 giờ, ngày 04/11/2026", "clock": "Thời hạn tạm dừng.",
    "term": "15 ngày làm việc", "received": "04/11/2026", "due": "25/11/2026", "new_due": "30/11/2026",
    "return_place": "Bộ phận Một cửa", "officer": "Trần Thị Bé", "submitter": NAME, "payer": NAME,
    "lines": [{"name": "Lệ phí", "amount": "75.000"}], "total": "75.000", "total_words": "Bảy mươi lăm nghìn đồng",
    "method": "Chuyển khoản", "entries": [{"heading": "Phần một"}, {"name": "Họ, chữ đệm, tên", "value": NAME}],
    "body": f"Nội dung cho {NAME}.", "to": ["Sở Tư pháp", "Sở Tài chính"], "issuer": "Giám đốc Sở Xây dựng",
    "bases": ["Căn cứ luật"], "articles": [f"Cấp cho {NAME}.", "Có hiệu lực.\nGiao Văn phòng thi hành./."],
    "recipients": ["Như trên", "Lưu: VT"], "authority": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "signer": "Nguyễn Hữu Lợi",
    "qr": typesetting.qr("https://motcua.example.vn/verify/x/"), "check_address": "motcua.example.vn/verify/",
    "steps": [{"given_by": "Bộ phận Một cửa", "taken_by": "Phòng Kinh tế", "at": "8 giờ 30, ngày 04/11/2026", "state": "đúng hạn"}],
    "remedies": ["Ông/Bà có quyền khiếu nại."], "agency_name": "Sở Xây dựng", "help": "Gọi 1022 để được hướng dẫn./.",
}  # fmt: skip
UNSIGNED = typesetting.SLIPS | {"receipt"}
SEALED = typesetting.SLIPS - {"control_slip"}
A5, A4 = (148, 210), (210, 297)  # mm


def printed(code, **changed):
    return typesetting.render(typesetting.source(code), {**FACTS, **changed}, dated_on=DAY)


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def flat(text):
    return " ".join(text.replace("\ufffe", "").split())


@pytest.mark.parametrize("code", typesetting.CODES)
def test_each_template_is_pdf_a_with_embedded_fonts(code):
    with pikepdf.open(io.BytesIO(printed(code).pdf)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2U"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"LiberationSerif"}


@pytest.mark.parametrize("code", typesetting.CODES)
def test_same_facts_same_bytes(code):
    assert printed(code).pdf == printed(code).pdf


@pytest.mark.parametrize("code", typesetting.CODES)
def test_text_comes_back_with_its_accents(code):
    text = flat(text_of(printed(code).pdf))
    for expected in (
        NAME,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ngày 04 tháng 11 năm 2026",
    ):
        assert expected in text


@pytest.mark.parametrize("code", sorted(set(typesetting.CODES) - UNSIGNED))
def test_a_place_is_left_for_the_signature(code):
    spot = printed(code).spots["person"]
    assert (round(spot.width / 72 * 25.4), round(spot.height / 72 * 25.4)) == (48, 30)
    seal = stamps.seal_spot(spot)
    assert round(seal.width / 72 * 25.4) == 36
    assert round((seal.x + seal.width - spot.x) / spot.width, 3) == round(1 / 3, 3), "the seal covers the left third"


@pytest.mark.parametrize("code", sorted(SEALED))
def test_a_slip_leaves_a_place_for_the_seal_alone_in_its_true_size(code):
    paper = printed(code)
    assert set(paper.spots) == {"seal"}
    spot = paper.spots["seal"]
    assert (round(spot.width / 72 * 25.4), round(spot.height / 72 * 25.4)) == (36, 36)
    assert spot.y > 0 and spot.x > 0


@pytest.mark.parametrize("code", typesetting.CODES)
def test_slips_are_on_a5_and_letters_on_a4(code):
    with pypdfium2.PdfDocument(printed(code).pdf) as pdf:
        size = tuple(round(side / 72 * 25.4) for side in pdf[0].get_size())
    assert size == (A5 if code in typesetting.SLIPS else A4)


def test_text_stays_text():
    nasty = "#eval(1) *đậm* _nghiêng_ $x^2$ <place> @ref \\ // [x]"
    assert nasty in flat(text_of(printed("extract", entries=[{"name": "Tên", "value": nasty}]).pdf))


def test_a_letter_no_font_has_is_refused_not_mixed():
    with pytest.raises(typesetting.Unprintable):
        printed("extract", entries=[{"name": "Tên", "value": "𝄞"}])


@pytest.mark.parametrize(("times", "pages"), [(1, 1), (500, 3)])
def test_a_paper_says_how_many_pages_it_has(times, pages):
    assert printed("notice", body="Nội dung dài. " * times).pages == pages


def test_page_numbers_begin_on_the_second_page():
    with pypdfium2.PdfDocument(printed("notice", body="Nội dung dài. " * 500).pdf) as document:
        first, second = (page.get_textpage().get_text_bounded(bottom=790).strip() for page in list(document)[:2])
    assert (first, second) == ("", "2")


def test_the_issued_file_carries_number_token_and_signer(issued):
    text = flat(text_of(stored(issued)))
    for expected in ("Số: 01/QĐ-UBND", "Ninh Kiều, ngày 04 tháng 11 năm 2026", "KT. CHỦ TỊCH", "Nguyễn Hữu Lợi"):
        assert expected in text
    assert issued.token_shown.replace("-", "") in text.replace("-", "").replace(" ", "")  # a line may end at a hyphen


@pytest.mark.django_db
def test_a_slip_is_printed_without_register(ward):
    facts = {**FACTS, "lookup": "https://motcua.example.vn/lookup/?code=1"}
    pdf = queries.render("acceptance_slip", facts, agency=ward, on=DAY)
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in flat(text_of(pdf))
    assert pdf == queries.render("acceptance_slip", facts, agency=ward, on=DAY)


@pytest.mark.parametrize(("number", "said"), [
    (0, "không"), (5, "năm"), (15, "mười lăm"), (21, "hai mươi mốt"), (105, "một trăm linh năm"),
    (1_005, "một nghìn không trăm linh năm"), (75_000, "bảy mươi lăm nghìn"),
    (1_234_567, "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
    (2_000_000_010, "hai tỷ không trăm mười"),
])  # fmt: skip
def test_numbers_in_words(number, said):
    assert words.in_words(number) == said


def test_days_and_numbers_as_the_annex_wants():
    assert words.long_date(datetime.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert words.long_date(datetime.date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert words.in_lines("Sở Nông nghiệp và Môi trường") == "Sở Nông nghiệp\nvà Môi trường"
    assert words.in_lines("Ủy ban nhân dân phường An Bình") == "Ủy ban nhân dân\nphường An Bình"
    assert words.in_lines("Sở Xây dựng") == "Sở Xây dựng"
    assert words.printed_number(5, "", "QĐ-UBND") == "05/QĐ-UBND"
    assert words.printed_number(412, "a", "GPXD") == "412a/GPXD"
