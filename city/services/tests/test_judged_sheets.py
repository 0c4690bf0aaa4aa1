"""Forty real sheets judged by hand against what the reader makes of them: numbers, codes and counts, no sentence of the data.

Each fact was read in the source by a person and does not depend on how the reader is built. The data are not in the
repository; without them the tests are skipped."""

import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from city.services.engine.sheets import read

SOURCE = Path(__file__).resolve().parents[3].parent / "shared/data/procedures/procedures_2026.jsonl"
pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason=f"no data: {SOURCE.name} is not beside the repository")


@lru_cache
def rows() -> dict[str, dict[str, Any]]:
    with SOURCE.open(encoding="utf-8") as lines:
        return {row["ma_thu_tuc"]: row for row in map(json.loads, lines)}


def sheet(code: str) -> Any:
    return read(rows()[code])


def terms(code: str) -> set[tuple[str | None, int | float | None, str | None]]:
    return {(t.channel, None if t.amount is None else float(t.amount), t.unit) for t in sheet(code).terms}


def fees(code: str) -> set[Decimal | None]:
    return {fee.amount if fee.currency == "VND" else None for fee in sheet(code).fees}


def same(amount: float | None, unit: str | None, *channels: str) -> set[tuple[str | None, float | None, str | None]]:
    return {(channel, amount, unit) for channel in channels}


ALL = ("online", "counter", "post")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1.001193", same(None, None, *ALL)),  # birth: "1" without a unit is nobody's deadline
        ("1.000656", same(None, None, *ALL)),  # death: the same dummy
        ("1.004873", same(None, None, *ALL)),  # marital status: "3", no unit anywhere on the sheet
        ("1.004692", same(None, None, *ALL)),
        ("2.000815", same(None, None, "counter")),  # certified copy: counter only, no term, channel named twice
        ("1.012781", {("online", 10, "working_day"), ("post", 10, "working_day"), ("counter", 20, "working_day")}),
        ("1.013947", {("online", 7, "working_day"), ("post", 7, "working_day"), ("counter", 17, "day")}),
        ("1.013562", same(None, None, "counter")),  # "0 Giờ"
        ("1.013629", same(None, None, "counter", "post")),  # "10-25"
        ("1.013577", same(None, None, "counter")),  # a sentence
        ("1.013585", {("counter", 1, "hour"), ("counter", 0.5, "hour")}),  # twice, and truly different
        ("1.013431", same(3, "working_day", "counter", "online")),  # twice the same
        ("1.007689", same(None, None, *ALL)),  # three channels run together in one row
        ("1.008312", same(None, None, *ALL)),
        ("1.013079", {(c, n, "working_day") for c in ("online", "counter") for n in (2, 7)}),
        ("3.000244", same(7, "day", *ALL)),
    ],
)
def test_terms(code: str, expected: Any) -> None:
    assert terms(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1.001193", {Decimal(0)}),
        ("2.000635", {Decimal(8000)}),
        ("2.000815", {Decimal(2000), None}),  # 2.000 a page here, 10 USD at an embassy: dollars are no dong
        ("1.001612", {Decimal(50_000)}),  # "150,000" is the dummy term "1" and 50,000, as the counter's row shows
        ("3.000350", {Decimal(135_000)}),  # "135 VNĐ"; its words say 135.000
        ("3.000351", {Decimal(135_000)}),
        ("3.000368", {Decimal(150_000)}),
        ("3.000371", {Decimal(100_000)}),
        ("1.001200", {Decimal(40_000), Decimal(50_000)}),
        ("1.003133", {Decimal(5000), None}),  # "40 VNĐ" beside 4.000: nobody can tell
        ("1.013836", {Decimal(500_000), None}),  # "1 VNĐ"
        ("2.002009", {Decimal(100_000)}),  # "1100 VNĐ" beside 100.000: the dummy "1" ran in
        ("2.002044", {Decimal(0), Decimal(100_000)}),
        ("1.000014", {Decimal(20_000)}),  # "120 VNĐ" beside 20.000
        ("1.007879", {None}),  # "120 VNĐ", and nothing says what it was
        ("1.004881", {Decimal(1_350_000)}),  # begins with 1 too, and its words repeat it
        ("1.010029", {Decimal(100_000)}),
        ("1.003358", {None}),  # dollars, three of them written as dong
        ("3.000346", {None}),  # "Miễn phí", and the words beside it name amounts
    ],
)
def test_fees(code: str, expected: Any) -> None:
    assert fees(code) == expected


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("1.001193", 0),  # "Giấy tờ phải nộp", "… xuất trình", "Lưu ý" are headings
        ("1.000656", 0),
        ("1.004873", 0),
        ("2.000815", 0),
        ("1.001612", 0),  # delegation is no choice
        ("1.001266", 0),
        ("1.000381", 0),  # a channel is no choice of case
        ("1.004194", 3),
        ("1.003650", 7),
        ("1.003681", 3),
        ("1.007879", 2),
        ("1.012781", 2),
        ("1.014238", 2),
        ("1.013110", 4),
        ("2.002165", 2),
    ],
)
def test_cases(code: str, count: int) -> None:
    assert len(sheet(code).cases) == count


@pytest.mark.parametrize(
    ("code", "tail"),
    [("1.012781", "Mẫu số 18"), ("1.013947", "Mẫu số 9"), ("1.003681", "/01/2026"), ("1.003650", "/01/2026"),
     ("3.000115", "2015"), ("2.001583", "Mẫu 2")],
)  # fmt: skip
def test_digits_that_ran_into_the_count_go_back(code: str, tail: str) -> None:
    """181 originals of a paper that ends "theo Mẫu số" are one original of form 18."""
    papers = sheet(code).papers
    assert any(paper.name.endswith(tail) for paper in papers)
    assert max(max(paper.originals, paper.copies) for paper in papers) <= 3


@pytest.mark.parametrize("code", ["1.013079", "3.000400"])
def test_a_list_of_choices_is_not_taken_apart(code: str) -> None:
    """Its parts are conditions, or one of them is enough: as papers of their own everybody would be asked for all."""
    given = sum(len(part["giay_to"]) for part in rows()[code]["thanh_phan_ho_so"])
    assert len(sheet(code).papers) == given


def test_merged_papers_are_taken_apart() -> None:
    assert len(sheet("1.001068").papers) == 9


def test_official_names_stay_whole() -> None:
    assert len(sheet("1.013980").name) == 1094


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("1.001193", "ours"),
        ("2.000815", "ours"),
        ("1.001612", "ours"),
        ("1.012781", "ours"),
        ("1.013110", "ours"),  # vehicle inspection, but the department of construction decides
        ("1.013128", "ours"),  # a sheet of the ministry of defence that the commune decides
        ("2.002165", "ours"),  # "công vụ" is no "vụ" of a ministry
        ("1.004194", "mirrored"),  # residence: police of the commune
        ("1.007689", "mirrored"),  # tax
        ("1.007879", "mirrored"),  # customs
    ],
)
def test_groups(code: str, group: str) -> None:
    assert str(sheet(code).group) == group


def test_legal_numbers_are_clean() -> None:
    legal = sheet("2.000815").legal
    assert {"257/2016/TT-BTC", "264/2016/TT-BTC", "01/2020/TT-BTP"} <= set(legal)
    assert len(legal) == len(set(legal)) == 7
