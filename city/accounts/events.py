from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class PersonRegistered(Fact):
    person: int


@dataclass(frozen=True)
class PersonFilledIn(Fact):
    """An official wrote down what was not known of a person; nothing that was known changed."""

    person: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class PersonCorrected(Fact):
    person: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class UserOpened(Fact):
    user: int
    person: int | None


@dataclass(frozen=True)
class SignedIn(Fact):
    user: int
    way: str


@dataclass(frozen=True)
class PasswordSet(Fact):
    user: int


@dataclass(frozen=True)
class MandateGiven(Fact):
    mandate: int
    principal: int
    agent: int


@dataclass(frozen=True)
class MandateEnded(Fact):
    mandate: int
    principal: int
    agent: int


@dataclass(frozen=True)
class PasswordIssued(Fact):
    user: int
