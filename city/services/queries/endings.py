"""What matters once a dossier is over: what became of it, and on which day. The due date is a remark from then on."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from city.services.engine import punctuality
from city.services.models import Dossier
from city.services.queries.way import BROKEN
from city.services.states.dossiers import Phase
from kernel import clock


@dataclass(frozen=True)
class Ending:
    """`on` the day of it, `words` what it was; `kept`: early, on time or late against the last due date, "" where no result
    came; `tone` of the tag that says so."""

    on: datetime.datetime
    words: Any
    kept: Any = ""
    tone: str = ""


_WORDS = {
    Phase.DECIDED: ("decided_at", _("đã có kết quả")),
    Phase.RETURNED: ("returned_at", _("đã trả kết quả")),
    Phase.WITHDRAWN: ("closed_at", _("người nộp đã rút hồ sơ")),
    Phase.STOPPED: ("closed_at", _("cơ quan đã dừng giải quyết")),
    Phase.NOT_ACCEPTED: ("closed_at", _("không được tiếp nhận")),
}
_TO_OWNER = _WORDS | {Phase.WITHDRAWN: ("closed_at", _("bạn đã rút hồ sơ"))}
_KEPT = {
    punctuality.EARLY: (_("Sớm hơn hẹn"), "ok"),
    punctuality.ON_TIME: (_("Đúng hẹn"), "ok"),
    punctuality.LATE: (_("Trễ hẹn"), "warn"),
    punctuality.NO_TERM: ("", ""),
}


def ending_of(dossier: Dossier, *, own: bool = False) -> Ending | None:
    """None while somebody still has something to do until the result is there. `own`: it is said to the owner."""
    field, words = (_TO_OWNER if own else _WORDS).get(Phase(dossier.phase), ("", ""))
    on = getattr(dossier, field) if field else None
    if on is None:
        return None
    kept, tone = _KEPT[_punctuality(dossier)]
    return Ending(on, words, kept, tone)


def _punctuality(dossier: Dossier) -> str:
    """As the follow-up book counts (engine.punctuality): by the day of the decision; none where it was broken off."""
    if dossier.decided_at is None or dossier.phase in BROKEN:
        return punctuality.NO_TERM
    return punctuality.said(dossier.decided_at, dossier.due_at, clock.ZONE)
