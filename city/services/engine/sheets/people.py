"""For whom, and at which level: lists with few known values."""

from city.services.engine.folding import fold
from city.services.engine.sheets.values import Findings
from city.services.engine.sheets.wording import tidy
from city.services.states.catalogue import AgencyLevel, Audience, Found

_AUDIENCE = {
    "cong dan viet nam": Audience.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": Audience.OVERSEAS,
    "nguoi nuoc ngoai": Audience.FOREIGNER,
    "nguoi nuoc ngoai cu tru tai viet nam": Audience.FOREIGNER,
    "doanh nghiep": Audience.BUSINESS,
    "doanh nghiep viet nam": Audience.BUSINESS,
    "doanh nghiep co von dau tu nuoc ngoai": Audience.BUSINESS,
    "hop tac xa": Audience.COOPERATIVE,
    "to chuc khong bao gom doanh nghiep htx": Audience.ORGANISATION,
    "to chuc nuoc ngoai": Audience.FOREIGN_ORGANISATION,
    "can bo cong chuc vien chuc": Audience.OFFICIAL,
    "can bo": Audience.OFFICIAL,
    "cong chuc": Audience.OFFICIAL,
    "vien chuc": Audience.OFFICIAL,
    "dang vien": Audience.PARTY,
    "to chuc dang": Audience.PARTY,
}
_SPLIT = {"can bo", "cong chuc", "vien chuc"}
_LEVEL = {
    "cap bo": AgencyLevel.MINISTRY,
    "cap tinh": AgencyLevel.CITY,
    "cap xa": AgencyLevel.COMMUNE,
    "co quan khac": AgencyLevel.OTHER,
}


def audience_of(found: list[str], findings: Findings) -> tuple[str, ...]:
    plain = [fold(tidy(name)) for name in found]
    if _SPLIT & set(plain):
        findings.mended(Found.AUDIENCE_SPLIT, "audience")
    for name in plain:
        if name not in _AUDIENCE:
            findings.left(Found.AUDIENCE_UNKNOWN, "audience")
    chosen = {_AUDIENCE[name].value for name in plain if name in _AUDIENCE}
    if not chosen:
        findings.left(Found.NO_AUDIENCE, "audience")
    return tuple(a.value for a in Audience if a.value in chosen)


def levels_of(found: list[str]) -> tuple[str, ...]:
    chosen = {_LEVEL[plain].value for name in found if (plain := fold(tidy(name))) in _LEVEL}
    return tuple(level.value for level in AgencyLevel if level.value in chosen)
