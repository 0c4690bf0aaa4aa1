"""Which agency takes which procedure, how far online, and since when."""

import datetime
from collections.abc import Sequence

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.services.events.catalogue import OfferEnded, ProcedureOffered
from city.services.models.catalogue import Offer, Procedure
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import OnlineLevel, Provenance
from city.services.states.online import Scheme, scheme_on
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record


@action(requires=can_publish)
def offer(
    *,
    procedure: Procedure,
    agency: Agency,
    level: str,
    since: datetime.date,
    reason: str = "",
    provenance: str = Provenance.SOURCE,
    by: Actor,
) -> Offer:
    """From `since` on the agency takes this procedure at that online level, until the next offer begins or the law counts otherwise
    (states/online.py). The level before ends there and stays on record; one of the same day is corrected. NĐ 224/2026 Đ.14: a partial
    service says why."""
    scheme = scheme_on(since)
    if scheme is None or level not in scheme.levels:
        raise Refused(_wrong_level(scheme), field="level")
    if level == OnlineLevel.PARTIAL and not reason.strip():
        raise Refused(_("Ghi lý do chỉ cung cấp một phần."), field="reason")
    _end(procedure, agency, since)
    made = Offer.objects.create(
        procedure=procedure,
        agency=agency,
        level=level,
        reason=reason,
        provenance=provenance,
        valid=DateRange(since, _until(procedure, agency, since, scheme)),
    )
    record(ProcedureOffered(procedure.pk, agency.pk, level, since.isoformat()), about=procedure, by=by)
    return made


@action(requires=can_publish)
def offer_by_many(
    *,
    procedure: Procedure,
    agencies: Sequence[Agency],
    level: str,
    since: datetime.date,
    reason: str = "",
    by: Actor,
) -> int:
    """`offer` for each, in one act; who takes it so already is passed over, but not where the system had assigned the level: the
    agency confirms it. How many it changed for."""
    same = Offer.objects.filter(
        procedure=procedure, level=level, reason=reason, valid__contains=since, provenance=Provenance.SOURCE
    )
    so_already = set(same.filter(agency__in=agencies).values_list("agency", flat=True))
    changed = [agency for agency in agencies if agency.pk not in so_already]
    if not changed:
        raise Refused(_("Từ ngày ấy đã nhận ở mức này rồi: không có gì để đổi."), field="level")
    for agency in changed:
        offer(procedure=procedure, agency=agency, level=level, since=since, reason=reason, by=by)
    return len(changed)


@action(requires=can_publish)
def stop_offering(*, procedure: Procedure, agencies: Sequence[Agency], on: datetime.date, by: Actor) -> int:
    """From `on` these agencies take the procedure no more; what they took stays theirs, and drafts are led on (queries.obstacles).
    How many it changed for."""
    rows = Offer.objects.filter(procedure=procedure, agency__in=agencies, valid__overlap=DateRange(on, None))
    ended = set[int]()
    for row in rows.order_by("agency", "valid"):
        if row.valid.lower >= on:
            row.delete()
        else:
            row.valid = DateRange(row.valid.lower, on)
            row.save(update_fields=["valid"])
        ended.add(row.agency_id)
    if not ended:
        raise Refused(_("Từ ngày ấy không cơ quan nào trong số này nhận thủ tục: không có gì để đổi."), field="level")
    for agency in sorted(ended):
        record(OfferEnded(procedure.pk, agency, on), about=procedure, by=by)
    return len(ended)


def _wrong_level(scheme: Scheme | None) -> str:
    if scheme is None:
        return _("Trước ngày 01/10/2011 chưa có mức trực tuyến theo luật.")
    return _("Ngày ấy các mức trực tuyến là: %(levels)s.") % {"levels": ", ".join(scheme.levels)}


def _end(procedure: Procedure, agency: Agency, since: datetime.date) -> None:
    last = Offer.objects.filter(procedure=procedure, agency=agency, valid__contains=since).first()
    if last is not None and last.valid.lower == since:
        last.delete()
    elif last is not None:
        last.valid = DateRange(last.valid.lower, since)
        last.save(update_fields=["valid"])


def _until(procedure: Procedure, agency: Agency, since: datetime.date, scheme: Scheme) -> datetime.date | None:
    later = Offer.objects.filter(procedure=procedure, agency=agency, valid__startswith__gt=since)
    starts = later.order_by("valid").values_list("valid", flat=True)[:1]
    ends = [day for day in (scheme.until, *(days.lower for days in starts)) if day]
    return min(ends, default=None)
