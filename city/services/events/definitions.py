from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class DefinitionsInstalled(Fact):
    digests: tuple[str, ...]


@dataclass(frozen=True)
class LegalNumbersLoaded(Fact):
    rows: int
