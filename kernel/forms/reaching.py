"""What answers can bring up, tried out over the choices that conditions look at: whether a page is ever asked, and how many are."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from kernel.forms.conditions import Condition
from kernel.forms.definition import Field, FormDefinition

MOST_CASES = 4_096
Rules = dict[str, tuple[Field, tuple[Condition, ...]]]


def rules_of(definition: FormDefinition) -> Rules:
    """Per field: itself and what must hold for it to be asked."""
    return {f.id: (f, tuple(c for c in (p.when, f.when) if c)) for p, f in definition.fields()}


def satisfiable(wanted: list[Condition], rules: Rules) -> bool:
    """Tries all answers to the choices involved; what has no finite list of answers is taken as free. Too many: taken as possible."""
    cases = _cases(wanted, rules)
    return cases is None or any(all(_may(c, case) for c in wanted) for case in cases)


def span(definition: FormDefinition) -> tuple[int, int]:
    """How many pages are asked, at the fewest and at the most, of who answers all that must be answered."""
    rules, whens = rules_of(definition), [page.when for page in definition.pages if page.when]
    always, cases = len(definition.pages) - len(whens), _cases(whens, rules)
    if cases is None:
        return always, len(definition.pages)
    whole = [case for case in cases if not any(_lacks(name, case, rules) for name in case)]
    fewest = min(sum(not _may(when, case, False) for when in whens) for case in whole)
    return always + fewest, always + max(sum(_may(when, case) for when in whens) for case in whole)


def _cases(wanted: list[Condition], rules: Rules) -> Iterator[dict[str, Any]] | None:
    """Every way to answer the choices that these conditions come down to, None for one that is not answered; None when there are
    too many."""
    names = _closure(wanted, rules)
    domains = {name: _domain(rules[name][0]) for name in names if name in rules and _domain(rules[name][0])}
    number = 1
    for domain in domains.values():
        number *= len(domain) + 1
    if number > MOST_CASES:
        return None
    answers = product(*([None, *domain] for domain in domains.values()))
    tried = (dict(zip(domains, case, strict=True)) for case in answers)
    return (case for case in tried if _consistent(case, rules))


def _closure(wanted: list[Condition], rules: Rules) -> list[str]:
    found: list[str] = []
    waiting = [name for condition in wanted for name in sorted(condition.names())]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.append(name)
            waiting += [n for c in rules[name][1] for n in sorted(c.names())] if name in rules else []
    return found


def _domain(field: Field) -> list[Any]:
    if field.kind == "yes_no":
        return [True, False]
    if field.kind == "choice" and field.codes and not field.codes.source:
        return [entry.code for entry in field.codes.entries]
    return []


def _consistent(case: dict[str, Any], rules: Rules) -> bool:
    """A question that is not asked has no answer."""
    return all(value is None or all(_may(c, case) for c in rules[name][1]) for name, value in case.items())


def _lacks(name: str, case: dict[str, Any], rules: Rules) -> bool:
    """A question that is asked and must be answered, and is not."""
    field, when = rules[name]
    return field.required and case[name] is None and not any(_may(c, case, False) for c in when)


def _may(condition: Condition, case: dict[str, Any], wanted: bool = True) -> bool:
    """Whether it may come out as wanted, atoms outside the case being free."""
    if condition.op == "not":
        return _may(condition.parts[0], case, not wanted)
    if condition.op in ("all", "any"):
        every = (condition.op == "all") == wanted
        return (all if every else any)(_may(part, case, wanted) for part in condition.parts)
    return condition.name not in case or condition.holds(case) == wanted
