from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class ChargePaid(Fact):
    charge: int
    receipt: int
    origin_kind: str
    origin_id: int


@dataclass(frozen=True)
class ChargeCancelled(Fact):
    """What was asked and not paid is asked no more."""

    charge: int
    origin_kind: str
    origin_id: int
