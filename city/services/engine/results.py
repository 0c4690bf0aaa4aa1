"""What the paper at the end of a dossier prints: facts only. Which answers they take is data (result_definitions), the
templates are the documents room's."""

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from city.services.engine.legal_parameters import NEW
from city.services.engine.result_definitions import Content, Part

REFUSAL = "TBKGQ"  # kind of the notice after examination; Mẫu 03 only refuses to take a dossier in
BASES = 6  # legal documents cited; a sheet may name dozens
_MARK = re.compile(r"^\s*(?:[-–•+*]|\d{1,2}[.)])\s+")
_ISSUED = {"/QH": "Luật", "/NĐ-": "Nghị định", "/TTLT-": "Thông tư liên tịch", "/TT-": "Thông tư", "/NQ-": "Nghị quyết", "/QĐ-": "Quyết định"}  # fmt: skip


def granted(name: str, issuer: str, content: Content, words: Mapping[str, Any], legal: Sequence[str]) -> dict[str, Any]:
    """Facts of a result: what its definition names, in the words given ({id: text}, {group: [{id: text}]}) and nothing else."""
    entries: list[dict[str, str]] = []
    for part in content.parts:
        lines = _lines(part, words)
        entries += [*([{"heading": part.heading}] if part.heading and lines else []), *lines]
    bases = [f"Căn cứ {cited(number)}" for number in legal[:BASES]]
    says = {"opening": [content.says.format_map(words)]} if content.says else {}
    valid = {"body": [content.validity]} if content.validity else {}
    return {"kind": name, "issuer": issuer, "bases": bases, **says, "entries": entries, **valid}


def _lines(part: Part, words: Mapping[str, Any]) -> list[dict[str, str]]:
    items = words.get(part.group, []) if part.group else [words]
    found = []
    for item in items:
        for name, says in part.lines:
            try:
                found.append({"name": name.format_map(item), "value": says.format_map(item)})
            except KeyError:
                continue  # not asked, or left blank
    return [line for line in found if line["value"].strip()]


def refused(
    *,
    holder: str,
    code: str,
    request: str,
    issuer: str,
    received: str,
    legal: Sequence[str],
    coded: Sequence[str],
    opinion: str,
    on: datetime.date,
    days: Decimal | None,
    years: Decimal | None,
) -> dict[str, Any]:
    """Facts of the notice that a dossier is not granted (NĐ 61/2018 Đ.19.8): reasons, legal basis, what the person may do.

    `coded` are the reasons in the words of the closed list, `opinion` the examiner's own; `legal` are numbers of legal documents ("123/2015/NĐ-CP"), the decree of the one-stop `on` that day follows them;
    `days` the law gives for a complaint, `years` for a lawsuit."""
    return {
        "holder": holder, "dossier_code": code, "request": request, "issuer": issuer, "received": received,
        "bases": [*map(cited, legal[:BASES]), decree(on)], "grounds": list(coded), "reasons": numbered(opinion), "remedies": remedies(days, years),
        "help": "Khi đã đủ điều kiện, Ông/Bà có thể nộp hồ sơ mới. Giấy tờ bản chính đã nộp được trả lại tại Bộ phận Một cửa nơi tiếp nhận hồ sơ./.",
        "recipients": ["Như trên", "Bộ phận Một cửa", "Lưu: VT, hồ sơ"],
    }  # fmt: skip


def numbered(opinion: str) -> list[str]:
    """The examiner's words, one reason a line; his own numbers and dashes go, the paper counts itself."""
    lines = (_MARK.sub("", line).strip() for line in opinion.splitlines())
    return [line for line in lines if line]


def cited(number: str) -> str:
    """ "123/2015/NĐ-CP" -> "Nghị định số 123/2015/NĐ-CP"."""
    kind = next((name for mark, name in _ISSUED.items() if mark in number), "Văn bản")
    return f"{kind} số {number}"


def decree(on: datetime.date) -> str:
    """Whence the duty to say so in writing comes."""
    return cited("118/2025/NĐ-CP") if on >= NEW else f"{cited('61/2018/NĐ-CP')}, Điều 19 khoản 8"


def remedies(days: Decimal | None, years: Decimal | None, to: str = "người ký thông báo này") -> list[str]:
    """Luật Khiếu nại 02/2011/QH13 Đ.7, 9; Luật Tố tụng hành chính 93/2015/QH13 Đ.115, 116."""
    within = f" trong {days.normalize():f} ngày kể từ ngày nhận được thông báo này" if days else ""
    over = f" trong {years.normalize():f} năm" if years else ""
    return [
        f"Nếu không đồng ý, Ông/Bà có quyền khiếu nại đến {to}{within}, theo Luật Khiếu nại; hoặc khởi kiện vụ án hành chính tại Tòa án{over}, theo Luật Tố tụng hành chính."
    ]
