"""Data changes only in actions, and every action says who acts: the shape of the verbs, read from the source."""

import ast
import pathlib
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORM = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "acreate", "asave", "adelete"}
WIRING = {"city/documents/apps.py"}  # after migrating, the kinds of documents that the product itself brings
BY_MANAGER = {"create", "update", "delete", "set", "add", "remove", "clear"}


def _sources(*tops: str) -> Iterator[tuple[str, ast.Module]]:
    for top in tops:
        for path in sorted((ROOT / top).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.parts):
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def _in_actions(path: str) -> bool:
    return "/actions/" in path or path.endswith("/actions.py")


def writes(tree: ast.Module) -> Iterator[str]:
    """Calls that write a table whatever they are called on. `x.save()` and what hides from this, the guard on the
    connection refuses at run time (kernel.journal.guard); this is the earlier, friendlier word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, owner = node.func.attr, ast.unparse(node.func.value)
            through = "objects" in owner or "_set" in owner or ".filter(" in owner or ".exclude(" in owner
            if name in ORM or (name in BY_MANAGER and through) or _saves(node):
                yield f"{node.lineno} {ast.unparse(node.func)}"


def _saves(call: ast.Call) -> bool:
    """`row.save()`, not an action of that name."""
    words = {word.arg for word in call.keywords}
    return isinstance(call.func, ast.Attribute) and call.func.attr == "save" and words <= {"update_fields", "using"}


def test_writes_live_in_actions() -> None:
    rooms = [(path, tree) for path, tree in _sources("city") if not _in_actions(path) and path not in WIRING]
    found = [f"{path}:{w}" for path, tree in rooms for w in writes(tree)]
    assert found == []


def test_gateways_and_views_write_no_table_of_a_room() -> None:
    assert [f"{path}:{w}" for path, tree in _sources("gateways", "config") for w in writes(tree)] == []


def _mark(verb: ast.FunctionDef) -> str:
    marks = [ast.unparse(d).partition("(")[0] for d in verb.decorator_list]
    return next((m for m in marks if m in ("action", "part")), "")


def faults(verb: ast.FunctionDef) -> list[str]:
    """What a public verb of actions lacks."""
    words, mark = verb.args, _mark(verb)
    names = {a.arg for a in words.kwonlyargs}
    said = {"@action or @part": bool(mark) or not _writes_or_records(verb), "a return type": verb.returns is not None}
    if mark:
        said["keywords only"] = (
            not words.args and not words.posonlyargs and words.vararg is None and words.kwarg is None
        )
    if mark == "action":
        said["by"] = "by" in names
    return [word for word, good in said.items() if not good]


def _writes_or_records(verb: ast.FunctionDef) -> bool:
    """Questions about an act (fees_of, may_publish) need no mark; what writes or records does."""
    calls = {n.func.id for n in ast.walk(verb) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return "record" in calls or any(writes(ast.Module([verb], [])))


def test_actions_are_keyword_only_marked_and_say_who() -> None:
    verbs = [
        (f"{path}:{verb.lineno} {verb.name}", faults(verb))
        for path, tree in _sources("city", "kernel")
        if _in_actions(path)
        for verb in tree.body
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_")
    ]
    assert len(verbs) > 50
    assert {name: lacks for name, lacks in verbs if lacks} == {}


# Without a rule of their own. Those of `accounts` are called by acts and pages of several rooms, each with its own lock.
UNRULED = {"register_person", "correct_person", "open_user", "close_user", "signed_in"}


def _unruled(tree: ast.Module) -> Iterator[str]:
    """Public verbs marked @action() without `requires=`."""
    for verb in tree.body:
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_"):
            marks = [d for d in verb.decorator_list if ast.unparse(d).partition("(")[0] == "action"]
            if any(not isinstance(d, ast.Call) or "requires" not in {k.arg for k in d.keywords} for d in marks):
                yield verb.name


def test_every_action_asks_a_rule() -> None:
    found = {
        name for path, tree in _sources("city", "gateways", "kernel") if _in_actions(path) for name in _unruled(tree)
    }
    assert found == UNRULED


def test_the_test_itself_sees() -> None:
    bad = "def f(dossier, *, by):\n    dossier.papers.filter(pk=1).update(x=1)"
    verb = ast.parse(bad).body[0]
    assert isinstance(verb, ast.FunctionDef)
    assert faults(verb) == ["@action or @part", "a return type"]
    assert list(_unruled(ast.parse("@action()\ndef f(*, by): ...\n@action(requires=r)\ndef g(*, by): ..."))) == ["f"]
    for line in ("Dossier.objects.create(x=1)", "d.papers.filter(pk=1).delete()", "d.save()", "d.tag_set.add(1)"):
        assert len(list(writes(ast.parse(line)))) == 1, line
