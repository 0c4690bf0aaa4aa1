"""What was changed in the answers after they were handed in, by an official who mended a mistake or by the applicant in a supplement:
who, when, why, what stood there and what came to stand there."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from city.services.engine.process_reading import WHOLE, Window
from city.services.models import Dossier
from city.services.queries.definitions import definition_of
from city.services.queries.desk_reading import last_three
from kernel import clock
from kernel.forms import answers
from kernel.forms.answers import Change


@dataclass(frozen=True)
class Mended:
    """`by` is the title of the post that mended a mistake, for its `reason`; `round` that of the supplement, 0 for a mistake."""

    at: datetime.datetime
    by: str
    reason: str
    round: int
    changes: Sequence[Change]


def mended_of(dossier: Dossier, window: Window = WHOLE) -> list[Mended]:
    """Newest first, as far as the window shows it. Each is walked back from the answers as they stood after it: what a later one
    changed again is not its own."""
    definition, after, found = definition_of(dossier), dict(dossier.answers), []
    for one in reversed(dossier.corrections):
        after = _with(after, one.get("new", {}))  # of before it was kept: as it stood later
        before = _with(after, one["old"])
        changes = _seen(dossier, answers.differences(definition, before, after, on=clock.today()), window)
        if changes or window.whole:
            at = datetime.datetime.fromisoformat(one["at"])
            found.append(Mended(at, one.get("by", ""), one.get("reason", ""), one.get("round", 0), changes))
        after = before
    return found


def _with(values: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """None stands for no answer."""
    return {key: value for key, value in {**values, **more}.items() if value is not None}


def _seen(dossier: Dossier, changes: Sequence[Change], window: Window) -> list[Change]:
    if window.whole:
        return list(changes)
    places = {f.id: (f.kind, p.group.id if p.group else "") for p in definition_of(dossier).pages for f in p.asked}
    return [_masked(one, places, window) for one in changes if window.shows(one.field, *places[one.field])]


def _masked(one: Change, places: Mapping[str, tuple[str, str]], window: Window) -> Change:
    if not window.masks(one.field, *places[one.field]):
        return one
    return replace(one, before=last_three(one.before), after=last_three(one.after))
