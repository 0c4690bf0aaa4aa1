"""Which kind of document a procedure ends in, and what it prints. Facts only; the templates are the documents room's."""

from collections.abc import Mapping, Sequence
from typing import Any

# national code -> (kind of document, its printed name); others end in a certificate of the kind "GXN"
KIND = {
    "1.001193": ("TL", "Trích lục khai sinh"),
    "1.000894": ("TL", "Trích lục kết hôn"),
    "1.009994": ("GP", "Giấy phép xây dựng"),
    "2.000815": ("GXN", "Lời chứng chứng thực bản sao từ bản chính"),
}
USUAL = ("GXN", "Giấy xác nhận kết quả giải quyết thủ tục hành chính")


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


def refused(holder: str, code: str, request: str, reception: str, reasons: Sequence[str], help: str) -> dict[str, Any]:
    """Facts of Mẫu 03."""
    return {
        "holder": holder,
        "dossier_code": code,
        "request": request,
        "reception": reception,
        "reasons": list(reasons),
        "help": help,
    }
