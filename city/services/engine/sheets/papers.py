"""Cases and papers. In the source a heading is often written where a case belongs, and remarks stand among the papers."""

import re
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.shapes import Finding, PaperLine
from city.services.engine.sheets.texts import count, rows, text, without_mark
from city.services.states.catalogue import FindingCode

LONG = 800  # characters; a longer paper is several, or a paper and the law about it
_HEADING = re.compile(
    r"^((cac )?(loai )?giay to\b(?!.*\bchung minh\b)|thanh phan|so luong|bao gom|ho so( de nghi.*| dang ky.*| gom.*| bao gom.*)? "
    r"(gom|bao gom)( co| cac.*)?$|gom( co)?$|ho so( khac| gom.*| bao gom.*)?$|xuat trinh|nop (truc tiep|qua|ho so)|nguoi yeu cau"
    r"|phuong thuc|cach thuc|truong hop$|ngoai ra|cu the|kem theo)"
)
_REMARK = re.compile(
    r"^(luu y|ghi chu|chu y|trong phieu|trong do|theo quy dinh|phieu duoc tao|nguoi (uy quyen|co tham quyen|tiep nhan))"
)
_CASE = re.compile(
    r"^(truong hop|doi voi|neu |khi |ve (cap|viec)|cap |nhom |ho so cua|noi dung|dang ky|mien|hoan|thay doi)"
)
_SHOWN = re.compile(r"xuat trinh")
_LOOSE = re.compile(
    r"^(truong hop|doi voi|neu |khi |van ban uy quyen|giay uy quyen|hop dong uy quyen)|\bneu (co|nguoi|to chuc|thuc hien|la|uy quyen)\b"
    r"|\b(khi co|trong truong hop)\b"
)
_TELLING = re.compile(
    r"\b(co trach nhiem|khong phai (nop|tai|xuat trinh)|duoc su dung|co quyen|phai bao dam|khong duoc|tu choi|thi (khong|nguoi|co quan|to chuc)"
    r"|de nghi nguoi|duoc thay the|so luong ho so|phai duoc (chung thuc|hop phap hoa))\b|^(khong quy dinh|khong co|so luong|luu y|ghi chu)\b|^truong hop .*\bthi\b"
)
_ITEM = re.compile(r"(?:^|(?<=[;:.\n])\s*|\s{2,})(?=(?:[-+•]\s+|[a-zđ]\)\s|\(\d{1,2}\)\s|\d{1,2}\)\s))")


def read_papers(value: Any) -> tuple[list[str], list[PaperLine], list[Finding]]:
    """(cases, papers, findings) of thanh_phan_ho_so."""
    cases: list[str] = []
    papers: list[PaperLine] = []
    findings: list[Finding] = []
    for part in rows(value):
        title = text(part.get("truong_hop"))
        kind = kind_of(title)
        if kind not in ("", "case"):
            findings.append(Finding(FindingCode.HEADING_AS_CASE, title[:120], done=True))
        if kind == "remark":
            continue
        if kind == "case":
            cases.append(without_mark(title))
        papers.extend(_lines(part, len(cases) - 1 if kind == "case" else None, title, findings))
    kept, numbers = _named(cases, papers)
    single = _once([_moved(p, numbers) for p in papers], findings)
    if not single:
        findings.append(Finding(FindingCode.NO_PAPERS))
    return kept, single, findings


def kind_of(title: str) -> str:
    """ "case", "heading", "remark" or "" for no title at all."""
    plain = fold(without_mark(title))
    if not plain:
        return ""
    if _REMARK.match(plain):
        return "remark"
    if _CASE.match(plain):
        return "case"
    if _HEADING.match(plain):
        return "heading"
    return "case" if len(title) <= 250 else "heading"


def _lines(part: dict[str, Any], case: int | None, title: str, findings: list[Finding]) -> list[PaperLine]:
    shown = "xuất trình" if _SHOWN.search(fold(title)) else ""
    found: list[PaperLine] = []
    for given in rows(part.get("giay_to")):
        line = str(given.get("ten") or "")
        bare = text(line)
        if not bare or _is_heading(given, bare):
            if bare:
                findings.append(Finding(FindingCode.PAPER_HEADING, bare[:120], done=True))
            continue
        for name in _split(line, findings):
            found.append(_paper(name, case, given, shown))
    return found


def _is_heading(given: dict[str, Any], line: str) -> bool:
    """Marked as one, or without a copy to hand in and worded as a heading or an explanation."""
    if given.get("la_tieu_de"):
        return True
    if count(given.get("ban_chinh")) or count(given.get("ban_sao")):
        return False
    return line.endswith(":") or len(line) > LONG or bool(_TELLING.search(fold(line)))


def _split(line: str, findings: list[Finding]) -> list[str]:
    """A merged row's papers, if its own marks part it cleanly; else the row as it is, reported."""
    whole = text(line)
    if len(whole) <= LONG:
        return [whole]
    parts = [text(p) for p in _ITEM.split(line) if text(p)]
    clean = 2 <= len(parts) <= 20 and all(8 <= len(p) <= 500 for p in parts)
    findings.append(Finding(FindingCode.SPLIT_PAPER if clean else FindingCode.MERGED_PAPER, whole[:120], done=clean))
    return [p for p in parts if not p.endswith(":")] if clean else [whole]


def _paper(name: str, case: int | None, given: dict[str, Any], note: str) -> PaperLine:
    loose = bool(_LOOSE.search(fold(name)[:160]))
    return PaperLine(
        name=without_mark(name),
        case=case,
        originals=count(given.get("ban_chinh")),
        copies=count(given.get("ban_sao")),
        form_name=text(given.get("mau"))[:500],
        note=note,
        needed=not loose,
    )


def _named(cases: list[str], papers: list[PaperLine]) -> tuple[list[str], dict[int, int]]:
    """Cases once each and with papers of their own; the old positions and the new."""
    used = {p.case for p in papers}
    kept: list[str] = []
    numbers: dict[int, int] = {}
    for i, name in enumerate(cases):
        if i not in used:
            continue
        if name not in kept:
            kept.append(name)
        numbers[i] = kept.index(name)
    return kept, numbers


def _moved(paper: PaperLine, numbers: dict[int, int]) -> PaperLine:
    case = None if paper.case is None else numbers[paper.case]
    return PaperLine(paper.name, case, paper.originals, paper.copies, paper.form_name, paper.note, paper.needed)


def _once(papers: list[PaperLine], findings: list[Finding]) -> list[PaperLine]:
    seen: set[tuple[int | None, str]] = set()
    kept = []
    for paper in papers:
        key = (paper.case, fold(paper.name))
        if key in seen:
            findings.append(Finding(FindingCode.DOUBLE_PAPER, paper.name[:120], done=True))
            continue
        seen.add(key)
        kept.append(paper)
    return kept
