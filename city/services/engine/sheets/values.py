"""What a sheet says, as plain values. `case` is the number of a CaseRow, None = for all."""

from dataclasses import dataclass, field
from decimal import Decimal

from city.services.states.catalogue import Done, Found, PaperKind


class Unreadable(Exception):
    """This row cannot become a procedure. `reason`: a Refusal."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Finding:
    """A defect: which, where (e.g. "papers/3", "channels/online"), what was done, and the figure before and after."""

    code: str
    place: str
    done: str
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        return {"code": str(self.code), "place": self.place, "done": str(self.done), "detail": self.detail}


@dataclass
class Findings:
    """Collects them while a sheet is read."""

    rows: list[Finding] = field(default_factory=list)

    def mended(self, code: Found, place: str, detail: str = "") -> None:
        self.rows.append(Finding(code.value, place, Done.REPAIRED.value, detail))

    def left(self, code: Found, place: str, detail: str = "") -> None:
        self.rows.append(Finding(code.value, place, Done.REPORTED.value, detail))


@dataclass(frozen=True)
class CaseRow:
    no: int
    name: str


@dataclass(frozen=True)
class PaperRow:
    """`condition`: only then is it asked for ("" = always). `part`: the section of the list it stands in. `needed` False: its own name says
    "trường hợp…" or "nếu có". originals and copies: how many."""

    case: int | None
    name: str
    originals: int
    copies: int
    form_name: str = ""
    kind: str = PaperKind.SUBMIT.value
    condition: str = ""
    part: str = ""
    needed: bool = True


@dataclass(frozen=True)
class TermRow:
    """`amount` None: no usable term; `raw` is what the sheet says. channel: online, post, counter."""

    channel: str | None
    amount: Decimal | None
    unit: str | None
    raw: str
    note: str = ""


@dataclass(frozen=True)
class FeeRow:
    """amount None: said in words only (`raw`, `note`). `per`: what one amount is for ("trang"), "" = the dossier."""

    channel: str | None
    amount: Decimal | None
    currency: str
    raw: str
    per: str = ""
    note: str = ""


@dataclass(frozen=True)
class Result:
    name: str
    code: str


@dataclass(frozen=True)
class Sheet:
    national_code: str
    owner_code: str
    raw_code: str
    name: str
    field: str
    ministry: str  # code, "G15"; "" where the sheet has none
    levels: tuple[str, ...]
    audience: tuple[str, ...]
    decision: str
    agencies: str
    competent: str
    group: str
    group_reason: str
    channels: tuple[str, ...]
    cases: tuple[CaseRow, ...]
    papers: tuple[PaperRow, ...]
    terms: tuple[TermRow, ...]
    fees: tuple[FeeRow, ...]
    results: tuple[Result, ...]
    legal: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
