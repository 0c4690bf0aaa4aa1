"""Played dossiers that may be copied: what state each is in, where it was played, and the words that name its people."""

import datetime
from dataclasses import dataclass

from city.accounts.models import Person
from city.documents.models import RegisterEntry
from city.payments.models import Receipt
from city.services.models import Dossier
from city.services.states.dossiers import Outcome, Phase, Role
from kernel import clock
from stories.bench.places import Office

CLOSED = {Phase.RETURNED, Phase.WITHDRAWN, Phase.NOT_ACCEPTED, Phase.STOPPED}


@dataclass(frozen=True)
class Pattern:
    """One played dossier. `state` is "closed", "open" or "late"."""

    pk: int
    state: str
    office: int
    owner: Person
    submission: str
    code: str
    began: datetime.datetime
    submitted: datetime.datetime
    accepted: datetime.datetime | None
    ended: datetime.datetime  # the last moment that anything happened
    register: list[tuple[str, datetime.date]]  # (book, day) of its documents
    paid: datetime.datetime | None
    weight: float  # among the patterns of its state: withdrawals and refusals are rarer than results

    def words(self, office: Office) -> list[str]:
        """What must read differently in a copy; `now_of` gives the same places of another person, office and code."""
        return [*words_of(self.owner), self.code, self.submission, *office.words]


def words_of(person: Person) -> list[str]:
    """Never None: an empty word replaces nothing."""
    return [person.name, person.number, person.address, person.phone, spaced(person.phone), person.email]


def spaced(phone: str) -> str:
    """As forms show it: 0912 345 678."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if len(phone) == 10 else ""


def read(pks: list[int] | None = None) -> list[Pattern]:
    """All submitted dossiers of the database, or those named, oldest first."""
    rows = Dossier.objects.exclude(phase=Phase.DRAFT).order_by("submitted_at")
    return [_pattern(d) for d in (rows.filter(pk__in=pks) if pks is not None else rows)]


def _pattern(dossier: Dossier) -> Pattern:
    owner = dossier.parties.select_related("person").get(role=Role.OWNER).person
    lines = RegisterEntry.objects.filter(document__origin_kind="services.dossier", document__origin_id=dossier.pk)
    entries = lines.order_by("pk")
    receipt = Receipt.objects.filter(charge__origin_kind="services.dossier", charge__origin_id=dossier.pk).first()
    assert dossier.submitted_at is not None
    moments = (dossier.closed_at, dossier.decided_at, dossier.accepted_at, dossier.changed_at, dossier.submitted_at)
    return Pattern(
        pk=dossier.pk, state=_state(dossier), office=dossier.agency_id, owner=owner, submission=dossier.submission,
        code=dossier.code or "", began=dossier.created_at, submitted=dossier.submitted_at, accepted=dossier.accepted_at,
        ended=max(m for m in moments if m), register=[(entry.book, entry.dated_on) for entry in entries],
        paid=receipt.taken_at if receipt else None, weight=_weight(dossier),
    )  # fmt: skip


def _state(dossier: Dossier) -> str:
    if dossier.phase in CLOSED:
        return "closed"
    return "late" if dossier.due_at and dossier.due_at < clock.now() and not dossier.decided_at else "open"


def _weight(dossier: Dossier) -> float:
    if dossier.phase == Phase.WITHDRAWN:
        return 0.1
    return 0.2 if dossier.proposal == Outcome.REFUSED else 1.0
