"""Real sheets judged by hand: what stands in the published sheet (numbers, flags, counts), read beside the sheet itself."""

import json
import pathlib
from decimal import Decimal

import pytest

from city.services.engine.sheets import Refusal, Sheet, read
from city.services.engine.sheets.groups import group_of
from city.services.engine.sheets.headings import kind_of
from city.services.engine.sheets.legal import mended
from city.services.engine.sheets.money import amount_of

SOURCE = pathlib.Path(__file__).parents[3] / "../shared/data/procedures/procedures_2026.jsonl"
ALL = "ocp"  # online, counter, post

# code: (group, cases, papers, terms as "channels amount unit", fees (10 stands for US dollars); None = in words only, findings that must be there)
JUDGED: dict[str, tuple[str, int, int | None, set[str], set[int | None], set[str]]] = {
    "1.001193": ("ours", 0, 8, {"ocp -"}, {0}, {"no_unit", "no_term", "heading_as_case", "no_agency"}),
    "2.000815": ("ours", 0, 1, {"c -"}, {2000, 10}, {"double_channel", "no_term", "counter_only"}),
    "1.000047": ("ours", 0, 2, {"ocp 6 working_day"}, {0}, set()),
    "1.000942": ("ours", 0, 3, {"c 35 working_day"}, {0}, {"counter_only"}),
    "1.001666": ("ours", 0, 4, {"ocp 5 working_day"}, set(), {"no_fee"}),
    "1.002368": ("ours", 0, 1, {"ocp 7 working_day"}, {2_000_000}, set()),
    "1.003009": ("mirrored", 0, 3, {"cp -"}, {0}, {"no_unit", "no_term"}),
    "1.004047": ("ours", 0, 6, {"ocp 2 working_day"}, {70_000}, {"heading_as_case", "odd_count"}),
    "1.004151": ("mirrored", 0, 2, {"c -"}, set(), {"no_term", "no_fee", "counter_only"}),
    "1.004242": (
        "ours",
        0,
        8,
        {"ocp 5 working_day", "ocp 10 working_day"},
        {100_000},
        {"double_channel", "term_without_case", "heading_as_case"},
    ),
    "1.005280": ("ours", 4, 31, {"ocp 3 working_day"}, {0}, {"merged_paper"}),
    "1.007765": ("ours", 0, 1, {"c 30 day"}, {0}, {"counter_only"}),
    "1.008122": ("ours", 5, 10, {"o 10 working_day"}, {350_000}, set()),
    "1.008910": ("ours", 2, 4, {"ocp 20 working_day"}, {0}, set()),
    "1.009284": ("ours", 0, 4, {"ocp 7 working_day"}, {0}, {"no_agency"}),
    "1.009449": ("ours", 0, 4, {"ocp 5 working_day"}, {0}, set()),
    "1.009461": ("ours", 0, 1, {"ocp 3 working_day"}, {0}, set()),
    "1.010331": ("mirrored", 0, None, {"ocp -"}, {0}, {"no_unit", "no_term"}),
    "1.011637": ("mirrored", 0, 5, {"cp 15 working_day"}, {0}, {"merged_paper"}),
    "1.012064": ("ours", 0, 2, {"ocp 5 working_day"}, {0}, set()),
    "1.012903": ("ours", 0, 8, {"ocp 15 day"}, {0}, {"heading_as_case"}),
    "1.013216": ("ours", 0, 17, {"o 25 day", "cp 35 day"}, {0}, set()),
    "1.013437": ("mirrored", 0, 1, {"ocp 3 working_day"}, {10_000}, {"heading_as_case"}),
    "1.013965": ("ours", 2, 4, {"op 15 day", "c 25 day"}, {0}, {"odd_count"}),
    "1.014022": ("ours", 0, 2, {"ocp 16 working_day"}, {0}, set()),
    "2.000555": ("ours", 0, 2, {"ocp 3 working_day"}, {0}, set()),
    "2.001199": ("ours", 5, None, {"ocp 3 working_day"}, {100_000, 50_000}, {"paper_heading"}),
    "2.002009": ("ours", 5, None, {"ocp -"}, {100_000}, {"no_term", "odd_fee"}),
    "2.002015": ("ours", 3, 8, {"ocp -"}, {0, None}, {"no_unit", "no_term", "odd_fee"}),
    "2.002235": ("mirrored", 0, 2, {"ocp -"}, {0}, {"no_term"}),
    "2.002729": ("ours", 0, None, {"ocp 30 day"}, {0}, {"merged_paper"}),  # criteria, not papers
    "3.000274": ("ours", 0, 1, {"ocp 20 working_day"}, set(), {"no_agency", "no_fee"}),
    "3.000323": ("ours", 0, 6, {"ocp -"}, {0}, {"no_unit", "no_term", "heading_as_case"}),
    "6.003632": ("ours", 0, 1, {"ocp 45 day"}, {0}, set()),
    "1.000405": ("information", 0, 3, {"ocp 5 working_day"}, {0}, set()),
    "1.000807": ("information", 0, 8, {"ocp 5 day"}, {10}, {"heading_as_case", "paper_heading"}),
    "1.003425": ("information", 2, 2, {"c 5 working_day"}, {0}, {"counter_only"}),
    "3.000338": ("information", 0, 2, {"o 1 day"}, {None}, {"odd_fee"}),
}
QUIET = {"counter_only", "paper_heading", "double_paper", "no_agency", "no_legal", "no_result", "no_decision"}


