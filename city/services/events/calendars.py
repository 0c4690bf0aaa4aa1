"""A calendar was changed and open dossiers are counted again, a batch at a time: each batch records where the next begins."""

from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class RecountWentOn(Fact):
    """`change`: the journal entry of the change. Dossiers behind `begin` up to `end` (ids) are done; `moved` dates so far."""

    calendar: int
    change: int
    begin: int
    end: int
    moved: int


@dataclass(frozen=True)
class RecountDone(Fact):
    calendar: int
    change: int
    begin: int
    moved: int
