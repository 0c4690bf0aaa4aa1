"""An online history for the demo: assigned by us, marked so. Only its sum is a fact: on 30/6/2020 the city's report counts 808 of 1.865
procedures at levels 3 and 4. Which procedures they were nobody told us; we take those that we call online today."""

import datetime
import hashlib
from dataclasses import dataclass

from city.services.states.catalogue import OnlineLevel
from city.services.states.online import EXTENT, FOUR_LEVELS

BEGIN = datetime.date(2018, 1, 1)
REPORT = datetime.date(2020, 6, 30)
END = datetime.date(2025, 7, 1)  # the offers of the two-tier city begin


@dataclass(frozen=True)
class Stretch:
    """A level on the days [since, until)."""

    level: OnlineLevel
    since: datetime.date
    until: datetime.date


def history(code: str, today: OnlineLevel) -> list[Stretch]:
    """From 2018 to the two-tier city: level 2, raised before the report where it is online today, then the level of the new scheme."""
    change = EXTENT.since
    tail = Stretch(today, change, END)
    if today not in EXTENT.online:
        return [Stretch(OnlineLevel.TWO, BEGIN, change), tail]
    raised = BEGIN + datetime.timedelta(days=30 + _number(code) % ((REPORT - BEGIN).days - 60))
    return [Stretch(OnlineLevel.TWO, BEGIN, raised), Stretch(_before(code, today), raised, change), tail]


def _before(code: str, today: OnlineLevel) -> OnlineLevel:
    """What is partial came from level 3; what is full from 4, or, for two of five, from 3."""
    four = today == OnlineLevel.FULL and _number(f"{code}/level") % 5 > 1
    assert FOUR_LEVELS.until == EXTENT.since
    return OnlineLevel.FOUR if four else OnlineLevel.THREE


def _number(text: str) -> int:
    """The same for the same text on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
