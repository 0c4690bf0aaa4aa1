"""bin/manage make_demo_catalogue SOURCE TARGET: the demo's facts out of the real sheets (a folder as ../shared/data/procedures).

Run by us when the sheets are new, never in a city. Takes all procedures of province and commune level, then names from decisions
until there are as many as Cần Thơ publishes. The online level is not in the data: it is assigned here and marked so.
"""

import csv
import json
import pathlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from city.services.engine.demo_catalogue.reading import AUDIENCE, CHANNELS, LEVELS, UNITS
from city.services.engine.folding import fold
from city.services.engine.sheets import Sheet, read
from city.services.engine.sheets.groups import group_of
from city.services.states.catalogue import Currency, Group, Level

PROCEDURES = 1865  # published by Cần Thơ
ONLINE = 808  # of them whole or in part online
_SEEN_IN_PERSON = ("xuất trình",)
_LOCAL = re.compile(
    r"\b(cap tinh|cap xa|so [a-z]+ (va|nghiep)|uy ban nhan dan|dia phuong|thanh pho truc thuoc|tren dia ban|cua tinh)\b"
)
_CENTRAL = re.compile(
    r"\b(cap trung uong|cap bo|(do|cua|thuoc|tai|boi) bo [a-z]+|bo truong|quoc gia|thuoc la|phat thanh|truyen hinh|bao chi|nhap khau"
    r"|xuat khau|thuong nhan|duoc pham|thuoc|ngoai giao)\b"
)
_ON_SITE = ("kiem tra", "tham dinh", "ket hon", "sat hach", "kiem dinh", "do dac", "giam dinh")


@dataclass(frozen=True)
class Facts:
    """One line of procedures.tsv."""

    code: str
    name: str
    ministry_code: str
    ministry: str
    field: str
    levels: str
    audience: str
    group: str
    terms: str
    fee: str
    online: str = "i"
    partial: bool = False


# Facts of the law where the sheet says none or is missing (Luật Hộ tịch Đ.16, 18; NĐ 23/2015 Đ.7; Luật Xây dựng Đ.102).
KNOWN = (
    Facts("1.001193", "Thủ tục đăng ký khai sinh", "G15", "Bộ Tư pháp", "Hộ tịch", "x", "da", "ours", "ocp1w", "0", "f"),
    Facts("1.000894", "Thủ tục đăng ký kết hôn", "G15", "Bộ Tư pháp", "Hộ tịch", "x", "d", "ours", "oc1w", "0", "p"),
    Facts("1.009994", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "G17", "Bộ Xây dựng", "Hoạt động xây dựng", "x", "d", "ours",
          "ocp15w", "75000", "f"),
)  # fmt: skip

# The same for sheets that lack only a term or name two fees (NĐ 23/2015 Đ.7; NĐ 123/2015 Đ.22; TT 226/2016/TT-BTC Đ.4).
MENDED = {"2.000815": {"terms": "c1w", "fee": "2000"}, "1.004873": {"terms": "ocp3w", "online": "f"}}


class Command(BaseCommand):
    help = "Make the demo catalogue's file of facts from a folder of real sheets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=pathlib.Path)
        parser.add_argument("target", type=pathlib.Path)

    def handle(self, *args: Any, source: pathlib.Path, target: pathlib.Path, **options: Any) -> None:
        known = {f.code: f for f in KNOWN}
        for facts in _from_sheets(source / "procedures_2026.jsonl"):
            known.setdefault(facts.code, replace(facts, **MENDED.get(facts.code, {})))  # type: ignore[arg-type]
        for facts in _from_decisions(source / "procedure_codes_from_decisions_2025.csv", len(known), set(known)):
            known[facts.code] = facts
        rows = _assigned(sorted(known.values(), key=lambda f: f.code))
        _write(rows, target)
        self.stdout.write(
            f"{len(rows)} procedures, {sum(f.online != 'i' for f in rows)} online, {target.stat().st_size} bytes"
        )


def _from_sheets(path: pathlib.Path) -> Iterable[Facts]:
    for line in path.open(encoding="utf-8"):
        sheet = read(json.loads(line))
        if isinstance(sheet, Sheet) and {Level.CITY, Level.COMMUNE} & set(sheet.levels):
            yield _facts(sheet)


