"""Fees: a number where the sheet gives one that can be believed, its words where not."""

import re
from decimal import Decimal
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.values import FeeRow, Findings
from city.services.engine.sheets.wording import tidy
from city.services.states.catalogue import Found

LEAST = 2000  # dong; below it, and written without a thousands sign, a fee is a mistake (the dearest page costs 2.000)
_AMOUNT = re.compile(
    r"^(?:(?:phí|lệ phí)\s*:\s*)?([\d.,]+)\s*(VNĐ|Việt Nam Đồng|đồng|USD)\s*(?:\((.*)\))?$", re.I | re.S
)
_NOTHING = re.compile(r"^(mien phi|((le )?phi )?(khong|o|0) dong)$")
_BLANK = re.compile(r"^((le )?phi )?(dong)?$")
_PER = re.compile(r"^/\s*([^\s,;.()]+(?:\s[^\s,;.()]+){0,2})\.?$")
_NAMED = re.compile(r"\d[\d.]*\s*(?:đồng|đ\b|đ/|vnđ)", re.I)


def fees_of(channel: str, row: dict[str, Any], findings: Findings) -> list[FeeRow]:
    """One FeeRow for each line of each "phí" of a channel."""
    found = []
    for fee in row["phi"]:
        note = tidy(fee["ghi_chu"])
        lines = [tidy(line) for line in str(fee["muc"]).split("\n")]
        found += [
            _fee(channel, line, note, findings) for line in lines if line and not line.startswith("File đính kèm")
        ]
    return [fee for fee in found if fee is not None]


def _fee(channel: str, raw: str, note: str, findings: Findings) -> FeeRow | None:
    place, plain = f"channels/{channel}/fees", fold(raw)
    if _NOTHING.match(plain):
        if _NAMED.search(note):
            findings.left(Found.FEE_OR_FREE, place)
            return FeeRow(channel, None, "VND", raw, note=note)
        return FeeRow(channel, Decimal(0), "VND", raw, note=note)
    if _BLANK.match(plain) and not note:
        return None
    m = _AMOUNT.match(raw)
    amount = _number(m[1]) if m else None
    if m is None or amount is None:
        findings.left(Found.FEE_IN_WORDS, place)
        return FeeRow(channel, None, "VND", raw[:300], note=note)
    words = " ".join(filter(None, (tidy(m[3] or ""), note)))
    currency = "USD" if m[2].upper() == "USD" else "VND"
    amount, currency = _believed(amount, currency, m[1], words, place, findings)
    per = _PER.match(words)
    return FeeRow(channel, amount, currency, raw[:300], per=per[1] if per else "", note="" if per else words)


def _number(text: str) -> Decimal | None:
    """ "1,500,000", "1.500.000", "1100,000", "150000": whole amounts only."""
    if re.fullmatch(r"\d+([.,]\d{3})*", text):
        return Decimal(re.sub(r"[.,]", "", text))
    return None


def _believed(
    amount: Decimal, currency: str, written: str, words: str, place: str, findings: Findings
) -> tuple[Decimal | None, str]:
    """ "135 VNĐ" is 135.000 only if the words beside it say so; else the amount is not shown as one."""
    if currency != "VND" or not amount or amount >= LEAST or not written.isdigit():
        return amount, currency
    if _repeats(words, amount):
        findings.mended(Found.FEE_SHORT, place, f"{amount} → {amount * 1000}")
        return amount * 1000, currency
    if re.search(rf"(?<![\d.,]){amount}\s*USD", words, re.I):
        findings.mended(Found.FEE_CURRENCY, place, f"{amount} VND → USD")
        return amount, "USD"
    findings.left(Found.FEE_WRONG, place, str(amount))
    return None, currency


def _repeats(words: str, amount: Decimal) -> bool:
    """The thousandfold amount stands in the words as a number of its own: 135.000, 1.100.000, 135000."""
    wanted = amount * 1000
    return any(
        number is not None and number == wanted
        for number in (_number(m) for m in re.findall(r"(?<![\d.,])\d+(?:[.,]\d{3})*(?![\d])", words))
    )
