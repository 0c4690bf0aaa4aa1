"""The way of a dossier through its steps: what is done, where it is, what comes; each reader's page adds its own lines.

A step that ended because the applicant is waited for, or because the dossier came to an end there, was not done."""

from dataclasses import dataclass

from django.utils.translation import get_language

from city.agencies.queries import names
from city.services.engine import process
from city.services.models import Dossier, StepRun
from city.services.queries.definitions import process_of
from city.services.states.dossiers import ASKS, Phase

BROKEN = frozenset({Phase.NOT_ACCEPTED, Phase.WITHDRAWN, Phase.STOPPED})  # ended where it was


@dataclass(frozen=True)
class Passage:
    """One step; `run` is its last passage, by `agency`; `state` is done, now, or "" for what comes and for where it broke off:
    then, and where somebody is waited for, `said` says why."""

    step: process.Step
    name: str
    run: StepRun | None
    agency: str
    state: str
    said: str = ""


def passages(dossier: Dossier) -> list[Passage]:
    """A step of a second agency stands there once it was asked; of a closed dossier, only what was passed."""
    rows = list(dossier.runs.select_related("post").order_by("round"))
    runs = {run.step: run for run in rows}
    known, language = names({run.agency_id for run in runs.values()}), get_language() or "vi"
    last = max(rows, key=lambda run: (run.began, run.pk), default=None)
    found = []
    for step in process_of(dossier).steps:
        run = runs.get(step.id)
        if run is None and (step.place == "other" or dossier.closed_at):
            continue
        agency, name = known.get(run.agency_id, "") if run else "", step.name.get(language, step.name["vi"])
        phase = Phase(dossier.phase)
        if run is not None and run == last and phase in ASKS | BROKEN:
            found.append(Passage(step, name, run, agency, "now" if phase in ASKS else "", str(phase.label)))
        else:
            found.append(Passage(step, name, run, agency, _state(dossier, step.id, run)))
    return found


def _state(dossier: Dossier, step: str, run: StepRun | None) -> str:
    if run is None:
        return ""
    return "now" if step == dossier.step and run.ended is None else "done"
