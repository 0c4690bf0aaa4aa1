"""What a "trường hợp" of a sheet really is: a choice, a heading over the whole list, a condition beside it, or a note."""

import re
from enum import Enum

from city.services.engine.folding import fold
from city.services.engine.sheets.texts import heading


class Kind(Enum):
    ALL = "all"  # nothing was written, or "Thành phần hồ sơ": papers for everybody
    SHOW = "show"  # papers that are shown, not handed in
    CASE = "case"  # one excludes the others: the applicant chooses
    CONDITION = "condition"  # more papers for those it concerns, whatever else they choose
    SECTION = "section"  # a part of one list: everybody brings all parts
    NOTE = "note"  # guidance, no papers


_ALL = re.compile(
    r"^(thanh phan ho so|ho so|bao gom|gom|giay to phai nop|cac giay to phai nop|giay to can nop|so luong ho so|cac loai giay to)"
    r"( \(?(ban chinh|bao gom|gom)\)?.*| de luu giu.*)?$"
)
_SUBMIT = re.compile(
    r"^(cac )?giay to (phai |can )?(nop|gui)\b|^thanh phan ho so( theo| gom| bao gom|$)|^nguoi yeu cau .{0,40}\bnop\b.{0,60}giay to sau"
)
_SHOW = re.compile(
    r"^(cac )?giay to (phai |can )?xuat trinh|^nguoi yeu cau .{0,40}xuat trinh (cac )?giay to|^xuat trinh\b"
)
_NOTE = re.compile(
    r"^(luu y|ghi chu|chu y|nguoi (uy quyen|duoc uy quyen|tiep nhan|co tham quyen ky)|phieu (nay|duoc tao)|trong phieu|so luong"
    r"|mien nop|co quan (dang ky|tiep nhan)|truong hop khai thac,? su dung duoc|viec xac dinh|doi voi giay to (nop|gui))"
)
_CONDITION = re.compile(
    r"^truong hop (duoc )?uy quyen|^truong hop nguoi dai dien theo uy quyen|^truong hop (ho so )?(dang ky|nop|gui|duoc gui|khong duoc gui|thuc hien)"
    r".{0,40}(moi truong dien tu|truc tuyen|buu chinh|truc tiep|ban giay)|^truong hop ho so (khong )?duoc gui|^truong hop (chua|khong) co "
    r"|^truong hop (cong dan|nguoi).{0,30}chua co thong tin"
)
_SECTION = re.compile(
    r"^ho so cua |^nhom \d+ gom|^(cac )?(loai )?(tai lieu|giay to)\b|^van ban |^ho so nang luc|^mot (ban sao|trong)"
)


def kind_of(name: str) -> Kind:
    """Judge one heading by its words."""
    plain = fold(heading(name))
    if not plain or _ALL.match(plain):
        return Kind.ALL
    if _SHOW.match(plain):
        return Kind.SHOW
    if _NOTE.match(plain):
        return Kind.NOTE
    if _CONDITION.match(plain):
        return Kind.CONDITION
    if _SUBMIT.match(plain):
        return Kind.ALL
    return Kind.SECTION if _SECTION.match(plain) else Kind.CASE


def kinds_of(names: list[str]) -> list[Kind]:
    """All headings of one sheet. A choice needs two: a lone case is a condition beside the common list, or the list itself."""
    kinds = [kind_of(name) for name in names]
    if kinds.count(Kind.CASE) != 1:
        return kinds
    common = any(kind in (Kind.ALL, Kind.SECTION) for kind in kinds)
    lone = Kind.CONDITION if common and _depends(names[kinds.index(Kind.CASE)]) else Kind.SECTION
    return [lone if kind is Kind.CASE else kind for kind in kinds]


def _depends(name: str) -> bool:
    return bool(re.match(r"(truong hop|doi voi|neu|khi)\b", fold(heading(name))))
