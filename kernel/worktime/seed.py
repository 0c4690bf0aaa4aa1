"""What the library `holidays` (0.109, class Vietnam) knows of a year, as days with their kind, cause, names and source.

A seed, not a truth: the rows it makes are edited when a decision says otherwise. It was compared with the yearly
announcements for 2018–2026; what the library lacks stands in SWAPS."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import holidays

from kernel.worktime.schedule import SpecialDay

_D = datetime.date
DECIDED = 2026  # the last year whose announcement the library and SWAPS were compared with
ESTIMATE = "Dự tính, chờ thông báo hằng năm của Thủ tướng (Bộ luật Lao động 2019, Điều 112 khoản 3)"
# day off → day worked instead, and the announcement
SWAPS = {
    _D(2018, 12, 31): (_D(2019, 1, 5), "Công văn 6519/VPCP-KGVX năm 2018"),
    _D(2019, 4, 29): (_D(2019, 5, 4), "Công văn 6519/VPCP-KGVX năm 2018"),
    _D(2024, 4, 29): (_D(2024, 5, 4), "Công văn 2450/VPCP-KGVX năm 2024"),
    _D(2025, 5, 2): (_D(2025, 4, 26), "Thông báo 6150/TB-BLĐTBXH năm 2024"),
    _D(2026, 1, 2): (_D(2026, 1, 10), "Thông báo của Bộ Nội vụ ngày 25/12/2025"),
    _D(2026, 8, 31): (_D(2026, 8, 22), "Thông báo lịch nghỉ lễ năm 2026 của Bộ Nội vụ"),
}
# Days that Tết takes beyond its five, when one of these fell on a weekend.
_IN_LIEU = re.compile(r"nghỉ bù|^29 Tết$|Mùng năm|Mùng sáu")
_BY_YEARLY_DECISION = re.compile(r"Tết(?! Dương)|Quốc khánh|thay cho")
_BETTER_ENGLISH = {"29 of Lunar New Year": "29th of the last lunar month", "(observed)": "(day in lieu)"}


@dataclass(frozen=True)
class SeedDay:
    on: datetime.date
    day: SpecialDay
    estimate: bool


def seed(years: Iterable[int], decided: int = DECIDED) -> list[SeedDay]:
    """Days off, and days worked instead, of these years. What the Prime Minister settles each year (Tết, the second day of
    National Day, swaps) is an estimate after the year `decided`; days that the law fixes are none."""
    wanted = sorted(set(years))
    days = {d.on: d for d in _holidays(wanted, decided)} | {d.on: d for d in _swaps(wanted)}
    return [days[on] for on in sorted(days)]


def _holidays(years: list[int], decided: int) -> Iterator[SeedDay]:
    vi = holidays.country_holidays("VN", years=years, language="vi")
    en = holidays.country_holidays("VN", years=years, language="en_US")
    for on, name in vi.items():
        estimate = on.year > decided and bool(_BY_YEARLY_DECISION.search(name))
        cause = "in_lieu" if _IN_LIEU.search(name) else "holiday"
        source = ESTIMATE if estimate else _law(on, name, cause)
        yield SeedDay(on, SpecialDay("off", name, _english(en.get(on, name)), source, cause), estimate)


def _swaps(years: list[int]) -> Iterator[SeedDay]:
    for off, (work, source) in SWAPS.items():
        if off.year in years:
            vi, en = f"Nghỉ, làm bù ngày {work:%d/%m/%Y}", f"Day off, worked on {work.day} {work:%b %Y} instead"
            yield SeedDay(off, SpecialDay("off", vi, en, source, "swapped"), False)
        if work.year in years:
            vi, en = f"Làm bù cho ngày {off:%d/%m/%Y}", f"Worked in place of {off.day} {off:%b %Y}"
            yield SeedDay(work, SpecialDay("work", vi, en, source, "swapped", off.weekday()), False)


def _law(on: datetime.date, name: str, cause: str) -> str:
    if "Văn hóa" in name:
        return "Nghị quyết 80-NQ/TW"
    if on.year < 2021:
        return f"Bộ luật Lao động 2012, Điều 115 khoản {3 if cause == 'in_lieu' else 1}"
    return (
        "Bộ luật Lao động 2019, Điều 111 khoản 3" if cause == "in_lieu" else "Bộ luật Lao động 2019, Điều 112 khoản 1"
    )


def _english(name: str) -> str:
    for theirs, ours in _BETTER_ENGLISH.items():
        name = name.replace(theirs, ours)
    return name
