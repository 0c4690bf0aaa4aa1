from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class VersionPublished(Fact):
    """A sheet became the procedure's version `no`; `replaced` is the version it ended, 0 for the first."""

    procedure: int
    version: int
    no: int
    replaced: int
    sheet_sha: str


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
