"""Fees. The source gives "50,000 Việt Nam Đồng", "Phí : 2.000.000 Đồng (…)", "10 USD", "120 VNĐ" for 120.000, or words only."""

import re
from decimal import Decimal
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.shapes import FeeLine, Finding
from city.services.engine.sheets.texts import rows, text
from city.services.states.catalogue import Currency, Doubt, FindingCode

_LABEL = re.compile(r"^(?:Lệ phí|Phí)\s*:\s*", re.I)
_DONG = re.compile(r"^(?P<number>[\d.,]+|không|o)?\s*(?:Việt Nam Đồng|VNĐ|VND|Đồng)\s*(?:\((?P<note>.*)\))?$", re.I)
_DOLLARS = re.compile(r"^(?P<number>\d{1,4}(?:[.,]\d{1,2})?)\s*USD\s*(?:\((?P<note>.*)\))?$", re.I)
_NUMBER = re.compile(r"^\d+(?:[.,]\d{3})*$")
_FREE = re.compile(r"^(mien phi|khong thu( phi)?|khong|khong co)$")
_SMALLEST = (
    2000  # written without a sign for thousands no fee is smaller: "135 VNĐ" means 135.000, "1100 VNĐ" nobody knows
)
_NAMED = re.compile(r"\d[\d.]*\s*(?:đồng|đ\b|đ/|vnđ)", re.I)


def fees_of(
    channel: str | None, row: dict[str, Any], term_note: str, elsewhere: frozenset[Decimal]
) -> tuple[list[FeeLine], list[Finding]]:
    """The fees of one channel row. What cannot be a fee is mended where the words beside it, or another channel
    (`elsewhere`: the sheet's amounts), say what it is; else it has no amount."""
    glued = not text(row.get("thoi_han"))
    fees: list[FeeLine] = []
    findings: list[Finding] = []
    for item in rows(row.get("phi")):
        note = text(item.get("ghi_chu"))
        for line in filter(None, map(text, str(item.get("muc") or "").split("\n"))):
            if fold(line).startswith("file dinh kem"):
                continue
            fee, finding = _checked(channel, line, note, f"{note} {term_note}", elsewhere if glued else None)
            fees.append(fee)
            findings.extend(finding)
    return fees, findings


def amounts(found: list[dict[str, Any]]) -> frozenset[Decimal]:
    """All amounts in đồng that stand in the channel rows of a sheet."""
    lines = (text(fee.get("muc")) for row in found for fee in rows(row.get("phi")))
    return frozenset(amount for line in lines if (amount := amount_of(line)[0]))


def _checked(
    channel: str | None, line: str, note: str, around: str, glued: frozenset[Decimal] | None
) -> tuple[FeeLine, list[Finding]]:
    if dollars := _dollars(channel, line, note):
        return dollars, []
    amount, inner = amount_of(line)
    said = " ".join(filter(None, [inner, note]))
    whole = said or (line if len(line) > 250 else "")
    if amount == 0 and _NAMED.search(said):  # "Miễn phí", and beside it what is charged
        return FeeLine(channel, None, line[:250], whole, doubt=Doubt.ODD), [Finding(FindingCode.ODD_FEE, line[:120])]
    believed, why = _believed(amount, line, f"{said} {around}", glued)
    if why == "":
        return FeeLine(channel, believed, line[:250], whole), []
    return FeeLine(channel, believed, line[:250], whole, doubt=Doubt(why)), [
        Finding(FindingCode.ODD_FEE, line[:120], done=why == Doubt.MENDED)
    ]


def _dollars(channel: str | None, line: str, note: str) -> FeeLine | None:
    """A fee in US dollars ("10 USD", "Lệ phí : 1.5 USD (…)"), as consulates and border posts charge it."""
    match = _DOLLARS.match(_LABEL.sub("", line).strip())
    if match is None:
        return None
    said = " ".join(filter(None, [text(match["note"]), note]))
    return FeeLine(channel, Decimal(match["number"].replace(",", ".")), line[:250], said, currency=Currency.USD)


def _believed(
    amount: Decimal | None, line: str, around: str, glued: frozenset[Decimal] | None
) -> tuple[Decimal | None, str]:
    """(the amount, "" as it stands, "mended" or "odd")."""
    if not amount:
        return amount, ""
    grouped = bool(re.search(r"\d[.,]\d{3}", line))
    plain = amount >= _SMALLEST or grouped
    if _says(around, amount if plain else amount * 1000):
        return (amount, "") if plain else (amount * 1000, "mended")
    rest = _without_term(line) if glued is not None else None
    if rest and (_says(around, rest) or rest in (glued or ())):
        return rest, "mended"
    return (amount, "") if plain and not rest else (None, "odd")


def _without_term(line: str) -> Decimal | None:
    """The dummy deadline "1" ran into the fee where its own place is empty: "1100 VNĐ" was "1" and 100.000, "150,000"
    was "1" and 50.000. None where the figure cannot have come about so."""
    found = re.match(r"^(?:(?:Lệ )?Phí\s*:\s*)?1([1-9]\d{0,2})((?:,\d{3})*)\s", line, re.I)
    if not found:
        return None
    return Decimal(found[1] + found[2].replace(",", "")) * (1 if found[2] else 1000)


def _says(words: str, amount: Decimal) -> bool:
    """The amount stands in the words as a number of its own: 135.000, 135,000 or 135000."""
    numbers = re.findall(r"(?<![\d.,])\d+(?:[.,]\d{3})*(?!\d)", words)
    return any(Decimal(re.sub(r"[.,]", "", number)) == amount for number in numbers)


def amount_of(line: str) -> tuple[Decimal | None, str]:
    """(đồng, the note in brackets); None where the line gives no amount in đồng."""
    plain = _LABEL.sub("", line).strip()
    if _FREE.match(fold(plain)):
        return Decimal(0), ""
    match = _DONG.match(plain)
    if match is None:
        return None, ""
    number, note = match["number"] or "", text(match["note"])
    if number.lower() in ("không", "o"):
        return Decimal(0), note
    return (Decimal(re.sub(r"[.,]", "", number)), note) if _NUMBER.match(number) else (None, note)
