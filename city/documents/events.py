"""What is recorded about documents. `origin_kind`, `origin_id` and `purpose` let upper rooms find their own."""

from dataclasses import dataclass

from kernel.journal import Fact


@dataclass(frozen=True)
class DocumentDrafted(Fact):
    document: int
    agency: int
    origin_kind: str
    origin_id: int
    purpose: str


@dataclass(frozen=True)
class SignatureAsked(Fact):
    """The number is held; printing, signing and sealing may begin. `attempt` rises with each retry."""

    document: int
    version: int
    attempt: int
    book: str
    year: int
    number: int


@dataclass(frozen=True)
class DocumentIssued(Fact):
    """Signed by the person and sealed by the agency; `sha256` is the register's word for the only true file."""

    document: int
    version: int
    sha256: str
    origin_kind: str
    origin_id: int
    purpose: str


@dataclass(frozen=True)
class SigningFailed(Fact):
    document: int
    version: int
    attempt: int
    cause: str
    origin_kind: str
    origin_id: int
    purpose: str


@dataclass(frozen=True)
class NumberVoided(Fact):
    """The number stays in the register, with its reason there, and is never given again."""

    document: int
    book: str
    year: int
    number: int
    origin_kind: str
    origin_id: int
    purpose: str


@dataclass(frozen=True)
class DocumentWithdrawn(Fact):
    document: int
    origin_kind: str
    origin_id: int
    purpose: str


@dataclass(frozen=True)
class DocumentShared(Fact):
    document: int
    principals: tuple[int, ...]
