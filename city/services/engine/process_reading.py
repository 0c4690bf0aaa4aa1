"""What may be read and written at a step, by patterns over the ids of fields.

"*"              every answer, every paper, the contact data of the parties, what other steps recorded
"plot_*"         answers whose id fits (a group by its id, or one of its fields)
"@paper"         answers of that kind of field
"papers"         papers of the sheet; "papers:ban ve*" those whose folded title fits
"contact"        address, telephone and e-mail of the parties
"record:visit"   that page of the process's own form

`masks` are patterns of answers shown with their last three signs only, in whatever the step reads. Somebody with several
steps (an examiner who concludes as well) reads what any of them reads; a mask holds where all of his steps mask it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.form_definitions.pieces import PROMISE
from city.services.engine.process import Step
from kernel.forms.definition import Field, FormDefinition

RECORD, PAPERS, CONTACT, ALL = "record:", "papers", "contact", "*"


def fits(patterns: Iterable[str], id: str, kind: str = "", group: str = "") -> bool:
    """Whether a field is named, by its id, its kind, or the group it stands in."""
    for pattern in patterns:
        if pattern.startswith("@"):
            if pattern[1:] == kind:
                return True
        elif fnmatchcase(id, pattern) or (group and fnmatchcase(group, pattern)):
            return True
    return False


@dataclass(frozen=True)
class Window:
    """What one person reads of one dossier: the union of his steps; none of them, nothing."""

    steps: tuple[Step, ...] = ()
    whole: bool = False  # the parties themselves, and the clerk who typed a draft

    def shows(self, id: str, kind: str = "", group: str = "") -> bool:
        return self.whole or any(fits(step.reads, id, kind, group) for step in self.steps)

    def masks(self, id: str, kind: str = "", group: str = "") -> bool:
        reading = [step for step in self.steps if fits(step.reads, id, kind, group)]
        return not self.whole and all(fits(step.masks, id, kind, group) for step in reading)

    def paper(self, title: str) -> bool:
        return self.whole or any(_paper(step.reads, fold(title)) for step in self.steps)

    @property
    def contact(self) -> bool:
        return self._names(CONTACT)

    def record(self, page: str) -> bool:
        return self._names(f"{RECORD}{page}") or self.writes(page)

    def writes(self, page: str) -> bool:
        return any(f"{RECORD}{page}" in step.writes for step in self.steps)

    def _names(self, word: str) -> bool:
        return self.whole or any(word in step.reads or ALL in step.reads for step in self.steps)


def _paper(reads: Iterable[str], title: str) -> bool:
    for pattern in reads:
        if pattern in (ALL, PAPERS):
            return True
        if pattern.startswith(f"{PAPERS}:") and fnmatchcase(title, pattern.partition(":")[2]):
            return True
    return False


WHOLE = Window(whole=True)


def readable(definition: FormDefinition, values: Mapping[str, Any], window: Window) -> dict[str, Any]:
    """The answers less what the window hides; masked ones stay as they are (they are masked where they are shown)."""
    found: dict[str, Any] = {}
    for page in definition.pages:
        if page.group and page.group.id in values:
            kept = [f.id for f in page.group.fields if window.shows(f.id, f.kind, page.group.id)]
            if kept:
                found[page.group.id] = [{k: v for k, v in item.items() if k in kept} for item in values[page.group.id]]
        else:
            found.update({f.id: values[f.id] for f in page.fields if f.id in values and window.shows(f.id, f.kind)})
    return found


def writable(step: Step, definition: FormDefinition) -> frozenset[str]:
    """Ids of the applicant's answers, and of groups, that may be mended at this step: written and read there in whole. What
    he promised is his own word: nobody mends that."""
    pages = [page for page in definition.pages if page.id != PROMISE["id"]]
    pairs: list[tuple[Field, str]] = [(f, p.group.id if p.group else "") for p in pages for f in p.asked]
    found = {f.id for f, group in pairs if _mends(step, f, group)}
    return frozenset(
        found | {p.group.id for p in definition.pages if p.group and {f.id for f in p.group.fields} <= found}
    )


def _mends(step: Step, field: Field, group: str) -> bool:
    named = [fits(patterns, field.id, field.kind, group) for patterns in (step.writes, step.reads, step.masks)]
    return named == [True, True, False]
