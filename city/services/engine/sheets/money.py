"""Fees. The source gives "50,000 Việt Nam Đồng", "Phí : 2.000.000 Đồng (…)", "10 USD", "120 VNĐ" for 120.000, or words only."""

import re
from decimal import Decimal
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.shapes import FeeLine, Finding
from city.services.engine.sheets.texts import text
from city.services.states.catalogue import FindingCode

_LABEL = re.compile(r"^(?:Lệ phí|Phí)\s*:\s*", re.I)
_DONG = re.compile(r"^(?P<number>[\d.,]+|không|o)?\s*(?:Việt Nam Đồng|VNĐ|VND|Đồng)\s*(?:\((?P<note>.*)\))?$", re.I)
_NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$|^\d+$")
_FREE = re.compile(r"^(mien phi|khong thu( phi)?|khong|khong co)$")
_SMALLEST = 1000  # no fee of the State is smaller; "135 VNĐ" means 135.000


def fees_of(channel: str | None, given: list[dict[str, Any]], term_note: str) -> tuple[list[FeeLine], list[Finding]]:
    """The fees of one channel. An impossibly small one is mended where the words beside it name the thousandfold."""
    fees: list[FeeLine] = []
    findings: list[Finding] = []
    for item in given:
        note = text(item.get("ghi_chu"))
        for line in str(item.get("muc") or "").split("\n"):
            if not text(line) or fold(line).startswith("file dinh kem"):
                continue
            fee, finding = _checked(channel, text(line), note, f"{note} {term_note}")
            fees.append(fee)
            findings.extend(finding)
    return fees, findings


def _checked(channel: str | None, line: str, note: str, around: str) -> tuple[FeeLine, list[Finding]]:
    amount, inner = amount_of(line)
    said = " ".join(filter(None, [inner, note]))
    if amount is None or amount == 0 or amount >= _SMALLEST:
        return FeeLine(channel, amount, line[:250], said or (line if len(line) > 250 else "")), []
    thousandfold = amount * 1000
    grouped = f"{thousandfold:,.0f}"
    if re.search(
        rf"(?<![\d.,])(?:{re.escape(grouped)}|{re.escape(grouped.replace(',', '.'))})(?![\d])", f"{said} {around}"
    ):
        return FeeLine(channel, thousandfold, line[:250], said), [Finding(FindingCode.ODD_FEE, line[:120], done=True)]
    return FeeLine(channel, None, line[:250], said), [Finding(FindingCode.ODD_FEE, line[:120])]


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
