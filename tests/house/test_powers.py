"""The list of powers is closed: whatever a rule, a step, a way in the head or the demo asks for stands in it, in words.

Read from the source: `actor.has(…)` and `officials(…, power)` name a power or a constant of their module; what is only
known at run time (a step's power, an entry's) comes from data that is read here as well.
"""

import ast
import importlib
import pathlib
from collections.abc import Iterator

from city.agencies.states import ALLOWS, Power
from city.desk.queries.holders import DOCUMENT_POWER
from city.services.engine import processes
from config import navigation
from stories import city as demo

ROOT = pathlib.Path(__file__).resolve().parents[2]


def asked(tree: ast.Module) -> Iterator[ast.expr]:
    """What `x.has(…)` and `officials(…, …)` ask for."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "has" and len(node.args) == 1:
            yield node.args[0]
        elif name == "officials" and len(node.args) > 1:
            yield node.args[1]


def _value(word: ast.expr, module: str) -> str:
    if isinstance(word, ast.Constant):
        return str(word.value)
    found: object = importlib.import_module(module)
    for part in ast.unparse(word).split("."):
        found = getattr(found, part)
    return str(found)


def powers_in_code() -> dict[str, str]:
    """Power -> the first place that asks for it."""
    found: dict[str, str] = {}
    for top in ("kernel", "city", "gateways", "config"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if {"tests", "migrations"} & set(path.parts):
                continue
            place = path.relative_to(ROOT)
            module = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
            for word in asked(ast.parse(path.read_text())):
                if ast.unparse(word).split(".")[-1] != "power":  # a step's, an entry's: read from the data below
                    found.setdefault(_value(word, module), f"{place}:{word.lineno}")
    return found


def powers_in_data() -> set[str]:
    """Of the steps of every process that ships, the ways in the head, what waits for a signature, the demo's posts."""
    steps = {step["power"] for body in processes.GENERIC.values() for step in body["steps"]}
    ways = {entry.power for entry in navigation.DESK if entry.power}
    posts = {*demo.CLERK, *demo.SPECIALIST, *demo.HEAD, *demo.LEADER, *demo.REGISTRAR, *demo.ADMINISTRATOR}
    return steps | ways | posts | {DOCUMENT_POWER}


def test_every_power_that_is_asked_for_stands_in_the_list() -> None:
    code = powers_in_code()
    assert len(code) > 5
    assert {power: place for power, place in code.items() if power not in Power.values} == {}
    assert powers_in_data() - set(Power.values) == set()


def test_every_power_of_the_list_is_asked_for_somewhere_and_says_what_it_allows() -> None:
    assert set(Power.values) - set(powers_in_code()) - powers_in_data() == set()
    assert set(ALLOWS) == set(Power)
    assert all(power.allows.endswith(".") for power in Power)


def test_the_reader_sees_constants_and_names() -> None:
    source = 'actor.has("a.b")\nby.has(rules.ASSIGN)\nofficials(units, POWER)\nx.has()\n'
    assert [ast.unparse(word) for word in asked(ast.parse(source))] == ["'a.b'", "rules.ASSIGN", "POWER"]
