"""Sổ theo dõi hồ sơ (Mẫu 06, TT 01/2018/TT-VPCP): what an agency's one-stop took in, in the order it was taken in."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.agencies.queries import names
from city.agencies.rules import acts_for
from city.services.engine import punctuality
from city.services.engine.process_reading import Window
from city.services.models import Dossier, Party
from city.services.queries.definitions import process_of
from city.services.queries.desk_reading import window_of
from city.services.queries.way import BROKEN
from city.services.rules.dossiers import visible_to
from city.services.states.dossiers import Role
from kernel import clock
from kernel.actors import Actor

WAYS = {"online": "trực tuyến", "counter": "tại Bộ phận Một cửa", "post": "bưu chính"}
SAID = {punctuality.EARLY: _("Trước hạn"), punctuality.ON_TIME: _("Đúng hạn"), punctuality.LATE: _("Quá hạn"), punctuality.NO_TERM: _("Không có thời hạn")}  # fmt: skip
COLUMNS = (
    "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên tổ chức, cá nhân", "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip
BATCH = 500


@dataclass(frozen=True)
class Line:
    """One row of the book. `result` is early, on time or late (engine.punctuality), "" while there is none."""

    no: int
    dossier: Dossier
    holder: str
    contact: str
    agency: str
    way: str
    result: str

    @property
    def late(self) -> bool:
        return self.result == punctuality.LATE

    @property
    def note(self) -> str:
        """How it ended, else where it stands."""
        return str(SAID[self.result]) if self.result else str(self.dossier.get_phase_display())


def taken_in(actor: Actor, since: datetime.date, until: datetime.date) -> QuerySet[Dossier]:
    """Accepted from `since` to `until`, both days counted, by the actor's agency or one that it took over from; none that the actor may not read."""
    begin = datetime.datetime.combine(since, datetime.time(), clock.ZONE)
    end = datetime.datetime.combine(until + datetime.timedelta(days=1), datetime.time(), clock.ZONE)
    rows = visible_to(actor).filter(received_by__in=actor.agencies, accepted_at__gte=begin, accepted_at__lt=end)
    return rows.select_related("version").defer("draft", "corrections").order_by("accepted_at", "pk")


def lines(actor: Actor, rows: Iterable[Dossier], first: int = 1) -> list[Line]:
    """The dossiers as rows of the book, numbered from `first`; address and telephone only where this reader sees them."""
    found = list(rows)
    parties = Party.objects.filter(dossier__in=found, role=Role.OWNER).select_related("person")
    owners = {party.dossier_id: party.person for party in parties}
    known = names({one.agency_id for one in found})
    return [
        _line(no, one, owners.get(one.pk), known, _reads_contact(actor, one)) for no, one in enumerate(found, first)
    ]


def _reads_contact(actor: Actor, dossier: Dossier) -> bool:
    """As on the page of the dossier (window_of). His own step at the one-stop that took it in says so without asking further."""
    here = [s for s in process_of(dossier).steps if s.place == "reception" and actor.has(s.power)]
    at_home = acts_for(actor, dossier.received_by_id or dossier.agency_id)
    return (at_home and Window(tuple(here)).contact) or window_of(actor, dossier).contact


def _line(no: int, dossier: Dossier, owner: Person | None, known: dict[int, str], reads: bool) -> Line:
    contact = ", ".join(part for part in (owner.address, owner.phone) if part) if owner and reads else ""
    way = WAYS.get(str(dossier.answers.get("receiving_way", "")), "")
    result = punctuality.said(dossier.decided_at, dossier.due_at, clock.ZONE) if dossier.decided_at else ""
    if dossier.phase in BROKEN:  # its result was withdrawn, and then it was stopped: how it ended comes first
        result = ""
    return Line(no, dossier, owner.name if owner else "", contact, known.get(dossier.agency_id, ""), way, result)


def cells(actor: Actor, rows: QuerySet[Dossier]) -> Iterator[tuple[str, ...]]:
    """Heading and rows as text, for a file; read in batches, so that a year fits in little memory."""
    yield COLUMNS
    batch, no = list[Dossier](), 1
    for one in rows.iterator(chunk_size=BATCH):
        batch.append(one)
        if len(batch) == BATCH:
            yield from map(_cells, lines(actor, batch, no))
            batch, no = [], no + BATCH
    yield from map(_cells, lines(actor, batch, no))


def _cells(line: Line) -> tuple[str, ...]:
    one = line.dossier
    days = [_day(at) for at in (one.accepted_at, one.due_at, one.returned_at)]
    return (str(line.no), str(one), one.version.name, "1", line.holder, line.contact, line.agency, *days, line.way, "", line.note)  # fmt: skip


def _day(at: datetime.datetime | None) -> str:
    return f"{at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}" if at else ""
