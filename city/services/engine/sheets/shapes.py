"""What a sheet becomes."""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from city.services.states.catalogue import Currency, FindingCode, QuarantineReason


@dataclass(frozen=True)
class Finding:
    """Something wrong with the sheet. `place`: a channel, "paper 3" or the start of the text; `done`: mended."""

    code: FindingCode
    place: str = ""
    done: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"code": str(self.code), "place": self.place, "done": self.done}


@dataclass(frozen=True)
class TermLine:
    """One way to hand in and its time limit; amount None: not stated in numbers."""

    channel: str | None
    amount: Decimal | None = None
    unit: str | None = None
    raw: str = ""
    note: str = ""


@dataclass(frozen=True)
class FeeLine:
    """A fee; channel None: the same for every channel; amount None: in words only; `doubt` as in states.catalogue.Doubt."""

    channel: str | None
    amount: Decimal | None = None
    raw: str = ""
    note: str = ""
    currency: str = Currency.VND
    doubt: str = ""


@dataclass(frozen=True)
class PaperLine:
    """`case` is a position in Sheet.cases, or None for every case."""

    name: str
    case: int | None = None
    originals: int = 0
    copies: int = 0
    form_name: str = ""
    note: str = ""
    needed: bool = True


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be published."""

    code: str
    reason: QuarantineReason
    detail: str = ""


@dataclass
class Sheet:
    code: str
    owner_code: str
    raw_code: str
    name: str
    field: str
    ministry: str
    ministry_code: str
    group: str
    group_reason: str
    levels: list[str]
    audience: list[str]
    decision: str
    agency_text: str
    legal: list[str]
    results: list[dict[str, str]]
    cases: list[str] = dataclasses.field(default_factory=list)
    papers: list[PaperLine] = dataclasses.field(default_factory=list)
    terms: list[TermLine] = dataclasses.field(default_factory=list)
    fees: list[FeeLine] = dataclasses.field(default_factory=list)
    findings: list[Finding] = dataclasses.field(default_factory=list)
