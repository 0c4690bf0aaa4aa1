from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class ProcedurePublished(Fact):
    procedure: int
    version: int
    no: int


@dataclass(frozen=True)
class ProcedureOffered(Fact):
    procedure: int
    agency: int
    level: str