def _facts(sheet: Sheet) -> Facts:
    letters = {str(v): k for k, v in LEVELS.items()}
    persons = {str(v): k for k, v in AUDIENCE.items()}
    partial = any(p.note in _SEEN_IN_PERSON for p in sheet.papers) or any(w in fold(sheet.name) for w in _ON_SITE)
    return Facts(
        sheet.code, sheet.name, sheet.ministry_code, sheet.ministry, sheet.field,
        "".join(letters[level] for level in sheet.levels if level in letters), "".join(persons[a] for a in sheet.audience),
        sheet.group, _terms(sheet), _fee(sheet), partial=partial,
    )  # fmt: skip


def _terms(sheet: Sheet) -> str:
    """The first usable term of each channel; channels with the same one together."""
    channels = {str(v): k for k, v in CHANNELS.items()}
    units = {str(v): k for k, v in UNITS.items()}
    said: dict[str, str] = {}
    for term in sheet.terms:
        if term.channel:
            amount = f"{term.amount:f}{units[str(term.unit)]}" if term.amount is not None else ""
            said[channels[str(term.channel)]] = said.get(channels[str(term.channel)]) or amount
    together = {amount: "".join(c for c in "ocp" if said.get(c) == amount) for amount in said.values()}
    return ",".join(letters + amount for amount, letters in together.items())


def _fee(sheet: Sheet) -> str:
    amounts = {f.amount if f.currency == Currency.VND else None for f in sheet.fees}
    if not amounts:
        return ""
    return f"{amounts.pop():f}" if len(amounts) == 1 and None not in amounts else "?"


def _from_decisions(path: pathlib.Path, have: int, known: set[str]) -> list[Facts]:
    """Names found in decisions of 2025, those with Cần Thơ's own suffix first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            r for r in csv.DictReader(file) if r["ma_thu_tuc"][:8] not in known and 20 <= len(r["ten"].strip()) <= 400
        ]
    rows.sort(key=lambda r: (r["co_ma_H13"] != "1", not _LOCAL.search(fold(r["ten"])), r["ma_thu_tuc"]))
    found: dict[str, Facts] = {}
    for row in rows:
        facts = _named(row["ma_thu_tuc"][:8], " ".join(row["ten"].split()).strip(" .;"), row["linh_vuc"])
        if len(found) < PROCEDURES - have and facts.group == Group.OURS:
            found.setdefault(facts.code, facts)
    return list(found.values())


def _named(code: str, name: str, said: str) -> Facts:
    """Field and level as far as a name tells; "Lĩnh vực khác" otherwise."""
    field = said.strip().capitalize() if said and "lĩnh vực" not in said.lower() and len(said) < 80 else "Lĩnh vực khác"
    if said.lower().startswith("lĩnh vực quản lý nhà nước của bộ "):
        field = said[len("lĩnh vực quản lý nhà nước của bộ ") :].capitalize()
    folded = fold(name)
    if field == "Công an" and "ton giao" in folded:  # a decision of the ministry that kept religion until 2025
        field = "Tín ngưỡng, tôn giáo"
    level = (
        "x"
        if any(
            w in folded for w in ("cap xa", "ho tich", "xa hoi", "ho ngheo", "tham quyen cua uy ban nhan dan cap xa")
        )
        else "c"
    )
    central = _CENTRAL.search(folded) or field == "Công an"
    group, _reason = (Group.INFORMATION, "") if central else group_of([LEVELS[level]], "", "", field)
    return Facts(code, name, "", "", field, level, "dbt", group, "oc", "")


def _assigned(rows: list[Facts]) -> list[Facts]:
    """Online levels for as many as the city has: those whose sheet has an online channel and a term first."""
    fixed = {f.code for f in rows if f.online != "i"}
    wanted = [f for f in rows if f.group == Group.OURS and f.code not in fixed and "o" in f.terms]
    wanted.sort(key=lambda f: (not any(c.isdigit() for c in f.terms), f.code))
    online = {f.code for f in wanted[: ONLINE - len(fixed)]}
    return [replace(f, online="p" if f.partial else "f") if f.code in online else f for f in rows]


def _write(rows: list[Facts], target: pathlib.Path) -> None:
    fields = sorted({(f.ministry_code, f.ministry, f.field) for f in rows})
    number = {key: str(n) for n, key in enumerate(fields, 1)}
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, "excel-tab", lineterminator="\n")
        out.writerows(["F", number[key], *key] for key in fields)
        for f in rows:
            place = number[f.ministry_code, f.ministry, f.field]
            out.writerow(["P", f.code, f.name, place, f.levels, f.audience, f.group, f.terms, f.fee, f.online])
