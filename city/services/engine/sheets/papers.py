"""Cases and papers. In the source a heading is often written where a case belongs, and remarks stand among the papers."""

import re
from dataclasses import replace
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.headings import Kind, kinds_of
from city.services.engine.sheets.shapes import Finding, PaperLine
from city.services.engine.sheets.splitting import LONG, split
from city.services.engine.sheets.texts import count, heading, rows, text, without_mark
from city.services.states.catalogue import FindingCode

MOST = 20  # nobody brings more of one paper; above it digits of something else ran into the count
_LOST_NUMBER = re.compile(r"(?:mẫu|phụ lục|số)$", re.I)
_LOST_YEAR = re.compile(r"(?:^|[\s/])20$")
_LOOSE = re.compile(
    r"^(truong hop|doi voi|neu |khi |van ban uy quyen|giay uy quyen|hop dong uy quyen)|\bneu (co|nguoi|to chuc|thuc hien|la|uy quyen)\b"
    r"|\b(khi co|trong truong hop|doi voi (truong hop|phuong tien|to chuc|ca nhan|doanh nghiep|nguoi|co so|cong trinh|du an))\b"
)
_NO_PAPER = re.compile(r"^(luu y|ghi chu|chu y|so luong ho so|khong quy dinh|khong co$)")
_TELLING = re.compile(
    r"\b(co trach nhiem|khong phai (nop|tai|xuat trinh)|duoc su dung|co quyen|phai bao dam|khong duoc|tu choi|thi (khong|nguoi|co quan|to chuc)"
    r"|de nghi nguoi|duoc thay the|thanh phan ho so la|phai duoc (chung thuc|hop phap hoa))\b|^(khong quy dinh|khong co|so luong|luu y|ghi chu)\b|^truong hop .*\bthi\b"
)


def read_papers(value: Any) -> tuple[list[str], list[PaperLine], list[Finding]]:
    """(cases, papers, findings) of thanh_phan_ho_so."""
    parts = rows(value)
    kinds = kinds_of([text(part.get("truong_hop")) for part in parts])
    cases: list[str] = []
    papers: list[PaperLine] = []
    findings: list[Finding] = []
    for part, kind in zip(parts, kinds, strict=True):
        title = heading(text(part.get("truong_hop")))
        if title and kind is not Kind.CASE:
            findings.append(Finding(FindingCode.HEADING_AS_CASE, title[:120], done=True))
        if kind is Kind.NOTE:
            continue
        lines = _lines(part, findings)
        if kind is Kind.CASE and lines:
            if title not in cases:
                cases.append(title)
            lines = [replace(line, case=cases.index(title)) for line in lines]
        papers.extend(_placed(line, kind, title) for line in lines)
    if len(cases) == 1:  # the others had no papers: nothing is left to choose
        papers = [replace(line, case=None, note=cases[0] if line.case == 0 else line.note) for line in papers]
        cases = []
    single = sorted(
        _once(papers, findings), key=lambda line: not line.needed
    )  # the crawl lost the order: first what all bring
    if not single:
        findings.append(Finding(FindingCode.NO_PAPERS))
    return cases, single, findings


def _placed(line: PaperLine, kind: Kind, title: str) -> PaperLine:
    """What the heading says of each paper under it."""
    if kind is Kind.CONDITION:
        return replace(line, note=title, needed=False)
    if kind is Kind.SHOW:
        return replace(line, note="xuất trình")
    return replace(line, note=title) if kind is Kind.SECTION else line


def _lines(part: dict[str, Any], findings: list[Finding]) -> list[PaperLine]:
    found: list[PaperLine] = []
    for given in rows(part.get("giay_to")):
        line = text(given.get("ten"))
        if not line or _is_heading(given, line):
            if line:
                findings.append(Finding(FindingCode.PAPER_HEADING, line[:120], done=True))
            continue
        found.extend(_paper(name, given, findings) for name in _parted(line, findings))
    return found


def _is_heading(given: dict[str, Any], line: str) -> bool:
    """Marked as one, or without a copy to hand in and worded as a heading or an explanation."""
    if given.get("la_tieu_de") or _NO_PAPER.match(fold(without_mark(line))):
        return True
    if count(given.get("ban_chinh")) or count(given.get("ban_sao")):
        return False
    return line.endswith(":") or len(line) > LONG or bool(_TELLING.search(fold(line)))


def _parted(line: str, findings: list[Finding]) -> list[str]:
    """A merged row's papers, if its own marks part it cleanly and it offers no choice; else the row as it is, reported."""
    if len(line) <= LONG:
        return [line]
    parts = split(line)
    findings.append(
        Finding(FindingCode.SPLIT_PAPER if parts else FindingCode.MERGED_PAPER, line[:120], done=bool(parts))
    )
    return parts or [line]


def _paper(line: str, given: dict[str, Any], findings: list[Finding]) -> PaperLine:
    name, originals = _counted(without_mark(line), count(given.get("ban_chinh")), findings)
    name, copies = _counted(name, count(given.get("ban_sao")), findings)
    needed = not _LOOSE.search(fold(name)[:160])
    return PaperLine(
        name=name, originals=originals, copies=copies, form_name=text(given.get("mau"))[:500], needed=needed
    )


def _counted(name: str, number: int, findings: list[Finding]) -> tuple[str, int]:
    """ "… theo Mẫu số" with 181 originals was "Mẫu số 18" with 1: the digits go back where they were cut off."""
    if number <= MOST and not (number > 9 and _LOST_NUMBER.search(name)):
        return name, number
    digits, last = str(number)[:-1], int(str(number)[-1])
    year = bool(_LOST_YEAR.search(name)) and len(digits) == 2
    mended = year or bool(_LOST_NUMBER.search(name))
    findings.append(Finding(FindingCode.ODD_COUNT, f"{number}: {name}"[:120], done=mended))
    if not mended:
        return name, 1
    return f"{name}{'' if year else ' '}{digits}", last


def _once(papers: list[PaperLine], findings: list[Finding]) -> list[PaperLine]:
    seen: set[tuple[int | None, str, str]] = set()
    kept = []
    for paper in papers:
        key = (paper.case, paper.note, fold(paper.name))
        if key in seen:
            findings.append(Finding(FindingCode.DOUBLE_PAPER, paper.name[:120], done=True))
            continue
        seen.add(key)
        kept.append(paper)
    return kept
