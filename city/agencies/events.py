import datetime
from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class AgencyEstablished(Fact):
    agency: int
    parent: int | None


@dataclass(frozen=True)
class AgencyRenamed(Fact):
    agency: int
    state: int


@dataclass(frozen=True)
class AgencyDissolved(Fact):
    agency: int
    on: datetime.date


@dataclass(frozen=True)
class AgencyCodeGiven(Fact):
    agency: int
    scheme: str
    value: str


@dataclass(frozen=True)
class AgencyCalendarChanged(Fact):
    agency: int
    calendar: int
    before: int


@dataclass(frozen=True)
class CalendarGiven(Fact):
    """`agencies` (one and its divisions) go by `calendar` instead of `before`; `since`: the first day on which the two differ, None for a fresh copy."""

    calendar: int
    before: int
    agencies: tuple[int, ...]
    since: datetime.date | None
    source: str


@dataclass(frozen=True)
class AgencySucceeded(Fact):
    old: int
    new: int


@dataclass(frozen=True)
class PostCreated(Fact):
    post: int
    agency: int
    powers: tuple[str, ...]
    rank: str = "other"


@dataclass(frozen=True)
class Appointed(Fact):
    appointment: int
    post: int
    user: int
    acting: bool = False


@dataclass(frozen=True)
class AppointmentEnded(Fact):
    appointment: int
    post: int
    user: int


@dataclass(frozen=True)
class PowersDelegated(Fact):
    """`kinds` of paper and `fields` of procedures that may be signed, by code."""

    delegation: int
    powers: tuple[str, ...]
    authority: str = ""
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgencyMoved(Fact):
    agency: int
    state: int
    parent: int | None


@dataclass(frozen=True)
class AgencyCodeEnded(Fact):
    agency: int
    scheme: str
    value: str


@dataclass(frozen=True)
class PowersChanged(Fact):
    post: int
    powers: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True)
class RankChanged(Fact):
    post: int
    rank: str
    before: str


@dataclass(frozen=True)
class FieldsAssigned(Fact):
    """To a deputy, by code, from the day `since`; none: not written down any more."""

    post: int
    fields: tuple[str, ...]
    before: tuple[str, ...]
    since: datetime.date
    source: str


@dataclass(frozen=True)
class PostEnded(Fact):
    post: int
    agency: int


@dataclass(frozen=True)
class DelegationEnded(Fact):
    delegation: int
    powers: tuple[str, ...]
