"""One visit of a page by a browser without script: shown or posted, plain pages and groups alike. Portal and desk share it.

Addresses are one per page. `?item=0` opens an item of a group, `?item=new` a new one, `?back=check` returns to the check of the
answers once all is complete. A post of a group's own page carries `remove=<index>` and the mark of the item that stood there, or
nothing (no more items: go on).
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.forms import complaints, freshness, walk
from kernel.forms.answers import summary
from kernel.forms.compiler import PageForm
from kernel.forms.definition import FormDefinition, Page
from kernel.forms.reopening import open_pages
from kernel.forms.settling import visible_pages

Keep = Callable[
    [str, Any], dict[str, Any]
]  # (field id, uploaded file) -> ref; a ValueError's text is said at the field

Facts = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a group's page. `mark`: of the answers it stands for (freshness)."""

    index: int
    line: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it. `moved`: answer with a redirect to page `to`, or to the check of the answers when `to` is None."""

    page: Page
    draft: walk.Draft
    form: PageForm | None = None
    items: tuple[Item, ...] = ()
    error: str = ""
    moved: bool = False
    to: str | None = None
    index: int | None = None
    may_add: bool = True
    may_remove: bool = True
    progress: tuple[int, int] = (0, 0)

    @property
    def lacks_items(self) -> bool:
        """A list that needs more before it can be left: adding one is what there is to do."""
        return self.page.group is not None and self.may_add and len(self.items) < self.page.group.min

    @property
    def proposed(self) -> bool:
        """Something on it was filled in because of other answers."""
        held = self.draft.values.keys() & set(self.draft.filled)
        return any(spec.proposed and spec.id in held for spec in self.page.fields)

    @property
    def mark(self) -> str:
        """Of the answers shown; the page carries it back (freshness)."""
        return freshness.mark(self.page, self.draft, self.index)


def visit(
    definition: FormDefinition, draft: walk.Draft, page_id: str, *, on: datetime.date, query: Mapping[str, Any],
    post: Any = None, files: Any = None, keep: Keep | None = None, open_ids: frozenset[str] | None = None,
    facts: Facts | None = None,
) -> Visit:  # fmt: skip
    """KeyError when the page is not asked (or not open), IndexError when the item is not there: both are "not found".

    post, files: of the request when posted, None when shown. keep: stores an uploaded file; needed where papers are asked.
    open_ids: for a correction, from `reopening.open_fields`; the other answers are shown and stay.
    facts: the person's data ("person.name"), asked for where a form fills in what follows from an answer; not for a correction.
    """
    page = definition.page(page_id)
    if page not in _pages(definition, draft, open_ids):
        raise KeyError(page_id)
    if page.group and "item" not in query:
        return _group_visit(definition, draft, page, on, query, post, open_ids)
    index = _index(page, draft, str(query["item"])) if page.group else None
    if page.group and index == len(draft.values.get(page.group.id, ())) and not _may_add(page, open_ids):
        raise IndexError(index)
    form = walk.form_for(definition, page, draft, post, files, on=on, index=index, open_ids=open_ids)
    seen = Visit(page, draft, form, index=index, progress=walk.progress(definition, draft, page.id))
    return (
        seen
        if post is None
        else _posted(definition, seen, form, on, query, keep, open_ids, facts, str(post.get(freshness.FIELD, "")))
    )


def _pages(definition: FormDefinition, draft: walk.Draft, open_ids: frozenset[str] | None) -> list[Page]:
    if open_ids is None:
        return visible_pages(definition, draft.values)
    return open_pages(definition, draft.values, open_ids)


def _index(page: Page, draft: walk.Draft, raw: str) -> int:
    if raw == "new":
        return len(draft.values.get(page.group.id, ())) if page.group else 0
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 3):
        raise IndexError(raw)
    return int(raw)


def _may_add(page: Page, open_ids: frozenset[str] | None) -> bool:
    return page.group is not None and (open_ids is None or page.group.id in open_ids)


def _posted(
    definition: FormDefinition, seen: Visit, form: PageForm, on: datetime.date, query: Mapping[str, Any],
    keep: Keep | None, open_ids: frozenset[str] | None, facts: Facts | None, mark: str,
) -> Visit:  # fmt: skip
    form.is_valid()
    for field_id, uploads in form.uploads.items():
        _keep(form, field_id, uploads, keep)
    draft = walk.store(seen.draft, seen.page, form, seen.index)
    if error := freshness.complaint(seen.page, seen.draft, draft, seen.index, mark):
        return Visit(seen.page, seen.draft, form, error=error, index=seen.index, progress=seen.progress)
    if not form.is_valid():
        return Visit(seen.page, draft, form, index=seen.index, progress=seen.progress)
    if facts and definition.proposes:
        draft = walk.propose(definition, draft, facts(), on)
    to = seen.page.id if seen.page.group else _to(definition, draft, seen.page, on, query, open_ids)
    return Visit(seen.page, draft, form, moved=True, to=to)


def _keep(form: PageForm, field_id: str, uploads: list[Any], keep: Keep | None) -> None:
    if keep is None:
        raise TypeError("this form asks for papers: give visit() a way to keep them")
    for upload in uploads:
        try:
            form.keep(field_id, [keep(field_id, upload)])
        except ValueError as wrong:
            form.add_error(field_id, str(wrong))


def _to(
    definition: FormDefinition, draft: walk.Draft, page: Page, on: datetime.date, query: Mapping[str, Any],
    open_ids: frozenset[str] | None,
) -> str | None:  # fmt: skip
    """The page that follows; None for the check of the answers."""
    if open_ids is not None:
        later = _pages(definition, draft, open_ids)
        start = next((number for number, other in enumerate(later) if other.id == page.id), -1)
        following = later[start + 1] if start + 1 < len(later) else None
    elif query.get("back") == "check":
        following = walk.first_open(definition, draft, on)
    else:
        following = walk.next_page(definition, draft, page.id)
    return following.id if following else None


def _group_visit(
    definition: FormDefinition, draft: walk.Draft, page: Page, on: datetime.date, query: Mapping[str, Any],
    post: Mapping[str, Any] | None, open_ids: frozenset[str] | None,
) -> Visit:  # fmt: skip
    if post is None:
        return _listing(definition, draft, page, on, open_ids)
    if "remove" in post:
        if not _may_add(page, open_ids):
            raise KeyError(page.id)
        index = _index(page, draft, str(post["remove"]))
        if error := freshness.other_item(page, draft, index, str(post.get(freshness.FIELD, ""))):
            return _listing(definition, draft, page, on, open_ids, error)
        return Visit(page, walk.remove_item(draft, page, index), moved=True, to=page.id)
    if error := _count_error(page, draft):
        return _listing(definition, draft, page, on, open_ids, error)
    done = walk.mark(draft, page, done=True)
    return Visit(page, done, moved=True, to=_to(definition, done, page, on, query, open_ids))


def _count_error(page: Page, draft: walk.Draft) -> str:
    count = len(draft.values.get(page.group.id, ())) if page.group else 0
    if page.group and count < page.group.min:
        return complaints.too_few_items(page.group.noun.within(), page.group.min)
    return ""


def _listing(
    definition: FormDefinition,
    draft: walk.Draft,
    page: Page,
    on: datetime.date,
    open_ids: frozenset[str] | None,
    error: str = "",
) -> Visit:
    given = draft.values.get(page.group.id, ()) if page.group else ()
    items = tuple(
        Item(index, summary(page.group, item, on), freshness.mark(page, draft, index))
        for index, item in enumerate(given)
        if page.group
    )
    room = page.group is not None and len(items) < page.group.max
    return Visit(
        page, draft, items=items, error=error, may_add=room and _may_add(page, open_ids), may_remove=_may_add(page, open_ids),
        progress=walk.progress(definition, draft, page.id),
    )  # fmt: skip
