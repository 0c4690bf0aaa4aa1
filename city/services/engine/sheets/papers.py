"""Papers and cases out of "thành phần hồ sơ"."""

import re
from dataclasses import dataclass, replace
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.headings import Kind, kind_of, kinds_of
from city.services.engine.sheets.splitting import LONG, split
from city.services.engine.sheets.values import CaseRow, Findings, PaperRow
from city.services.engine.sheets.wording import bare, tidy, title
from city.services.states.catalogue import Found, PaperKind

MOST = 20  # nobody must bring more than so many copies of one paper; above it digits of something else ran in
_RESIDUE = re.compile(r"^(?:docx?|pdf|xlsx?)(?=\S)", re.I)
_CUT_NAME = re.compile(r"^\d{0,4}\.(?:docx?|pdf|xlsx?)$", re.I)
_LOST_NUMBER = re.compile(r"(?:mẫu|mẫu số|phụ lục|phụ lục số|số)$", re.I)
_LOST_YEAR = re.compile(r"(?:/|năm )20$", re.I)
_GUIDANCE = re.compile(
    r"^(luu y|ghi chu|chu y|nguoi (tiep nhan|yeu cau|co yeu cau|uy quyen|nop)|co quan (dang ky|tiep nhan|giai quyet)|ca nhan co quyen"
    r"|so luong (bo )?ho so|viec xac dinh|ban chup (giay to|kem)|co the su dung|doi voi (giay to|viec)|khong quy dinh|doanh nghiep khong phai"
    r"|(\(?truong hop|doi voi) .*\b(khong phai|thi|khai thac|tu choi|su dung duoc|chap nhan)\b|truong hop gui ho so)"
)
_SOMETIMES = re.compile(
    r"^\(?(?:trường hợp|đối với|nếu)\b|\(nếu (?:có|thuộc)|\bnếu có\b|^văn bản ủy quyền|^giấy ủy quyền", re.I
)
_SETS = re.compile(r"^(\d+[/.)] ?)?(b\) )?so luong( bo)? ho so|^(ho so )?(lap )?(thanh )?\d+ (\(\w+\) )?bo( ho so)?$")


@dataclass(frozen=True)
class Papers:
    cases: tuple[CaseRow, ...]
    papers: tuple[PaperRow, ...]
    notes: tuple[str, ...]


_TOLD = {Kind.CONDITION: Found.CONDITION_AS_CASE, Kind.NOTE: Found.NOTE_AS_CASE, Kind.SHOW: Found.HEADING_AS_CASE,
         Kind.ALL: Found.HEADING_AS_CASE, Kind.SECTION: Found.HEADING_AS_CASE}  # fmt: skip


def papers_of(groups: list[dict[str, Any]], findings: Findings) -> Papers:
    """`groups`: thanh_phan_ho_so as found."""
    kinds = kinds_of([tidy(group["truong_hop"]) for group in groups])
    cases: list[CaseRow] = []
    papers: list[PaperRow] = []
    notes: list[str] = []
    for at, (group, kind) in enumerate(zip(groups, kinds, strict=True)):
        name = title(tidy(group["truong_hop"]))
        place = f"cases/{at + 1}"
        if name and kind is not Kind.CASE:
            lone = kind in (Kind.SECTION, Kind.CONDITION) and kind_of(name) is Kind.CASE
            findings.mended(Found.ONE_CASE if lone else _TOLD[kind], place)
        if kind is Kind.NOTE:
            notes += [text for text in (name, *(bare(row["ten"]) for row in group["giay_to"])) if _says(text)]
            continue
        if kind is Kind.CASE:
            cases.append(CaseRow(len(cases) + 1, name))
        rows = _rows(group["giay_to"], place, notes, findings)
        papers += [_placed(row, kind, name, cases) for row in rows]
    if not papers:
        findings.left(Found.NO_PAPERS, "papers")
    return Papers(tuple(cases), tuple(_once(papers, findings)), tuple(dict.fromkeys(notes)))


