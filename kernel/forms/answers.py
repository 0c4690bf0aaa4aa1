"""Answers in words: for "check your answers", for papers made from them, for the desk, and what changed since last time."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kernel.forms.definition import Field, FormDefinition, Group, Page
from kernel.forms.settling import settled
from kernel.forms.showing import show


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `index`: which item of its group, None outside groups. `mendable`: its page may be opened to change it."""

    field: str
    label: str
    value: str
    page: str
    index: int | None = None
    mendable: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Answers read together, under one heading. `add_page`: a group's page, where items are added."""

    title: str
    lines: tuple[Line, ...]
    add_page: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; before or after is empty when the answer is new or gone."""

    label: str
    before: str
    after: str
    page: str
    index: int | None = None
    field: str = ""


def sections(
    definition: FormDefinition, values: Mapping[str, Any], *, on: datetime.date, language: str | None = None,
    open_ids: frozenset[str] | None = None, others: bool = False,
) -> list[Section]:  # fmt: skip
    """All answers, settled, in the order asked. Pages of one section follow under its title; each item of a group stands alone.

    others: read by somebody else than who answered, an official or whoever holds the paper (Page.read_title).
    open_ids: only these fields may be mended (None: all). Questions left blank show "Không có" so that nothing seems forgotten.
    """
    found: list[Section] = []
    with override(language or get_language()):
        for page, own, answers in settled(definition, values):
            if page.group:
                found += _group_sections(page, page.group, own.get(page.group.id, []), on, open_ids, others)
            else:
                _append(found, page, _lines(page, page.fields, own, answers, on, open_ids), others)
    return found


def _append(found: list[Section], page: Page, lines: list[Line], others: bool) -> None:
    """Under the heading of the page before, when the section is the same."""
    title = page.heading(others=others)
    if found and page.section and found[-1].title == title and not found[-1].add_page:
        found[-1] = Section(title, found[-1].lines + tuple(lines))
    elif lines:
        found.append(Section(title, tuple(lines)))


def _lines(
    page: Page, fields: tuple[Field, ...], own: Mapping[str, Any], scope: Mapping[str, Any], on: datetime.date,
    open_ids: frozenset[str] | None, index: int | None = None,
) -> list[Line]:  # fmt: skip
    found = []
    for spec in fields:
        if spec.asks and (spec.id in own or spec.when is None or spec.when.holds(scope)):
            value = show(spec, own.get(spec.id), on) or _("Không có")
            found.append(Line(spec.id, str(spec.name), value, page.id, index, open_ids is None or spec.id in open_ids))
    return found


def _group_sections(
    page: Page, group: Group, items: list[dict[str, Any]], on: datetime.date, open_ids: frozenset[str] | None, others: bool
) -> list[Section]:  # fmt: skip
    title = page.heading(others=others)
    mendable = open_ids is None or any(spec.id in open_ids for spec in group.fields)
    if not items:
        return [Section(title, (Line(group.id, str(page.title), _("Không có"), page.id, None, mendable),), page.id)]
    return [
        Section(
            f"{str(title).removesuffix('?')}: {summary(group, item, on)}",
            tuple(_lines(page, group.fields, item, item, on, open_ids, index)),
            page.id,
        )
        for index, item in enumerate(items)
    ]


def summary(group: Group, item: Mapping[str, Any], on: datetime.date, language: str | None = None) -> str:
    """The line that names one item of a group, such as "Lê Văn Phước, 27/03/2026"; holes without an answer close up."""
    shown = {spec.id: show(spec, item.get(spec.id), on, language) for spec in group.fields}
    said = group.summary.say(language).format_map(shown)
    return ", ".join(part.strip() for part in said.split(",") if part.strip()) or group.noun.say(language)


def facts(
    definition: FormDefinition, values: Mapping[str, Any], *, on: datetime.date, language: str | None = None
) -> dict[str, Any]:
    """{field id: words}, {group id: [{field id: words}]} for a template of a paper; what is not asked is not there."""
    found: dict[str, Any] = {}
    for page, own, _all in settled(definition, values):
        if page.group:
            items = own.get(page.group.id, [])
            found[page.group.id] = [_shown(page, item, on, language) for item in items]
        else:
            found.update(_shown(page, own, on, language))
    return found


def _shown(page: Page, own: Mapping[str, Any], on: datetime.date, language: str | None) -> dict[str, str]:
    return {spec.id: show(spec, own[spec.id], on, language) for spec in page.asked if spec.id in own}


def differences(
    definition: FormDefinition,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    on: datetime.date,
    language: str | None = None,
) -> list[Change]:
    """What changed between two sets of answers, in the order asked; what is no longer asked comes last."""
    before, after = _by_place(definition, old, on, language), _by_place(definition, new, on, language)
    changes = []
    for place in [*after, *(place for place in before if place not in after)]:
        then, now = before.get(place), after.get(place)
        if (then and then[0]) != (now and now[0]):
            line = (now or then or (None, Line("", "", "", "")))[1]
            was, stands = then[1].value if then else "", now[1].value if now else ""
            changes.append(Change(line.label, was, stands, line.page, line.index, line.field))
    return changes


def _by_place(
    definition: FormDefinition, values: Mapping[str, Any], on: datetime.date, language: str | None
) -> dict[tuple[str, int | None], tuple[Any, Line]]:
    """(value, line) for each answer given, by field and item."""
    found: dict[tuple[str, int | None], tuple[Any, Line]] = {}
    with override(language or get_language()):
        for page, own, _all in settled(definition, values):
            items: list[Any] = own.get(page.group.id, []) if page.group else [own]
            for number, item in enumerate(items):
                index = number if page.group else None
                for line in _lines(page, page.asked, item, item, on, None, index):
                    if line.field in item:
                        found[line.field, index] = (item[line.field], line)
    return found