@pytest.fixture(scope="module")
def rows():
    if not SOURCE.exists():
        pytest.skip(f"the real sheets are not here: {SOURCE}")
    with SOURCE.open(encoding="utf-8") as file:
        return {row["ma_thu_tuc"]: row for row in map(json.loads, file)}


def said(sheet: Sheet) -> set[str]:
    """Terms as in JUDGED: channels that share one together."""
    found: dict[str, str] = {}
    for term in sheet.terms:
        key = f"{term.amount} {term.unit}" if term.amount is not None else "-"
        found[key] = "".join(sorted(found.get(key, "") + (term.channel[0] if term.channel else "?")))
    order = {c: i for i, c in enumerate(ALL)}
    return {f"{''.join(sorted(cs, key=lambda c: order.get(c, 9)))} {key}" for key, cs in found.items()}


@pytest.mark.parametrize("code", JUDGED)
def test_judged(rows, code):
    group, cases, papers, terms, fees, findings = JUDGED[code]
    sheet = read(rows[code])
    assert isinstance(sheet, Sheet)
    assert (str(sheet.group), len(sheet.cases)) == (group, cases)
    assert papers in (None, len(sheet.papers))
    assert said(sheet) == terms
    assert {None if f.amount is None else int(f.amount) for f in sheet.fees} == fees
    found = {str(f.code) for f in sheet.findings}
    assert findings - found == set()
    assert found - findings - QUIET == set() or len(sheet.cases) > 2


def test_the_birth_sheet_asks_two_things_of_everybody(rows):
    sheet = read(rows["1.001193"])
    assert sum(p.needed for p in sheet.papers) == 2
    assert sum(p.note != "" for p in sheet.papers) == 2  # shown, not handed in
    assert [t.raw for t in sheet.terms] == ["1", "1", "1"]  # the dummy stays readable
    assert sheet.levels == ["commune"]


def test_every_sheet_ends_published_or_refused(rows):
    read_rows = [read(row) for row in rows.values()]
    assert len(read_rows) == 2564
    assert [r for r in read_rows if isinstance(r, Refusal)] == []
    assert all(p.case is None or 0 <= p.case < len(s.cases) for s in read_rows for p in s.papers)
    assert all((t.amount is None) == (t.unit is None) for s in read_rows for t in s.terms)
    groups = [str(s.group) for s in read_rows]
    assert 800 <= groups.count("ours") <= 950 and 600 <= groups.count("mirrored") <= 720


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "bad_code"),
        ({"ma_thu_tuc": "1.2", "ten": "x"}, "bad_code"),
        ({"ma_thu_tuc": "1.000001", "linh_vuc": "Hộ tịch"}, "no_name"),
        ({"ma_thu_tuc": "1.000001", "ten": "x"}, "no_field"),
        ({"ma_thu_tuc": "1.000001", "ten": "x", "linh_vuc": "Hộ tịch"}, "empty_sheet"),
    ],
)
def test_refused(row, reason):
    assert read(row).reason == reason


