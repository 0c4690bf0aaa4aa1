"""From all that was ever typed to what is asked now. Conditions look only backwards, so one pass settles everything."""

from collections.abc import Iterator, Mapping
from typing import Any

from kernel.forms.definition import Field, FormDefinition, Page


def visible_pages(definition: FormDefinition, values: Mapping[str, Any]) -> list[Page]:
    """The pages asked, given what is drafted."""
    return [page for page, _own, _all in settled(definition, values)]


def settle(definition: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers: what is drafted, less what is not asked now. Keys in the order of the form; nothing is None or empty."""
    found: dict[str, Any] = {}
    for _page, own, _all in settled(definition, values):
        found.update(own)
    return found


def settled(
    definition: FormDefinition, values: Mapping[str, Any]
) -> Iterator[tuple[Page, dict[str, Any], dict[str, Any]]]:
    """(page, its answers, all answers up to and with it) for every page asked, in order."""
    answers: dict[str, Any] = {}
    for page in definition.pages:
        if page.when is None or page.when.holds(answers):
            own = _group(page, values) if page.group else asked_now(page.fields, values, answers)
            answers.update(own)
            yield page, own, dict(answers)


def asked_now(fields: tuple[Field, ...], values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    scope, own = dict(before), {}
    for spec in fields:
        value = values.get(spec.id)
        if spec.asks and value is not None and (spec.when is None or spec.when.holds(scope)):
            scope[spec.id] = own[spec.id] = value
    return own


def _group(page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
    items = [asked_now(page.asked, item, {}) for item in values.get(page.group.id) or () if item] if page.group else []
    return {page.group.id: items} if page.group and items else {}


def before(definition: FormDefinition, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
    """The settled answers of the pages before this one."""
    found: dict[str, Any] = {}
    for earlier, own, _all in settled(definition, values):
        if earlier.id == page.id:
            break
        found.update(own)
    return found
