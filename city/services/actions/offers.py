"""Which agency takes which procedure, how far online, and since when."""

import datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.services.events.catalogue import ProcedureOffered
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