def test_a_local_code_keeps_its_owner():
    sheet = read(
        {
            "ma_thu_tuc": "1.014388.H13",
            "ten": "x",
            "linh_vuc": "y",
            "cach_thuc": [{"kenh": "Trực tiếp"}],
            "cap_thuc_hien": "Cấp xã",
        }
    )
    assert (sheet.code, sheet.owner_code, sheet.raw_code, sheet.levels) == (
        "1.014388",
        "H13",
        "1.014388.H13",
        ["commune"],
    )


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Miễn phí", 0),
        ("Phí : Không Đồng", 0),
        ("50,000 Việt Nam Đồng", 50_000),
        ("Phí : 2.000.000 Đồng (một loại)", 2_000_000),
        ("10 USD", None),
        ("Mức thu bằng 50% mức quy định", None),
    ],
)
def test_amounts(line, amount):
    assert amount_of(line)[0] == amount


def test_a_fee_short_of_its_thousands_is_mended_only_where_the_words_say_so():
    def one(muc: str, note: str):
        row = {
            "ma_thu_tuc": "1.000001",
            "ten": "x",
            "linh_vuc": "y",
            "cach_thuc": [{"kenh": "Trực tiếp", "phi": [{"muc": muc, "ghi_chu": note}]}],
        }
        sheet = read(row)
        return sheet.fees[0].amount, [f.done for f in sheet.findings if f.code == "odd_fee"]

    assert one("135 VNĐ", "Mức thu 135.000 đồng một lần") == (135_000, [True])
    assert one("135 VNĐ", "") == (None, [False])
    assert one("1100 VNĐ", "") == (None, [False])


def test_dollars_are_a_currency_of_their_own_and_doubts_stay_with_the_fee():
    phi = [{"muc": "10 USD", "ghi_chu": "/bản"}, {"muc": "Lệ phí : 1.5 USD"}, {"muc": "135 VNĐ"}, {"muc": "2,000 VNĐ"}]
    sheet = read(
        {"ma_thu_tuc": "1.000001", "ten": "x", "linh_vuc": "y", "cach_thuc": [{"kenh": "Trực tiếp", "phi": phi}]}
    )
    assert [(f.amount, f.currency, f.doubt, f.note) for f in sheet.fees] == [
        (10, "USD", "", "/bản"),
        (Decimal("1.5"), "USD", "", ""),
        (None, "VND", "odd", ""),
        (2000, "VND", "", ""),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("", "all"),
        ("Giấy tờ phải nộp", "all"),
        ("a) Thành phần hồ sơ", "all"),
        ("Giấy tờ phải xuất trình", "show"),
        ("Lưu ý", "note"),
        ("Trường hợp ủy quyền thực hiện thủ tục", "condition"),
        ("Trường hợp đăng ký trên môi trường điện tử", "condition"),
        ("Hồ sơ của người nhận con nuôi", "section"),
        ("b) Đối với cấp lại", "case"),
        ("Trường hợp đăng ký lần đầu", "case"),
    ],
)
def test_kinds_of_titles(title, kind):
    assert kind_of(title).value == kind


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("257/2016/TT-BTCN", "257/2016/TT-BTC"),
        ("23/2015/NĐ-CP", "23/2015/NĐ-CP"),
        ("47/2019/QH1449", "47/2019/QH14"),
        ("05/2024/TT-BXD", "05/2024/TT-BXD"),
    ],
)
def test_glued_letters_of_legal_numbers(given, number):
    assert mended(given) == number


@pytest.mark.parametrize(
    ("levels", "agency", "ministry", "field", "group"),
    [
        (["commune"], "", "Bộ Tư pháp", "Hộ tịch", "ours"),
        (["city", "commune"], "Công an cấp Xã", "Bộ Công an", "Cư trú", "mirrored"),
        (["commune"], "Ủy ban nhân dân cấp xã", "Bộ Quốc phòng", "Chính sách", "ours"),
        (["city"], "Chi cục Kiểm lâm", "Bộ Nông nghiệp và Môi trường", "Kiểm lâm", "ours"),
        (["city"], "Chi cục Hải quan khu vực", "Bộ Tài chính", "Hải quan", "mirrored"),
        (["city"], "Cục Đường sắt Việt Nam, Chủ tịch ủy ban nhân dân cấp tỉnh", "Bộ Xây dựng", "Đường sắt", "ours"),
        (["ministry"], "Bộ Xây dựng", "Bộ Xây dựng", "Nhà ở", "information"),
        ([], "", "Bộ Tư pháp", "Hộ tịch", "information"),
    ],
)
def test_groups(levels, agency, ministry, field, group):
    assert group_of(levels, agency, ministry, field)[0] == group
