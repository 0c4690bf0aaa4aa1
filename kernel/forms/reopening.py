"""A dossier that comes back for some corrections: only the fields named are open, the rest is shown as it was filed."""

from collections.abc import Mapping
from typing import Any

from kernel.forms.definition import FormDefinition, Page
from kernel.forms.settling import settled


def open_fields(
    definition: FormDefinition, named: frozenset[str], filed: Mapping[str, Any], values: Mapping[str, Any]
) -> frozenset[str]:
    """The fields that may be changed: those named by the officer, those that only became asked by changing them, and those that
    they now contradict.

    named: ids of fields or groups; a group opens all its fields. filed: the answers as filed. values: the draft of the correction.
    """
    was, now = _asked(definition, filed), _asked(definition, values)
    inside = {
        spec.id for page in definition.pages if page.group and page.group.id in named for spec in page.group.fields
    }
    opened = named | inside | (now - was)
    return opened | _contradicted(definition, opened, filed, values)


def _contradicted(
    definition: FormDefinition, opened: frozenset[str], filed: Mapping[str, Any], values: Mapping[str, Any]
) -> set[str]:
    """Fields held against an open one that no longer go with it as they were filed; once changed they stay open."""
    found: set[str] = set()
    for page, _own, answers in settled(definition, values):
        for check in page.checks:
            closed = check.condition.names() - opened
            as_filed = answers | {name: filed[name] for name in closed if name in filed and name in answers}
            if closed < check.condition.names() and (as_filed != answers or check.condition.broken(as_filed)):
                found |= closed
    return found


def _asked(definition: FormDefinition, values: Mapping[str, Any]) -> frozenset[str]:
    """Ids of all fields and groups that are asked with these answers, answered or not."""
    found: set[str] = set()
    for page, _own, scope in settled(definition, values):
        if page.group:
            found.add(page.group.id)
            found |= {spec.id for spec in page.group.fields}
        else:
            found |= {spec.id for spec in page.fields if spec.asks and (spec.when is None or spec.when.holds(scope))}
    return frozenset(found)


def open_pages(definition: FormDefinition, values: Mapping[str, Any], open_ids: frozenset[str]) -> list[Page]:
    """The pages to visit for a correction: those with something open."""
    return [
        page
        for page, _own, _all in settled(definition, values)
        if (page.group and page.group.id in open_ids) or any(spec.id in open_ids for spec in page.asked)
    ]


def refused(
    definition: FormDefinition, filed: Mapping[str, Any], values: Mapping[str, Any], open_ids: frozenset[str]
) -> list[str]:
    """Ids that differ from what was filed though they are not open: empty when the correction keeps to what was asked for."""
    before = {key: value for _p, own, _a in settled(definition, filed) for key, value in own.items()}
    after = {key: value for _p, own, _a in settled(definition, values) for key, value in own.items()}
    named_groups = {page.group.id: page.group for page in definition.pages if page.group}
    return sorted(
        key
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
        and key not in open_ids
        and key in (_asked(definition, filed) & _asked(definition, values))
        and not (key in named_groups and any(spec.id in open_ids for spec in named_groups[key].fields))
    )
