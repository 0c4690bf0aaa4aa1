"""A process: the local order of steps, as data. No interpreter of diagrams; a dozen verbs and a table (docs/adr/0004).

{"code": "commune-one-step", "record": {form}, "steps": [{"id": "receive", "name": {"vi": …, "en": …}, "power": "dossiers.accept",
  "place": "agency", "minutes": 120, "reads": ["*"], "masks": [], "writes": ["*"],
  "moves": [{"verb": "accept", "to": "examine", "needs": [], "when": "", "label": {…}}]}, …]}

Of the moves of a step the first is the ordinary one: the desk offers it open, the others folded below it, in their order.
`place` is "agency" (the one that decides), "reception" (the one-stop that took it in) or "other" (a second agency, named at the move).
`minutes` are working minutes for the step; 0 means the step takes no time of the term (handing out a result).
`reads`, `masks`, `writes`: patterns, see process_reading; a step that says nothing of `writes` mends what was declared ("*") where
papers are checked (taking in, examining in an agency of its own), and nothing elsewhere. `record`: a form (kernel.forms) whose pages the steps fill in.
`when`: "granted" or "refused" (after that proposal), or a condition of kernel.forms over the answers, `dossier.case`,
`dossier.channel`, `dossier.proposal` and `record.<field>`; of several moves with one verb the first that holds is taken.
`clock` of an ask_supplement: "restart" (a supplement, counted in its rounds: the term begins anew) or "resume" (the applicant
explains: the term rests and runs on, and the law's number of supplements is not touched).

What holds together and what does not is said by process_checks, when a process is brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from city.services.states.dossiers import Verb
from kernel.forms import conditions, loading
from kernel.forms.conditions import Condition
from kernel.forms.definition import FormDefinition

NEEDS = frozenset({"comment", "file", "signature", "payment", "record", "outcome", "agency", "reasons"})
PLACES = frozenset({"agency", "reception", "other"})
END = "end"
PROPOSAL = "dossier.proposal"
CHECKING = frozenset({"dossiers.accept", "dossiers.examine"})  # who looks at papers finds the slips of the pen
RESTART, RESUME = "restart", "resume"


class BadProcess(ValueError):
    """`faults`: sentences that say which step is wrong and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Move:
    verb: str
    to: str
    label: dict[str, str]
    needs: frozenset[str]
    when: Condition | None = None
    clock: str = RESTART

    def holds(self, scope: Mapping[str, Any]) -> bool:
        return self.when is None or self.when.holds(scope)


@dataclass(frozen=True)
class Step:
    id: str
    name: dict[str, str]
    power: str
    place: str
    minutes: int
    moves: tuple[Move, ...]
    reads: tuple[str, ...] = ("*",)
    masks: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()

    def move(self, verb: str) -> Move | None:
        return next((m for m in self.moves if m.verb == verb), None)

    def open_moves(self, scope: Mapping[str, Any]) -> list[Move]:
        """One per verb, in the order of the process: the first whose condition holds."""
        found: dict[str, Move] = {}
        for move in self.moves:
            if move.verb not in found and move.holds(scope):
                found[move.verb] = move
        return list(found.values())


@dataclass(frozen=True)
class Process:
    code: str
    name: dict[str, str]
    steps: tuple[Step, ...]
    record: FormDefinition | None = None

    def step(self, id: str) -> Step:
        return next(s for s in self.steps if s.id == id)

    @property
    def first(self) -> Step:
        return self.steps[0]

    def previous(self, id: str) -> Step | None:
        """The step whose work came here on the usual way."""
        return next((s for s in self.steps for m in s.moves if m.to == id and m.verb != Verb.SEND_BACK), None)


def load(body: Mapping[str, Any]) -> Process:
    """The process as dataclasses, of a body that was checked when it was brought in."""
    record = loading.load(body["record"]) if body.get("record") else None
    return Process(body["code"], body["name"], tuple(_step(s) for s in body["steps"]), record)


def _step(body: Mapping[str, Any]) -> Step:
    moves = tuple(
        Move(
            m["verb"], m["to"], m["label"], frozenset(m.get("needs", [])), _when(m.get("when")), m.get("clock", RESTART)
        )
        for m in body["moves"]
    )
    mends = ["*"] if body["power"] in CHECKING and body.get("place") != "other" else []
    reads, masks, writes = (
        tuple(body.get(key, usual)) for key, usual in (("reads", ["*"]), ("masks", []), ("writes", mends))
    )
    return Step(body["id"], body["name"], body["power"], body.get("place", "agency"), int(body["minutes"]), moves, reads, masks, writes)  # fmt: skip


def _when(raw: Any) -> Condition | None:
    if not raw:
        return None
    return conditions.parse({"==": [{"var": PROPOSAL}, raw]} if isinstance(raw, str) else raw)
