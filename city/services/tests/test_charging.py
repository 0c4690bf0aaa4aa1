"""The lines of a sheet's fees and what they come to, by hand and over the published sheets."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from city.payments.actions import Asked
from city.services.actions.catalogue import take_in
from city.services.actions.fees import fees_of
from city.services.engine.charging import Counted, Falling, Line, Taken, counted, lines_of
from city.services.engine.legal_parameters import ROWS
from city.services.models import Dossier
from city.services.models.catalogue import ProcedureVersion
from city.services.queries.fees import expected, lines_for
from city.services.tests.test_catalogue_pages import AT
from kernel import clock, parameters
from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.journal import unguarded

SOURCE = Path(__file__).resolve().parents[3].parent / "shared/data/procedures/procedures_2026.jsonl"

FALLING = Falling(2, 1000, 200_000)


@dataclass(frozen=True)
class Row:
    raw: str
    note: str = ""
    amount: Decimal | None = Decimal(2000)


@pytest.mark.parametrize(
    ("raw", "note", "unit"),
    [
        ("2,000 Việt Nam Đồng", "/trang", "trang"),
        ("2,000 Việt Nam Đồng", "/hồ sơ", ""),
        ("2,000 VNĐ", "phí đổi thẻ: 2.000 đồng/thẻ", "thẻ"),
        ("2,000 VNĐ", "2.000đ/lần cấp.", "lần"),
        ("2,000 VNĐ", "12.000 đồng/tờ khai", ""),  # another amount's unit
        ("2,000 VNĐ", "2.000 đồng/ 1 môn thi", "môn thi"),
        ("Phí : 2.000 đồng/trường hợp", "", "trường hợp"),
        ("2,000 VNĐ", "một lần", ""),
    ],
)
def test_the_unit_stands_beside_its_amount(raw: str, note: str, unit: str) -> None:
    assert lines_of([Row(raw, note)])[0].unit == unit


def test_the_same_fee_written_twice_counts_once_and_keeps_its_unit() -> None:
    rows = [Row("Phí: 2.000 đồng"), Row("2,000 VNĐ", "/bản"), Row("5,000 VNĐ", amount=Decimal(5000))]
    assert [(one.price, one.unit) for one in lines_of(rows)] == [(2000, "bản"), (5000, "")]
    apart = [Row("2,000 VNĐ", "/bản"), Row("2,000 VNĐ", "/thẻ")]
    assert [one.unit for one in lines_of(apart)] == ["bản", "thẻ"]


def test_equal_sums_for_different_things_are_different_fees() -> None:
    new, renewed, again = (
        Row("2,000 VNĐ", "Cấp mới: 2.000 đồng/thẻ"),
        Row("2,000 VNĐ", "Cấp đổi"),
        Row("2,000 VNĐ", "cấp mới"),
    )
    found = lines_of([new, renewed, again])
    assert [(one.price, one.unit) for one in found] == [(2000, "thẻ"), (2000, "")]
    assert [one.name for one in found] == ["2,000 VNĐ (Cấp mới: 2.000 đồng/thẻ)", "2,000 VNĐ (Cấp đổi)"]
    assert [sum(row.price for row in counted(Taken(one))) for one in found] == [2000, 2000]
    cards = lines_of(
        [Row("2,000 VNĐ", "/thẻ cấp mới"), Row("2,000 VNĐ", "2.000 đồng/thẻ cấp đổi"), Row("Phí: 2.000đ/thẻ")]
    )
    assert [(one.unit, one.note) for one in cards] == [("thẻ", "/thẻ cấp mới"), ("thẻ", "2.000 đồng/thẻ cấp đổi")]
    kinds = lines_of([Row("Phí: 2.000 đồng"), Row("Lệ phí: 2.000 đồng"), Row("2,000 VNĐ")])
    assert [one.name for one in kinds] == ["Phí: 2.000 đồng", "Lệ phí: 2.000 đồng"]


def test_a_fee_written_without_and_with_its_purpose_is_one_and_keeps_it() -> None:
    (one,) = lines_of([Row("Phí: 2.000 đồng"), Row("2,000 VNĐ", "Cấp mới")])
    assert (one.words, one.note, one.name) == ("Phí: 2.000 đồng", "Cấp mới", "Phí: 2.000 đồng")
    assert len(lines_of([Row("Phí: 2.000 đồng"), Row("2,000 VNĐ", "Cấp mới"), Row("2,000 VNĐ", "Cấp đổi")])) == 2
    found = lines_of([Row("2,000 VNĐ", "Cấp mới"), Row("2,000 VNĐ", "/thẻ"), Row("2,000 VNĐ", "Cấp đổi")])
    assert [(one.unit, one.note) for one in found] == [("thẻ", "Cấp mới"), ("", "Cấp đổi")]


def test_a_sheet_may_say_itself_how_the_price_of_a_page_falls() -> None:
    note = "2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang, tối đa thu không quá 200.000 đồng/bản."
    assert lines_of([Row("2,000 Việt Nam Đồng", note)])[0].falling == FALLING


@pytest.mark.parametrize(
    ("pages", "copies", "rows", "total"),
    [
        (1, 1, [(2000, 1)], 2000),
        (2, 3, [(2000, 6)], 12_000),
        (5, 2, [(2000, 4), (1000, 6)], 14_000),
        (198, 1, [(2000, 2), (1000, 196)], 200_000),
        (199, 2, [(200_000, 2)], 400_000),
    ],
)
def test_pages_of_certified_copies(pages: int, copies: int, rows: list[tuple[int, int]], total: int) -> None:
    found = counted(Taken(Line("Chứng thực", 2000, "trang", falling=FALLING), pages, copies))
    assert ([(one.price, one.quantity) for one in found], sum(o.price * o.quantity for o in found)) == (rows, total)


def test_a_flat_line_has_no_quantity() -> None:
    assert counted(Taken(Line("Phí", 5000), quantity=3)) == [Counted("Phí", 5000, 1, "")]


# code, channel, what is asked where the clerk says nothing
REAL = [
    ("1.002681", "online", [(800_000, 1, "")]),
    ("1.014966", "online", [(800_000, 1, "")]),
    ("2.001117", "counter", [(800_000, 1, "")]),
    ("1.002626", "post", [(500_000, 1, "")]),
    ("1.004242", "online", [(100_000, 1, "lần")]),
    ("2.000815", "counter", [(2000, 1, "trang")]),
]


@pytest.fixture
def sheets(db):  # type: ignore[no-untyped-def]
    if not SOURCE.exists():
        pytest.skip("../shared/data/procedures is not here")
    wanted = {code for code, _channel, _asked in REAL}
    with SOURCE.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if str(row["ma_thu_tuc"])[:8] in wanted]
    with clock.at(AT), unguarded("the law's numbers, as a city is set up with them"):
        parameters.load(ROWS)
    with clock.at(AT):
        take_in(rows=rows, source_sha="", by=SYSTEM)
    return {v.procedure.national_code: v for v in ProcedureVersion.objects.select_related("procedure")}


@pytest.mark.parametrize(("code", "channel", "asked"), REAL)
def test_fees_of_the_published_sheets(code: str, channel: str, asked: list[tuple[int, int, str]], sheets) -> None:  # type: ignore[no-untyped-def]
    found = fees_of(Dossier(version=sheets[code], channel=channel))
    assert [(one.price, one.quantity, one.unit) for one in found] == asked


def test_a_line_with_its_quantity_is_charged_and_another_sheets_line_is_not(sheets) -> None:  # type: ignore[no-untyped-def]
    dossier = Dossier(version=sheets["1.004242"], channel="online")
    (line,) = lines_for(dossier)
    assert fees_of(dossier, [Taken(line, 3)]) == [Asked(line.words, 100_000, 3, "lần")]
    assert fees_of(dossier, []) == []
    for wrong in (Taken(Line("Phí khác", 5)), Taken(line, 0), Taken(line, 10_001)):
        with pytest.raises(Refused):
            fees_of(dossier, [wrong])


def test_pages_and_copies_that_were_declared_are_expected(sheets) -> None:  # type: ignore[no-untyped-def]
    originals = [
        {"original_name": "Bằng tốt nghiệp", "original_pages": "1", "original_copies": "3"},
        {"original_name": "Học bạ", "original_pages": "20", "original_copies": "2"},
    ]
    dossier = Dossier(version=sheets["2.000815"], channel="counter", answers={"originals": originals})
    found = [(one.quantity, one.copies, one.what) for one in expected(dossier)]
    assert found == [(1, 3, "Bằng tốt nghiệp"), (20, 2, "Học bạ")]
