"""Terms and fees: both hang under the channel in the source."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.money import amounts, fees_of
from city.services.engine.sheets.shapes import FeeLine, Finding, TermLine
from city.services.engine.sheets.texts import rows, text
from city.services.states.catalogue import FindingCode, Unit
from city.services.states.dossiers import Channel

CHANNELS = {
    "truc tiep": Channel.COUNTER,
    "truc tuyen": Channel.ONLINE,
    "dich vu buu chinh": Channel.POST,
    "buu chinh": Channel.POST,
}
UNITS = {
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.DAY,
    "gio": Unit.HOUR,
    "gio lam viec": Unit.HOUR,
    "thang": Unit.MONTH,
}
_JOINED = re.compile(r"(?=(?:Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=[A-ZĐ0-9]))")
_FLAT = re.compile(r"^(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(.*?)(Miễn phí)(.*)$")
_LONGEST = 9999  # a longer term is a slip of the pen


def read_channels(value: Any) -> tuple[list[TermLine], list[FeeLine], list[Finding]]:
    """Ways to hand in, with terms and fees; the findings say what is missing, doubled or odd."""
    terms: list[TermLine] = []
    fees: list[FeeLine] = []
    findings: list[Finding] = []
    unjoined = _unjoined(rows(value))
    elsewhere = amounts(unjoined)
    for row in unjoined:
        channel = CHANNELS.get(fold(text(row.get("kenh"))))
        term = _term(channel, row)
        if term.amount is None and text(row.get("so")):
            findings.append(Finding(FindingCode.NO_UNIT, channel or ""))
        terms.append(term)
        found, odd = fees_of(channel, row, term.note, elsewhere)
        fees.extend(found)
        findings.extend(odd)
    kept, doubled = _once(terms)
    return kept, _for_all(fees, {t.channel for t in kept}), [*findings, *doubled, *_missing(kept, fees)]


def _unjoined(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row without a channel holds the whole table in one string: "Trực tuyếnKhông quy địnhMiễn phí…Trực tiếp…"."""
    parted: list[dict[str, Any]] = []
    for row in found:
        parts = [] if text(row.get("kenh")) else _JOINED.split(text(row.get("mo_ta")))
        ways = [m for part in parts if (m := _FLAT.match(part))]
        parted += [_row(m) for m in ways] or [row]
    return parted


def _row(way: re.Match[str]) -> dict[str, Any]:
    return {"kenh": way[1], "thoi_han": way[2], "phi": [{"muc": way[3], "ghi_chu": ""}], "mo_ta": way[4]}


def _term(channel: Channel | None, row: dict[str, Any]) -> TermLine:
    unit = UNITS.get(fold(text(row.get("don_vi"))))
    amount = _number(row.get("so"))
    note, raw = text(row.get("mo_ta")), text(row.get("thoi_han"))[:250]
    if unit is None or amount is None:
        return TermLine(channel, raw=raw, note=note)
    return TermLine(channel, amount, unit, raw, note)


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(text(value).replace(",", "."))
    except InvalidOperation:
        return None
    return number if 0 < number <= _LONGEST else None


def _once(terms: list[TermLine]) -> tuple[list[TermLine], list[Finding]]:
    """One row per channel, amount and unit. The same channel with one usable term keeps that; with several, all stay."""
    merged: dict[tuple[str | None, Decimal | None, str | None], TermLine] = {}
    for t in terms:
        key = (t.channel, t.amount, t.unit)
        old = merged.get(key)
        note = t.note if old is None or old.note == t.note else f"{old.note} {t.note}".strip()
        merged[key] = TermLine(t.channel, t.amount, t.unit, t.raw or (old.raw if old else ""), note)
    usable = {t.channel for t in merged.values() if t.amount is not None}
    kept = [t for t in merged.values() if t.amount is not None or t.channel not in usable]
    return kept, _doubled(terms, kept)


def _doubled(terms: list[TermLine], kept: list[TermLine]) -> list[Finding]:
    before, after = Counter(t.channel for t in terms), Counter(t.channel for t in kept)
    found = [Finding(FindingCode.DOUBLE_CHANNEL, c or "", done=after[c] == 1) for c, n in before.items() if n > 1]
    several = [Finding(FindingCode.TERM_WITHOUT_CASE, c or "") for c, n in after.items() if n > 1]
    return [*found, *several]


def _for_all(fees: list[FeeLine], channels: set[str | None]) -> list[FeeLine]:
    """A fee named alike for every channel becomes one row for all."""
    seen: dict[FeeLine, list[FeeLine]] = {}
    for fee in fees:
        same = seen.setdefault(replace(fee, channel=None), [])
        if fee.channel not in {f.channel for f in same}:
            same.append(fee)
    found: list[FeeLine] = []
    for for_all, same in seen.items():
        everywhere = {f.channel for f in same} >= channels
        found.extend([for_all] if everywhere else same)
    return found


def _missing(terms: list[TermLine], fees: list[FeeLine]) -> list[Finding]:
    found = []
    if not terms:
        found.append(Finding(FindingCode.NO_CHANNEL))
    if not any(t.amount is not None for t in terms):
        found.append(Finding(FindingCode.NO_TERM))
    if not fees:
        found.append(Finding(FindingCode.NO_FEE))
    if {t.channel for t in terms} == {Channel.COUNTER}:
        found.append(Finding(FindingCode.COUNTER_ONLY))
    return found
