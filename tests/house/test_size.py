"""Files and functions stay small. What is larger today stands in a list that may only shrink."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.texts import ROOT

FILE, FUNCTION = 300, 40
PACKAGES = ("config", "stories", "gateways", "city", "kernel", "ops", "tests")
LARGE_FILES = {"kernel/journal/tests/test_sealing.py": 385, "tests/journeys/cast.py": 313}
LINE, LONG_LINES = 160, 40  # letters of a line of a template; how many are longer, which may only become fewer
SENTENCE = re.compile(r"^\s*(<\w+[^>]*>)?\{% (blocktranslate|translate)\b.*%\}(</\w+>)?$")
LONG_FUNCTIONS = {"kernel/web/gallery.py:_lists": 67}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in (ROOT / package).glob("**/*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield f"{named(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_small() -> None:
    large = {named(path): lines for path in sources() if (lines := len(path.read_text("utf-8").splitlines())) > FILE}
    assert {name: lines for name, lines in large.items() if lines > LARGE_FILES.get(name, 0)} == {}
    assert set(LARGE_FILES) - set(large) == set()  # what became small leaves the list


def test_functions_are_short() -> None:
    """A test may tell a long tale."""
    product = [path for path in sources() if "tests" not in path.parts]
    long = {name: lines for path in product for name, lines in functions(path) if lines > FUNCTION}
    assert {name: lines for name, lines in long.items() if lines > LONG_FUNCTIONS.get(name, 0)} == {}
    assert set(LONG_FUNCTIONS) - set(long) == set()


def test_templates_are_read_line_by_line() -> None:
    """One thing a line, for white space between blocks is not drawn; a sentence of a translation cannot be broken."""
    found = [path for room in ("city", "gateways", "kernel") for path in (ROOT / room).glob("**/templates/**/*.html")]
    long = [line for path in found for line in path.read_text("utf-8").splitlines() if len(line) > LINE]
    assert len(found) > 150
    assert len([line for line in long if not SENTENCE.match(line)]) <= LONG_LINES
