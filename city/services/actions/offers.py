"""Which agency takes which procedure, how far online, and since when."""

import datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from city.agencies.models import Agency
from city.services.events.catalogue import ProcedureOffered
from city.services.models.catalogue import Offer, Procedure
from city.services.rules.catalogue import can_publish
from city.services.states.catalogue import OnlineLevel, Provenance
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.journal import action, record


@action(requires=can_publish)
def offer(
    *, procedure: Procedure, agency: Agency, level: str, since: datetime.date, reason: str = "", by: Actor
) -> Offer:
    """From `since` on the agency takes this procedure at that online level; the level before ends there and stays on record
    (NĐ 224/2026 Đ.14: a partial service says why)."""
    if level not in OnlineLevel.values:
        raise Refused(_("Mức trực tuyến là full, partial hoặc information."), field="level")
    if level == OnlineLevel.PARTIAL and not reason.strip():
        raise Refused(_("Ghi lý do chỉ cung cấp một phần."), field="reason")
    last = Offer.objects.filter(procedure=procedure, agency=agency, valid__contains=since).first()
    if last is not None:
        last.valid = DateRange(last.valid.lower, since)
        last.save(update_fields=["valid"])
    made = Offer.objects.create(
        procedure=procedure,
        agency=agency,
        level=level,
        reason=reason,
        provenance=Provenance.SOURCE,
        valid=DateRange(since, None),
    )
    record(ProcedureOffered(procedure.pk, agency.pk, level), about=procedure, by=by)
    return made
