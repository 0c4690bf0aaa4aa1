"""Only a room's doors are used from outside: models, rules, queries, actions, events, states; ports by gateways.

Read from the source, so that `import city.x as y; y.views`, `from city import x; x.views` and imports inside functions
count as well.
"""

import ast
import pathlib
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOORS = {"models", "actions", "queries", "rules", "events", "states"}
WIRING = {"config", "ops"}  # puts rooms together; may name apps, urls, middleware
# Known, each with its reason; nothing else looks behind a door.
KNOWN = {
    "stories/demo.py: city.services.engine.legal_parameters",  # the rows of the law that every city starts with
    "gateways/identity/views.py: city.accounts.views.enter",  # opens the session, which needs the request
}


def uses(source: str) -> Iterator[str]:
    """Every dotted name under `city.` that the module reaches, through whichever alias."""
    tree, alias = ast.parse(source), dict[str, str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                alias[one.asname or one.name.split(".")[0]] = one.name if one.asname else one.name.split(".")[0]
                yield one.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                alias[one.asname or one.name] = f"{node.module}.{one.name}"
                yield f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (path := _dotted(node)):
            first, _, rest = path.partition(".")
            if first in alias:
                yield f"{alias[first]}.{rest}"


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def breaches(path: str, source: str) -> set[str]:
    top, _, rest = path.partition("/")
    room, doors = (rest.split("/")[0] if top == "city" else ""), DOORS | ({"ports"} if top == "gateways" else set())
    reached = (name.split(".") for name in uses(source) if name.startswith("city."))
    inner = {(p[1], p[2]) for p in reached if len(p) > 2 and p[1] != room}
    names = {name for name in uses(source) if name.startswith("city.") and tuple(name.split(".")[1:3]) in inner}
    behind = {".".join(n.split(".")[:4]) for n in names if n.split(".")[2] not in doors}
    return {f"{path}: {n}" for n in behind if not any(n != m and m.startswith(f"{n}.") for m in behind)}


def _sources() -> Iterator[tuple[str, str]]:
    for top in ("kernel", "city", "gateways", "stories"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.parts):
                yield path.relative_to(ROOT).as_posix(), path.read_text()


def test_only_doors_are_used() -> None:
    found = {line for path, source in _sources() for line in breaches(path, source)}
    assert {line for line in found if not line.startswith(tuple(KNOWN))} == set()


def test_the_kernel_knows_no_room() -> None:
    assert [
        p for p, source in _sources() if p.startswith("kernel/") and any(n.startswith("city") for n in uses(source))
    ] == []


def test_aliases_do_not_hide_a_door() -> None:
    for hidden in (
        "import city.work as w\nw.views.inbox()",
        "from city import work as w\nw.views",
        "def f():\n    from city.work.views import inbox",
        "import city.work.views",
        "import city\ncity.work.views",
    ):
        assert len(breaches("city/desk/x.py", hidden)) == 1, hidden
    assert breaches("city/desk/x.py", "from city.work import models as m\nm.views") == set()
    assert breaches("city/work/x.py", "from city.work.views import inbox") == set()
