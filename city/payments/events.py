from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class ChargePaid(Fact):
    charge: int
    receipt: int
    origin_kind: str
    origin_id: int
