"""Every number of the law that ships is read somewhere: one that nothing reads says that the house does what it does not."""

import ast
import re

from city.services.engine.legal_parameters import ROWS
from tests.house.test_size import ROOT

READS = {"find", "get", "number", "row"}


def asked(tree: ast.Module) -> set[str]:
    """The codes that `parameters.find(…)` and its like ask for, as patterns: what is put into an f-string is one of the words that
    stand in the same module."""
    words = {
        re.escape(one.value) for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    any_word = f"({'|'.join(sorted(words))})"
    found = set[str]()
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in READS):
            continue
        if ast.unparse(call.func.value) != "parameters" or not call.args:
            continue
        parts = call.args[0].values if isinstance(call.args[0], ast.JoinedStr) else [call.args[0]]
        found.add("".join(re.escape(str(one.value)) if isinstance(one, ast.Constant) else any_word for one in parts))
    return found


def read_in_code() -> set[str]:
    paths = [path for top in ("city", "gateways") for path in (ROOT / top).rglob("*.py") if "tests" not in path.parts]
    return {pattern for path in paths for pattern in asked(ast.parse(path.read_text("utf-8")))}


def test_every_number_that_ships_is_read() -> None:
    patterns = read_in_code()
    codes = {row.code for row in ROWS}
    assert len(codes) > 5
    assert {code for code in codes if not any(re.fullmatch(pattern, code) for pattern in patterns)} == set()


def test_every_number_that_is_read_ships() -> None:
    codes = {row.code for row in ROWS}
    assert {pattern for pattern in read_in_code() if not any(re.fullmatch(pattern, code) for code in codes)} == set()


def test_the_reader_sees_names_and_f_strings() -> None:
    source = 'parameters.find("a.b", day)\nparameters.row(f"c.{name}", day)\nother.find("d", day)\nNAMES = ("x",)\n'
    patterns = asked(ast.parse(source))
    seen = {code for code in ("a.b", "c.x", "c.y", "d", "x") if any(re.fullmatch(one, code) for one in patterns)}
    assert seen == {"a.b", "c.x"}
