"""Who handles it: a city agency, a central system, or nobody here.

Agency names in the sheets are free text, several parted by commas. One part that names an organ of the city is enough; central
branches (police, army, customs, tax, treasury, social insurance, State Bank, courts) keep their own systems
(NĐ 224/2026 Đ.15.1i, facts.md §2.4).
"""

import re

from city.services.engine.folding import fold
from city.services.states.catalogue import Group, GroupReason, Level

_CENTRAL = re.compile(
    r"\b(cong an|canh sat|xuat nhap canh|quan su|bien phong|quan khu|bo tu lenh|dai doi|tieu doan|binh doan|quan chung|bo quoc phong"
    r"|hai quan|thue|kho bac|bao hiem xa hoi|du tru|ngan hang nha nuoc|toa an|thi hanh an|cang vu|vien kiem sat"
    r"|uy ban chung khoan|dang kiem)\b|(?<!chi )\bcuc "
)
_LOCAL = re.compile(
    r"\b(uy ban nhan dan|ubnd|so [a-z]+|van phong dang ky dat dai|ban quan ly|chi cuc (kiem lam|thuy san|chan nuoi|thu y|trong trot"
    r"|thuy loi|bao ve moi truong|quan ly)|phong tu phap|phong kinh te|phong giao duc|trung tam (tro giup|phuc vu hanh chinh|dich vu)"
    r"|cap tinh|cap xa|cap huyen|trung tam)\b"
)
_CENTRAL_MINISTRY = re.compile(r"\b(bo cong an|bo quoc phong|ngan hang nha nuoc|toa an)\b")
_CENTRAL_FIELD = re.compile(
    r"^(hai quan|thue|kho bac nha nuoc|chung khoan|du tru|toa an|thi hanh an dan su|bao hiem|dang kiem|hoat dong ngoai hoi)$|bhxh|bhyt"
)
_LOCAL_FIELD = re.compile(
    r"^(nong nghiep|nguoi co cong|giam ngheo)$"
)  # decided by communes, whichever ministry writes the sheet


def group_of(levels: list[str], agency: str, ministry: str, field: str) -> tuple[Group, GroupReason]:
    """The group of a sheet and the reason for it."""
    if not levels:
        return Group.INFORMATION, GroupReason.NO_LEVEL
    if levels == [Level.MINISTRY]:
        return Group.INFORMATION, GroupReason.MINISTRY_ONLY
    if _central(agency, ministry, field):
        return Group.MIRRORED, GroupReason.CENTRAL_SYSTEM
    return Group.OURS, GroupReason.LOCAL


def _central(agency: str, ministry: str, field: str) -> bool:
    parts = [fold(part) for part in agency.split(",") if part.strip()]
    if _CENTRAL_FIELD.search(fold(field)):
        return not all(_LOCAL.search(p) and not _CENTRAL.search(p) for p in parts) or not parts
    if any(_LOCAL.search(p) and not _CENTRAL.search(p) for p in parts):
        return False
    if not parts and _LOCAL_FIELD.search(fold(field)):
        return False
    return bool(_CENTRAL_MINISTRY.search(fold(ministry))) or any(_CENTRAL.search(p) for p in parts)
