"""The way through a form: which pages are asked, where next, what is still open. Pure: drafts go in, drafts come out.

A draft keeps everything ever typed and valid, hidden or not, so nothing is lost when somebody changes his mind; the answers
(`settling.settle`) are what is asked now. Saved as JSON with the dossier, a draft goes on on any device.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kernel.forms.checking import field_findings, page_findings
from kernel.forms.compiler import PageForm, page_form
from kernel.forms.definition import Field, FormDefinition, Page
from kernel.forms.reading import Wrong
from kernel.forms.settling import asked_now, before, settled, visible_pages


@dataclass(frozen=True, slots=True)
class Draft:
    """values: {field id: JSON value, group id: [item, …]}; done: pages answered; filled: fields filled in from data, and not typed
    over since (one that was emptied stays here, so that it is not filled in again)."""

    values: dict[str, Any] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"values": self.values, "done": list(self.done), "filled": list(self.filled)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Draft":
        return cls(dict(raw.get("values", {})), tuple(raw.get("done", ())), tuple(raw.get("filled", ())))


def form_for(
    definition: FormDefinition, page: Page, draft: Draft, data: Any = None, files: Any = None, *,
    on: datetime.date, index: int | None = None, open_ids: frozenset[str] | None = None,
) -> PageForm:  # fmt: skip
    """The form of a page, or of item `index` of its group (one past the last for a new one; IndexError beyond)."""
    if page.group is None:
        known, scope = draft.values, before(definition, page, draft.values)
    else:
        known, scope = _item(page, draft, index or 0), {}
    open_now = _unfixed(page, draft) if open_ids is None else open_ids
    form = page_form(definition, page.id, data, files, values=known, on=on, open_ids=open_now, before=scope)
    if data is None and page.group is None:
        form.tell(untrue(definition, page, draft, on))
    return form


def untrue(definition: FormDefinition, page: Page, draft: Draft, on: datetime.date) -> list[Wrong]:
    """What does not hold of answers that stand on a page: another one was changed since, or a day has passed. What is not
    answered yet is no fault of theirs; items of a group are checked when they are taken."""
    scope = before(definition, page, draft.values)
    own = {} if page.group else asked_now(page.fields, draft.values, scope)
    return [wrong for wrong in page_findings(page, own, {**scope, **own}, on) if wrong.path in own]


def _item(page: Page, draft: Draft, index: int) -> dict[str, Any]:
    items = _items(page, draft.values)
    if not 0 <= index <= len(items) or index >= (page.group.max if page.group else 0):
        raise IndexError(index)
    return items[index] if index < len(items) else {}


def _items(page: Page, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(values.get(page.group.id) or ()) if page.group else []


def _unfixed(page: Page, draft: Draft) -> frozenset[str] | None:
    """Fixed fields that were filled from data stay as they are; None when there are none."""
    held = {spec.id for spec in page.asked if spec.fixed and spec.id in draft.filled}
    return frozenset(spec.id for spec in page.asked if spec.id not in held) if held else None


def store(draft: Draft, page: Page, form: PageForm, index: int | None = None) -> Draft:
    """The draft with what was typed. Valid fields are kept even where others are wrong; the page is done when all are right."""
    if page.group is None:
        typed = {k for k, v in form.outcome.items() if v is not None and v != draft.values.get(k)}
        left = tuple(field_id for field_id in draft.filled if field_id not in typed)
        stored = replace(draft, values=_merged(draft.values, form.outcome), filled=left)
    else:
        if not form.is_valid():
            return draft
        items = _items(page, draft.values)
        items[index or 0 : (index or 0) + 1] = [_merged(_item(page, draft, index or 0), form.outcome)]
        stored = replace(draft, values={**draft.values, page.group.id: items})
    return mark(stored, page, done=form.is_valid() and page.group is None)


def mark(draft: Draft, page: Page, *, done: bool) -> Draft:
    """A page is done when answered; a group when its person says that there are no more."""
    others = tuple(page_id for page_id in draft.done if page_id != page.id)
    return replace(draft, done=(*others, page.id) if done else others)


def _merged(values: Mapping[str, Any], outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**values, **outcome}.items() if value is not None}


def remove_item(draft: Draft, page: Page, index: int) -> Draft:
    """IndexError when there is none."""
    items = _items(page, draft.values)
    if page.group is None or not 0 <= index < len(items):
        raise IndexError(index)
    left = {**draft.values, page.group.id: items[:index] + items[index + 1 :]}
    return mark(replace(draft, values=left), page, done=False)


def prefill(definition: FormDefinition, draft: Draft, facts: Mapping[str, Any], on: datetime.date) -> Draft:
    """Fills what is blank from the person's data ({"person.name": "Lê Văn Phước"}), where the data fit the question.

    Data that do not fit are left out: the person is then asked, as if there were none.
    """
    found = {}
    for page, spec in definition.fields():
        value = facts.get(spec.prefill) if spec.prefill and not (spec.proposed or page.group) else None
        if value is not None and spec.id not in draft.values and not field_findings(spec, value, on):
            found[spec.id] = value
    return replace(draft, values={**draft.values, **found}, filled=(*draft.filled, *found))


def propose(definition: FormDefinition, draft: Draft, facts: Mapping[str, Any], on: datetime.date) -> Draft:
    """What is filled in because of another answer, as the answers are now: the mother's name is the applicant's, once she said that
    she is the mother. Blank questions of pages not answered yet are filled in; what was filled in and not typed over follows its
    source, or goes with its reason, and its page is asked again. What was typed or emptied stays."""
    values, filled, done = dict(draft.values), dict.fromkeys(draft.filled), dict.fromkeys(draft.done)
    for page, _own, answers in settled(definition, draft.values):
        for spec in (spec for spec in page.fields if spec.proposed):
            now, wanted = values.get(spec.id), _proposal(spec, facts, answers, on)
            untouched = spec.id in filled if now is not None else spec.id not in filled and page.id not in done
            if untouched and now != wanted:
                values[spec.id], filled[spec.id] = wanted, None
                done.pop(page.id, None)
    kept = {key: value for key, value in values.items() if value is not None}
    return Draft(kept, tuple(done), tuple(name for name in filled if name in kept or name not in values))


def _proposal(spec: Field, facts: Mapping[str, Any], answers: Mapping[str, Any], on: datetime.date) -> Any:
    """None where there is no reason for it, nothing is known, or the data do not fit the question."""
    if spec.prefill_when and not spec.prefill_when.holds(answers):
        return None
    value = answers.get(spec.follows) if spec.follows else facts.get(spec.prefill)
    return None if value is None or field_findings(spec, value, on) else value


def next_page(definition: FormDefinition, draft: Draft, after: str) -> Page | None:
    """The page asked after this one; None means: check the answers. Pages filled wholly from fixed data are passed over."""
    pages = visible_pages(definition, draft.values)
    start = next((number for number, page in enumerate(pages) if page.id == after), -1)
    return next((page for page in pages[start + 1 :] if not _given(page, draft)), None)


def previous_page(definition: FormDefinition, draft: Draft, before_id: str) -> Page | None:
    """The page asked before this one, None at the first."""
    found = None
    for page in visible_pages(definition, draft.values):
        if page.id == before_id:
            break
        found = found if _given(page, draft) else page
    return found


def _given(page: Page, draft: Draft) -> bool:
    asked = [spec for spec in page.fields if spec.asks]
    return bool(asked) and all(spec.fixed and spec.id in draft.filled for spec in asked)


def progress(definition: FormDefinition, draft: Draft, page_id: str) -> tuple[int, int]:
    """(k, n): "question k of n", among the pages asked as things stand. k is 0 when the page is not asked."""
    asked = [page.id for page in visible_pages(definition, draft.values) if not _given(page, draft)]
    return (asked.index(page_id) + 1 if page_id in asked else 0), len(asked)


def first_open(definition: FormDefinition, draft: Draft, on: datetime.date) -> Page | None:
    """The first page that was never answered or whose answers no longer hold; None when the form is complete."""
    for page, own, answers in settled(definition, draft.values):
        if (page.id not in draft.done and not _given(page, draft)) or page_findings(page, own, answers, on):
            return page
    return None
