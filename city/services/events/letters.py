from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class LetterDrawnUp(Fact):
    """A paper of the one-stop about a dossier; `purpose` says which (queries.letters)."""

    dossier: int
    document: int
    purpose: str


@dataclass(frozen=True)
class LetterWithdrawn(Fact):
    """The agency withdrew a paper of the one-stop; why stands with the document."""

    dossier: int
    document: int
    purpose: str
