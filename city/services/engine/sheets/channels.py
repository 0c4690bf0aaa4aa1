"""Ways to file, each with its terms and fees: "cách thức thực hiện"."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.fees import fees_of
from city.services.engine.sheets.values import FeeRow, Findings, TermRow
from city.services.engine.sheets.wording import tidy
from city.services.states.catalogue import Found, Unit

CHANNELS = {"truc tuyen": "online", "dich vu buu chinh": "post", "buu chinh": "post", "truc tiep": "counter"}
UNITS = {
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.DAY,
    "gio": Unit.HOUR,
    "gio lam viec": Unit.HOUR,
    "thang": Unit.MONTH,
}
ORDER = ("online", "counter", "post")
_JOINED = re.compile(r"(?=(?:Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=[A-ZĐ0-9]))")
_FLAT = re.compile(r"^(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(.*?)(Miễn phí)(.*)$", re.S)
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")
_SAID = re.compile(
    r"(?<![\d,./-])(\d{1,3})\s*(?:\([^)]{1,40}\)\s*)?(ngày làm việc|ngày|giờ|tháng)(?=[\s,.;:)]|$)", re.I
)


@dataclass(frozen=True)
class Ways:
    channels: tuple[str, ...]
    terms: tuple[TermRow, ...]
    fees: tuple[FeeRow, ...]


def ways_of(found: list[dict[str, Any]], findings: Findings) -> Ways:
    """`found`: cach_thuc as it stands."""
    rows = [(c, row) for row in _unjoined(found, findings) if (c := CHANNELS.get(fold(tidy(row["kenh"]))))]
    rows = _distinct(rows, findings)
    known = {(_amount(row), unit) for _c, row in rows if (unit := _unit(row)) and _amount(row)}
    terms: list[TermRow] = []
    fees: list[FeeRow] = []
    for channel, row in rows:
        term = _term(channel, row, known, findings)
        if _like(term) not in map(_like, terms):
            terms.append(term)
        fees += [fee for fee in fees_of(channel, row, findings) if fee not in fees]
    _told(rows, terms, fees, findings)
    return Ways(tuple(c for c in ORDER if c in {c for c, _row in rows}), tuple(terms), tuple(fees))


def _like(term: TermRow) -> tuple[Any, ...]:
    """A second row of a channel that says the same, or nothing, adds no term."""
    return (term.channel, term.amount, term.unit, term.raw if term.amount is None else "")


def _told(rows: list[Any], terms: list[TermRow], fees: list[FeeRow], findings: Findings) -> None:
    if not rows:
        findings.left(Found.NO_CHANNEL, "channels")
    if rows and not any(term.amount for term in terms):
        findings.left(Found.NO_TERM, "channels")
    if rows and not fees:
        findings.left(Found.NO_FEE, "channels")


def _unjoined(found: list[dict[str, Any]], findings: Findings) -> list[dict[str, Any]]:
    """A row without a channel holds the whole table in one string: "Trực tuyếnKhông quy địnhMiễn phí…Trực tiếp…"."""
    rows = []
    for row in found:
        parts = [m for part in _JOINED.split(row["mo_ta"]) if (m := _FLAT.match(part))] if not tidy(row["kenh"]) else []
        rows += [_row(m) for m in parts] or [row]
        if parts:
            findings.mended(Found.CHANNELS_JOINED, "channels", f"1 → {len(parts)}")
    return rows


def _row(m: re.Match[str]) -> dict[str, Any]:
    return {
        "kenh": m[1],
        "thoi_han": m[2],
        "so": None,
        "don_vi": "",
        "phi": [{"muc": m[3], "ghi_chu": ""}],
        "mo_ta": m[4],
    }


def _distinct(rows: list[tuple[str, dict[str, Any]]], findings: Findings) -> list[tuple[str, dict[str, Any]]]:
    """Equal rows are one. The same channel with other terms or fees stays: which case it is for, the sheet does not say."""
    kept: dict[str, tuple[str, dict[str, Any]]] = {}
    for channel, row in rows:
        key = json.dumps([channel, row], sort_keys=True, ensure_ascii=False)
        if key in kept:
            findings.mended(Found.CHANNEL_TWICE, f"channels/{channel}")
        kept.setdefault(key, (channel, row))
    for channel in ORDER:
        if sum(c == channel for c, _row in kept.values()) > 1:
            findings.left(Found.CHANNEL_TWICE, f"channels/{channel}")
    return list(kept.values())


def _unit(row: dict[str, Any]) -> str | None:
    unit = UNITS.get(fold(tidy(row["don_vi"])))
    return unit.value if unit else None


def _amount(row: dict[str, Any]) -> Decimal | None:
    """The number of "5 Ngày làm việc", of "5" too; None for a range or words."""
    first = tidy(row["thoi_han"]).split(" ")[0].replace(",", ".")
    return Decimal(first) if _NUMBER.match(first) else None


def _term(channel: str, row: dict[str, Any], known: set[tuple[Decimal | None, str]], findings: Findings) -> TermRow:
    raw, note, place = tidy(row["thoi_han"]), tidy(row["mo_ta"]), f"channels/{channel}"
    amount, unit = _amount(row), _unit(row)
    if amount is not None and unit is None:
        unit = _unit_elsewhere(amount, note, known)
        if unit:
            findings.mended(Found.TERM_WITHOUT_UNIT, place, raw)
        else:
            findings.left(Found.TERM_WITHOUT_UNIT, place, raw)
            amount = None
    elif amount == 0:
        findings.left(Found.TERM_ZERO, place, raw)
        amount = unit = None
    elif amount is None and raw:
        if fold(raw) != "khong quy dinh":
            findings.left(
                Found.TERM_RANGE if re.match(r"^\d+\s*-\s*\d+", raw) else Found.TERM_IN_WORDS, place, raw[:80]
            )
        unit = None
    return TermRow(channel, amount, unit if amount is not None else None, raw, note)


def _unit_elsewhere(amount: Decimal, note: str, known: set[tuple[Decimal | None, str]]) -> str | None:
    """The unit, where the same number stands with one: in another channel of the sheet, or in the row's own words."""
    if not amount:
        return None
    units = {unit for number, unit in known if number == amount}
    units |= {UNITS[fold(m[2])].value for m in _SAID.finditer(note) if Decimal(m[1]) == amount}
    return units.pop() if len(units) == 1 else None
