"""Whose a procedure is. No list of the State says so for a city; these rules do, from ministry, field, level and agency.

Ours: a department of the city or a commune decides. Mirrored: decided elsewhere, but there is a dossier whose status can be
shown, because it is received in the city or online in the owner's system (NĐ 224/2026/NĐ-CP Đ.15.1h). Information: the rest."""

import re

from city.services.engine.folding import fold
from city.services.states.catalogue import AgencyLevel, Group, GroupReason

_BY_MINISTRY = {"G01": GroupReason.POLICE, "G02": GroupReason.ARMY, "G19": GroupReason.STATE_BANK}
_BY_FIELD = (
    (r"^hai quan$", GroupReason.CUSTOMS),
    (r"^thue$|^quan ly thue", GroupReason.TAX),
    (r"bhxh|bhyt|bao hiem xa hoi", GroupReason.SOCIAL_INSURANCE),
    (r"^kho bac", GroupReason.TREASURY),
    (r"^thi hanh an", GroupReason.ENFORCEMENT),
    (r"^dang kiem$", GroupReason.TRANSPORT),
)
_CITY = re.compile(
    r"\b(uy ban nhan dan|uy ban nhan dan|ubnd|so (tu phap|xay dung|tai chinh|noi vu|nong nghiep|cong thuong|y te|khoa hoc|giao duc|van hoa)"
    r"|trung tam phuc vu hanh chinh cong|van phong dang ky dat dai|ban quan ly khu|hoi dong nhan dan|chi cuc|phong kinh te|phong tu phap"
    r"|co quan dang ky kinh doanh|so [a-z]+)\b"
)
_ELSEWHERE = re.compile(
    r"\b(cuc|tong cuc|cang vu|cong an|hai quan|bien phong|quan khu|ngan hang nha nuoc|thu tuong|toa an|thi hanh an|khu quan ly duong bo"
    r"|bo (xay dung|tai chinh|nong nghiep|cong an|quoc phong|tu phap|cong thuong|khoa hoc|y te|noi vu|giao duc|van hoa|ngoai giao))\b"
)
_FORCES = (GroupReason.ARMY, GroupReason.POLICE)


def group_of(
    ministry: str, owner: str, field: str, levels: tuple[str, ...], agencies: str, online: bool
) -> tuple[str, str]:
    """(group, reason). `owner`: the ministry's name, for rows without its code; `agencies`: who does and who decides."""
    reason = _reason(ministry, owner, fold(field), set(levels), fold(agencies))
    if reason in (GroupReason.CITY, GroupReason.COMMUNE, GroupReason.BOTH):
        return Group.OURS.value, reason.value
    here = bool({AgencyLevel.CITY, AgencyLevel.COMMUNE} & set(levels))
    return (Group.MIRRORED if here or online else Group.INFORMATION).value, reason.value


def _reason(ministry: str, owner: str, field: str, levels: set[str], agencies: str) -> GroupReason:
    named = bool(_CITY.search(agencies))
    if "toa an" in fold(owner):
        return GroupReason.COURT
    elsewhere = next((reason for pattern, reason in _BY_FIELD if re.search(pattern, field)), _BY_MINISTRY.get(ministry))
    local = levels & {AgencyLevel.CITY.value, AgencyLevel.COMMUNE.value}
    ours = named and local and (elsewhere is GroupReason.TRANSPORT or (elsewhere in _FORCES and not _force(agencies)))
    if elsewhere and not ours:
        return elsewhere
    if not local:
        return GroupReason.MINISTRY if AgencyLevel.MINISTRY in levels else GroupReason.OTHER
    if agencies and not named and _ELSEWHERE.search(agencies):
        return _which(agencies)
    return _local(local)


def _which(agencies: str) -> GroupReason:
    if "cang vu" in agencies or "dang kiem" in agencies:
        return GroupReason.TRANSPORT
    return GroupReason.POLICE if "cong an" in agencies and "bo " not in agencies else GroupReason.MINISTRY


def _force(agencies: str) -> bool:
    return bool(re.search(r"\b(cong an|canh sat|quan su|bien phong|quan khu|tu lenh|quan doi)\b", agencies))


def _local(levels: set[str]) -> GroupReason:
    if levels == {AgencyLevel.CITY.value, AgencyLevel.COMMUNE.value}:
        return GroupReason.BOTH
    return GroupReason.CITY if AgencyLevel.CITY in levels else GroupReason.COMMUNE
