import datetime
from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class ProcedurePublished(Fact):
    """A version came into force. `replaced` is the version it ended, 0 for the first; the digest is that of an imported sheet."""

    procedure: int
    version: int
    no: int
    replaced: int = 0
    sheet_sha: str = ""


@dataclass(frozen=True)
class CatalogueImported(Fact):
    """One run over a file of sheets."""

    source_sha: str
    edition: int
    created: int
    changed: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class DemoCatalogueLoaded(Fact):
    procedures: int
    offers: int


@dataclass(frozen=True)
class DemoHistoryLoaded(Fact):
    offers: int


@dataclass(frozen=True)
class ProcedureOffered(Fact):
    """An agency takes a procedure at an online level, from a day on ("" in facts of before 24/11/2026)."""

    procedure: int
    agency: int
    level: str
    since: str = ""


@dataclass(frozen=True)
class OfferEnded(Fact):
    """From that day on the agency takes the procedure no more."""

    procedure: int
    agency: int
    on: datetime.date
