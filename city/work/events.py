from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class ItemClaimed(Fact):
    item: int
    about_kind: str
    about_id: int
    post: int


@dataclass(frozen=True)
class ItemHandedOver(Fact):
    item: int
    about_kind: str
    about_id: int
    to: int
