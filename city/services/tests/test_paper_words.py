"""Papers laid out for reading: what it is first, the rest below, an alike note once."""

import pytest

from city.services.models.catalogue import Paper
from city.services.views.paper_words import blocks_of, form_words, headline

LONG = "Tờ trình tổ chức lại trung tâm, bao gồm các nội dung: sự cần thiết và cơ sở pháp lý; quá trình xây dựng đề án; nội dung chính"


@pytest.mark.parametrize(
    ("name", "head", "rest"),
    [
        ("Giấy chứng sinh", "Giấy chứng sinh", ""),
        (LONG, "Tờ trình tổ chức lại trung tâm", LONG[32:].capitalize()),
        ("Văn bản đề nghị điều chỉnh dự án đầu tưMẫu I.1", "Văn bản đề nghị điều chỉnh dự án đầu tư Mẫu I.1", ""),
        ("Đơn đề nghị chuyển đổi Giấy phépPhlc8.docx", "Đơn đề nghị chuyển đổi Giấy phép", ""),
        ("Đơn xin nhận con nuôi1", "Đơn xin nhận con nuôi", ""),
        ("Tờ khai theo Mẫu số 1", "Tờ khai theo Mẫu số 1", ""),
        ("Thành phần hồ sơ 2 (nếu có): Giấy chứng tử", "Giấy chứng tử", ""),
        (
            f"Văn bản của Tổng giám đốc (Giám đốc) {'chi nhánh ' * 12}",
            f"Văn bản của Tổng giám đốc (Giám đốc) {'chi nhánh ' * 12}".strip(),
            "",
        ),
        ("A" * 300, "A" * 300, ""),
    ],
)
def test_headline(name, head, rest):
    assert headline(name) == (head, rest)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Mẫu số 08.docx", "mẫu: Mẫu số 08"),
        ("Mau_don_xin_phep (1).doc", "mẫu: Mau don xin phep"),
        ("PC11 (1).docx", "mẫu: PC11"),
        ("8.docx", ""),
        ("a.docx", ""),
        ("(1).pdf", ""),
        ("Vnbnxcnhnhoncnhgianhchiukinkinht (1).doc", ""),
        ("", ""),
    ],
)
def test_file_names_that_say_nothing_are_left_out(file, said):
    assert form_words(file) == said


def test_a_note_alike_is_said_once():
    note = "Hồ sơ của người nhận con nuôi"
    papers = [Paper(name="Đơn", note=""), *(Paper(name=n, note=note) for n in "AB"), Paper(name="C", note="bản dịch")]
    blocks = blocks_of("Trường hợp 1", papers)
    assert [(b["title"], b["intro"], [n.name for n in b["needs"]]) for b in blocks] == [
        ("Trường hợp 1", "", ["Đơn"]),
        ("", note, ["A", "B"]),
        ("", "", ["C"]),
    ]
    assert "bản dịch" in blocks[2]["needs"][0].words
    assert note not in blocks[1]["needs"][0].words
    assert blocks_of("x", []) == []
