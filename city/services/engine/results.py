"""Which kind of document a procedure ends in, and what it prints. Facts only; the templates are the documents room's."""

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from city.services.engine.legal_parameters import NEW

# national code -> (kind of document, its printed name); others end in a certificate of the kind "GXN"
KIND = {
    "1.001193": ("TL", "Trích lục khai sinh"),
    "1.000894": ("TL", "Trích lục kết hôn"),
    "1.009994": ("GP", "Giấy phép xây dựng"),
    "2.000815": ("GXN", "Lời chứng chứng thực bản sao từ bản chính"),
}
USUAL = ("GXN", "Giấy xác nhận kết quả giải quyết thủ tục hành chính")
REFUSAL = "TBKGQ"  # kind of the notice after examination; Mẫu 03 only refuses to take a dossier in
BASES = 6  # legal documents cited; a sheet may name dozens
_MARK = re.compile(r"^\s*(?:[-–•+*]|\d{1,2}[.)])\s+")
_ISSUED = {"/QH": "Luật", "/NĐ-": "Nghị định", "/TTLT-": "Thông tư liên tịch", "/TT-": "Thông tư", "/NQ-": "Nghị quyết", "/QĐ-": "Quyết định"}  # fmt: skip


def kind_of(national_code: str) -> tuple[str, str]:
    return KIND.get(national_code, USUAL)


def granted(
    name: str, issuer: str, opening: str, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]], opinion: str
) -> dict[str, Any]:
    """Facts of a result: headings and named values from the answers, the examiner's words as conditions."""
    entries: list[Mapping[str, str]] = []
    for title, lines in sections:
        entries.append({"heading": title})
        entries += [{"name": label, "value": value} for label, value in lines]
    return {
        "kind": name,
        "issuer": issuer,
        "opening": [opening],
        "entries": entries,
        **({"body": [opinion]} if opinion else {}),
    }


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
