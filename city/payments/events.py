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


@dataclass(frozen=True)
class ChargeAskedAgain(Fact):
    """What was cancelled with a matter is asked as it stood: the matter was decided anew."""

    charge: int
    origin_kind: str
    origin_id: int


@dataclass(frozen=True)
class ChargeAmended(Fact):
    """Lines or quantities were changed before it was paid; the reason stands in the row `change`."""

    charge: int
    change: int
    total: int
    origin_kind: str
    origin_id: int


@dataclass(frozen=True)
class ChargeWaived(Fact):
    """The law exempts, wholly or in part; `total` is left to pay, the basis stands in the row `change`."""

    charge: int
    change: int
    total: int
    origin_kind: str
    origin_id: int
