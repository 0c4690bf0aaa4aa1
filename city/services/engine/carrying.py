"""From one form to the next of the same procedure: which answers still stand."""

import datetime

from kernel.forms.checking import field_findings
from kernel.forms.definition import FormDefinition, Page
from kernel.forms.walk import Draft


def carried(before: FormDefinition, now: FormDefinition, draft: Draft, on: datetime.date) -> Draft:
    """Answers to the same question that are valid still; a page that is as it was stays done, any other is asked again."""
    if before == now:
        return draft
    same = {page.id for page in now.pages if page in before.pages}
    kinds = {spec.id: spec.kind for page, spec in before.fields() if not page.group}
    values = {
        spec.id: draft.values[spec.id]
        for page, spec in now.fields()
        if not page.group
        and spec.id in draft.values
        and kinds.get(spec.id) == spec.kind
        and not field_findings(spec, draft.values[spec.id], on)
    }
    values |= {group: draft.values[group] for page in now.pages if (group := _kept_group(page, same)) in draft.values}
    filled = tuple(id for id in draft.filled if id in values or id not in draft.values)  # what was emptied stays so
    return Draft(values, tuple(id for id in draft.done if id in same), filled)


def _kept_group(page: Page, same: set[str]) -> str:
    return page.group.id if page.group and page.id in same else ""
