"""A process: the local order of steps, as data. No interpreter of diagrams; a dozen verbs and a table (docs/adr/0004).

{"code": "commune-one-step", "steps": [{"id": "receive", "name": {"vi": …, "en": …}, "power": "dossiers.accept", "place": "agency",
  "minutes": 120, "reads": ["*"], "writes": [], "moves": [{"verb": "accept", "to": "examine", "needs": [], "label": {…}}]}, …]}

`place` is "agency" (the one that decides), "reception" (the one-stop that took it in) or "other" (a second agency, named at the move).
`minutes` are working minutes for the step; 0 means the step takes no time of the term (handing out a result)."""

from dataclasses import dataclass
from typing import Any, Literal

from city.services.states.dossiers import Verb

Need = Literal["comment", "file", "signature", "payment", "outcome", "agency", "reasons"]
NEEDS = frozenset({"comment", "file", "signature", "payment", "outcome", "agency", "reasons"})
PLACES = frozenset({"agency", "reception", "other"})
END = "end"


class BadProcess(ValueError):
    """Says which step is wrong and what to do."""


@dataclass(frozen=True)
class Move:
    verb: str
    to: str
    label: dict[str, str]
    needs: frozenset[str]
    when: str = ""  # "granted" or "refused": only after that proposal


@dataclass(frozen=True)
class Step:
    id: str
    name: dict[str, str]
    power: str
    place: str
    minutes: int
    moves: tuple[Move, ...]
    reads: tuple[str, ...] = ("*",)
    writes: tuple[str, ...] = ()

    def move(self, verb: str, to: str = "") -> Move | None:
        return next((m for m in self.moves if m.verb == verb and (not to or m.to == to)), None)


@dataclass(frozen=True)
class Process:
    code: str
    name: dict[str, str]
    steps: tuple[Step, ...]

    def step(self, id: str) -> Step:
        return next(s for s in self.steps if s.id == id)

    @property
    def first(self) -> Step:
        return self.steps[0]

    def previous(self, id: str) -> Step | None:
        """The step whose work came here on the usual way."""
        return next((s for s in self.steps for m in s.moves if m.to == id and m.verb != Verb.SEND_BACK), None)

    def total_minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def load(body: dict[str, Any]) -> Process:
    """The process as dataclasses; BadProcess where it does not hold together."""
    process = Process(body["code"], body["name"], tuple(_step(s) for s in body["steps"]))
    _check(process)
    return process


def _step(body: dict[str, Any]) -> Step:
    moves = tuple(
        Move(m["verb"], m["to"], m["label"], frozenset(m.get("needs", [])), m.get("when", "")) for m in body["moves"]
    )
    place = body.get("place", "agency")
    reads, writes = tuple(body.get("reads", ["*"])), tuple(body.get("writes", []))
    return Step(body["id"], body["name"], body["power"], place, int(body["minutes"]), moves, reads, writes)


def _check(process: Process) -> None:
    ids = [s.id for s in process.steps]
    if len(set(ids)) != len(ids):
        raise BadProcess(f"{process.code}: a step id stands twice")
    for step in process.steps:
        _check_step(process.code, step, set(ids))
    lost = set(ids) - _reachable(process)
    if lost:
        raise BadProcess(f"{process.code}: no move leads to {', '.join(sorted(lost))}")


def _check_step(code: str, step: Step, ids: set[str]) -> None:
    where = f"{code}, step {step.id}"
    if not step.moves:
        raise BadProcess(f"{where}: no way out; give it a move")
    if step.place not in PLACES:
        raise BadProcess(f"{where}: place is one of {', '.join(sorted(PLACES))}")
    for move in step.moves:
        if move.verb not in Verb.values:
            raise BadProcess(f"{where}: {move.verb} is not a verb")
        if move.to not in ids | {END}:
            raise BadProcess(f"{where}: {move.verb} leads to {move.to}, which is no step")
        if not move.needs <= NEEDS:
            raise BadProcess(
                f"{where}: {move.verb} needs {', '.join(sorted(move.needs - NEEDS))}, which nobody can give"
            )
        if set(move.label) < {"vi", "en"}:
            raise BadProcess(f"{where}: {move.verb} lacks its label in vi or en")


def _reachable(process: Process) -> set[str]:
    seen, fresh = set(), {process.first.id}
    while fresh:
        seen |= fresh
        fresh = {m.to for s in process.steps if s.id in fresh for m in s.moves if m.to != END} - seen
    return seen
