"""The way of a dossier through its steps: what is done, where it is, what comes. Owner and official read the same."""

from dataclasses import dataclass

from django.utils.translation import get_language

from city.agencies.queries import names
from city.services.engine import process
from city.services.models import Dossier, StepRun
from city.services.queries.definitions import process_of


@dataclass(frozen=True)
class Passage:
    """One step; `run` is its last passage, by `agency`; `state` is done, now, or "" for what comes."""

    step: process.Step
    name: str
    run: StepRun | None
    agency: str
    state: str


def passages(dossier: Dossier) -> list[Passage]:
    """A step of a second agency stands there once it was asked; of a closed dossier, only what was passed."""
    runs = {run.step: run for run in dossier.runs.select_related("post").order_by("round")}
    known, language = names({run.agency_id for run in runs.values()}), get_language() or "vi"
    found = []
    for step in process_of(dossier).steps:
        run = runs.get(step.id)
        if run is None and (step.place == "other" or dossier.closed_at):
            continue
        agency = known.get(run.agency_id, "") if run else ""
        found.append(
            Passage(step, step.name.get(language, step.name["vi"]), run, agency, _state(dossier, step.id, run))
        )
    return found


def _state(dossier: Dossier, step: str, run: StepRun | None) -> str:
    if run is None:
        return ""
    return "now" if step == dossier.step and run.ended is None else "done"
