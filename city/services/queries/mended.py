"""Mistakes that an official mended in what the applicant wrote: who, when, why, what stood there and what stands there now."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from city.services.models import Dossier
from city.services.queries.definitions import definition_of
from kernel import clock
from kernel.forms import answers
from kernel.forms.answers import Change


@dataclass(frozen=True)
class Mended:
    """`by` is the title of the post."""

    at: datetime.datetime
    by: str
    reason: str
    changes: Sequence[Change]


def mended_of(dossier: Dossier) -> list[Mended]:
    """Newest first. What stood there is found by walking back from what stands there now."""
    definition, now, found = definition_of(dossier), dict(dossier.answers), []
    for one in reversed(dossier.corrections):
        before = {**now, **one["old"]}
        changes = answers.differences(definition, before, now, on=clock.today())
        found.append(Mended(datetime.datetime.fromisoformat(one["at"]), one["by"], one["reason"], changes))
        now = before
    return found
