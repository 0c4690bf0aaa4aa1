"""A slip of the one-stop is one A5 page as long as its words let it be; where they do not, each page says of how many it is one."""

import pypdfium2
import pytest

from city.documents.engine import typesetting, words
from city.documents.tests.test_papers import DAY, FACTS, printed

NAMES = (
    "Đơn đề nghị cấp giấy phép xây dựng sử dụng cho công trình không theo tuyến hoặc theo tuyến trong đô thị, tôn giáo, nhà ở riêng lẻ (theo Mẫu số 01 ban hành kèm theo Nghị định số 175/2024/NĐ-CP)",
    "Một trong những giấy tờ chứng minh quyền sử dụng đất theo quy định của pháp luật về đất đai",
    "02 bộ bản vẽ thiết kế xây dựng trong hồ sơ thiết kế xây dựng triển khai sau thiết kế cơ sở được phê duyệt, gồm bản vẽ tổng mặt bằng, mặt bằng định vị công trình trên lô đất",
    "Báo cáo kết quả thẩm tra thiết kế xây dựng, trong trường hợp pháp luật về xây dựng có yêu cầu thẩm tra thiết kế xây dựng",
)
LONG = {
    "parent": "Ủy ban nhân dân thành phố Cần Thơ", "agency": words.in_lines("Trung tâm Phục vụ hành chính công phường Vĩnh Phước"),
    "reception": "Bộ phận Tiếp nhận và Trả kết quả, Trung tâm Phục vụ hành chính công phường Vĩnh Phước",
    "holder": "Công ty trách nhiệm hữu hạn một thành viên Thương mại Dịch vụ Xây dựng và Trang trí nội thất Nguyễn Hoàng Phương Uyên",
    "submitter": "Nguyễn Hoàng Phương Uyên Trang Đài", "officer": "Huỳnh Nguyễn Phương Thảo Vy", "email": "nguyenhoangphuonguyen@example.vn",
    "address": "128/45/7 đường Nguyễn Văn Cừ nối dài, khu dân cư Hồng Phát, khu vực Thạnh Mỹ, phường An Bình, thành phố Cần Thơ",
    "request": "Cấp giấy phép xây dựng mới đối với công trình cấp đặc biệt, cấp I, cấp II (công trình không theo tuyến/theo tuyến trong đô thị/tín ngưỡng, tôn giáo/tượng đài, tranh hoành tráng/theo giai đoạn cho công trình không theo tuyến/theo giai đoạn cho công trình theo tuyến trong đô thị/dự án)",
    "received": "8 giờ 05, ngày 04/11/2026", "due": "17 giờ 00, ngày 25/11/2026", "return_place": "Trực tuyến, trên trang hồ sơ của Ông/Bà",
    "help": "Ông/Bà tra cứu tình hình giải quyết bằng mã hồ sơ hoặc mã vuông trên giấy này. Có kết quả sớm, cơ quan báo ngay.",
    "lookup_qr": FACTS["qr"], "token_shown": "ABCD-EFGH-JKLM",
}  # fmt: skip
TOP = 570  # points from the foot of an A5 page: above it only the number of the page stands


def papers(count: int) -> list[dict[str, str]]:
    return [{"name": NAMES[number % len(NAMES)], "copies": "1", "files": "1"} for number in range(count)]


def numbers_of(pdf: bytes) -> list[str]:
    """What stands above the text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded(bottom=TOP).strip() for page in document]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_long_names_stand_on_one_page_with_a_whole_place_for_the_seal(count: int) -> None:
    paper = printed("acceptance_slip", **LONG, papers=papers(count))
    seal = paper.spots["seal"]
    assert (paper.pages, numbers_of(paper.pdf), seal.page) == (1, [""], 0)
    assert (round(seal.width / 72 * 25.4), round(seal.height / 72 * 25.4)) == (36, 36)
    assert seal.x > 0 and seal.y > 0
    with pypdfium2.PdfDocument(paper.pdf) as document:
        text = " ".join(document[0].get_textpage().get_text_range().replace("\ufffe", "").split())
    for shown in (
        LONG["submitter"],
        LONG["officer"],
        LONG["due"],
        "ABCD-EFGH-JKLM",
        "Quét mã để xem hồ sơ đang ở đâu.",
    ):
        assert shown in text


def test_what_does_not_fit_says_of_how_many_pages_each_is_one() -> None:
    paper = printed("acceptance_slip", **LONG, papers=papers(14))
    count = paper.pages or 0
    assert (count > 1, numbers_of(paper.pdf)) == (True, [f"{page}/{count}" for page in range(1, count + 1)])


def test_a_short_slip_is_set_as_it_was() -> None:
    """Smaller type is for those only that need it."""
    source = typesetting.source("acceptance_slip")
    assert printed("acceptance_slip").pages == 1
    usual = source.replace('sys.inputs.at("tight", default: "0")', '"0"')
    assert usual != source
    assert printed("acceptance_slip").pdf == typesetting.render(usual, FACTS, dated_on=DAY).pdf


@pytest.mark.parametrize(("code", "changed"), [
    ("refusal", {"reasons": ["Thiếu giấy tờ", "Không thuộc thẩm quyền", "Nội dung khai không khớp với giấy tờ"], "advice": " ".join(NAMES[:3])}),
    ("supplement_request", {"lacks": [{"name": name, "reason": "Không đọc được", "note": "Chụp lại đủ bốn góc."} for name in NAMES]}),
])  # fmt: skip
def test_other_slips_too(code: str, changed: dict[str, object]) -> None:
    assert printed(code, **{**LONG, **changed}).pages == 1
