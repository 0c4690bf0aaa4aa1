"""How far a service goes online, as the law counted it at the time. Two schemes, each for its days; a level outside its scheme's days is
refused by the database (constraint offer_level_of_its_time).

NĐ 43/2011/NĐ-CP and TT 32/2017/TT-BTTTT Đ.5: levels 1 (information), 2 (forms to download), 3 (handed in online), 4 (paid and
answered online too). NĐ 42/2022/NĐ-CP: in full, in part; NĐ 224/2026/NĐ-CP Đ.14 keeps both: full is the rule, partial says why."""

import datetime
from dataclasses import dataclass

from city.services.states.catalogue import OnlineLevel

_D = datetime.date


@dataclass(frozen=True)
class Scheme:
    """Levels from the lowest to the highest, and those at which a dossier is handed in online; half-open days [since, until)."""

    code: str
    basis: str
    since: datetime.date
    until: datetime.date | None
    levels: tuple[OnlineLevel, ...]
    online: frozenset[OnlineLevel]


FOUR_LEVELS = Scheme(
    "four-levels",
    "Nghị định 43/2011/NĐ-CP; Thông tư 32/2017/TT-BTTTT, Điều 5",
    _D(2011, 10, 1),
    _D(2022, 8, 15),
    (OnlineLevel.ONE, OnlineLevel.TWO, OnlineLevel.THREE, OnlineLevel.FOUR),
    frozenset({OnlineLevel.THREE, OnlineLevel.FOUR}),
)
EXTENT = Scheme(
    "extent",
    "Nghị định 42/2022/NĐ-CP; từ ngày 01/7/2026 Nghị định 224/2026/NĐ-CP, Điều 14",
    _D(2022, 8, 15),
    None,
    (OnlineLevel.INFORMATION, OnlineLevel.PARTIAL, OnlineLevel.FULL),
    frozenset({OnlineLevel.PARTIAL, OnlineLevel.FULL}),
)
SCHEMES = (FOUR_LEVELS, EXTENT)


def scheme_on(day: datetime.date) -> Scheme | None:
    """The scheme of the law on that day; None before 1/10/2011."""
    return next((s for s in SCHEMES if s.since <= day and (s.until is None or day < s.until)), None)


def is_online(level: str) -> bool:
    """A dossier can be handed in online at this level, in whichever scheme."""
    return any(level in scheme.online for scheme in SCHEMES)