def _says(text: str) -> bool:
    """More than a bare heading."""
    return len(text) > 25


def _placed(row: PaperRow, kind: Kind, name: str, cases: list[CaseRow]) -> PaperRow:
    if kind is Kind.CASE:
        return replace(row, case=cases[-1].no)
    if kind is Kind.CONDITION:
        return replace(row, condition=name, needed=False)
    if kind is Kind.SECTION:
        return replace(row, part=name)
    return replace(row, kind=PaperKind.SHOW.value) if kind is Kind.SHOW else row


def _rows(found: list[dict[str, Any]], place: str, notes: list[str], findings: Findings) -> list[PaperRow]:
    rows: list[PaperRow] = []
    for at, raw in enumerate(found):
        here = f"{place}/papers/{at + 1}"
        name = bare(raw["ten"])
        if raw.get("la_tieu_de") or (tidy(raw["ten"]).endswith(":") and not _counted(raw) and len(name) < 120):
            findings.mended(Found.HEADING_AS_PAPER, here)
        elif _is_guidance(name, raw):
            findings.mended(Found.NOTE_AS_PAPER, here)
            notes.append(name)
        elif name:
            rows += _taken_apart(_paper(name, raw, here, findings), here, findings)
    return rows


def _always(name: str) -> bool:
    return not _SOMETIMES.search(name)


def _counted(raw: dict[str, Any]) -> bool:
    return bool(raw["ban_chinh"] or raw["ban_sao"])


def _is_guidance(name: str, raw: dict[str, Any]) -> bool:
    plain = fold(name)
    return bool(_SETS.match(plain)) or (not _counted(raw) and bool(_GUIDANCE.match(plain)))


def _paper(name: str, raw: dict[str, Any], place: str, findings: Findings) -> PaperRow:
    form = tidy(raw["mau"])
    if _RESIDUE.match(form) or _CUT_NAME.match(form):
        findings.left(Found.FORM_NAME_CUT, place)
        form = "" if _CUT_NAME.match(form) else _RESIDUE.sub("", form)
    name, originals = _count(name, raw["ban_chinh"], place, findings)
    name, copies = _count(name, raw["ban_sao"], place, findings)
    return PaperRow(None, name, originals, copies, form, needed=_always(name))


def _count(name: str, count: int, place: str, findings: Findings) -> tuple[str, int]:
    """ "… theo Mẫu số" with 181 originals was "Mẫu số 18" with 1: the digits go back where they were cut off."""
    if count <= MOST and not (count > 9 and _LOST_NUMBER.search(name)):
        return name, max(count, 0)
    digits, last = str(count)[:-1], int(str(count)[-1])
    joint = "" if _LOST_YEAR.search(name) else " " if _LOST_NUMBER.search(name) else None
    if joint is None or (joint == "" and len(digits) != 2):
        findings.left(Found.COUNT_IMPOSSIBLE, place, str(count))
        return name, 1
    findings.mended(Found.DIGITS_IN_COUNT, place, f"{count} → {last}")
    return f"{name}{joint}{digits}", last


def _taken_apart(row: PaperRow, place: str, findings: Findings) -> list[PaperRow]:
    if len(row.name) <= LONG:
        return [row]
    parts = split(row.name)
    if not parts:
        findings.left(Found.MERGED_PAPERS, place, str(len(row.name)))
        return [row]
    findings.mended(Found.MERGED_PAPERS, place, f"1 → {len(parts)}")
    return [replace(row, name=name, form_name=row.form_name if at == 0 else "") for at, name in enumerate(parts)]


def _once(papers: list[PaperRow], findings: Findings) -> list[PaperRow]:
    """The same paper asked for again in the same place of the list goes."""
    seen: set[PaperRow] = set()
    kept = []
    for row in papers:
        if row in seen:
            findings.mended(Found.PAPER_TWICE, "papers")
        else:
            kept.append(row)
        seen.add(row)
    return kept
