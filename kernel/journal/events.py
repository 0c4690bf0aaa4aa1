from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class EraOpened(Fact):
    """Transaction numbers began anew; `taken_over` entries were written before anybody said so."""

    era: int
    taken_over: int


@dataclass(frozen=True)
class DeliveryLetGoAgain(Fact):
    """Somebody let a delivery that had given up try again."""

    delivery: int
    reaction: str
