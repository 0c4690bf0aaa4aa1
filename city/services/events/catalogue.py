"""Facts of the catalogue. Codes and counts; nothing here is personal."""

from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class VersionPublished(Fact):
    procedure: int
    version: int
    code: str
    no: int


@dataclass(frozen=True)
class VersionRetired(Fact):
    procedure: int
    version: int
    code: str


@dataclass(frozen=True)
class ProceduresImported(Fact):
    run: int
    created: int
    changed: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class ProcedureOffered(Fact):
    procedure: int
    agency: int
    level: str


@dataclass(frozen=True)
class OffersAssigned(Fact):
    """Many offers at once: by rule, not from the source."""

    run: int
    offers: int


@dataclass(frozen=True)
class WordsTaught(Fact):
    words: int
