"""Templates: they build only on what lies below, and nothing in them needs a hole in the CSP."""

import html.parser
import pathlib
import re
import tomllib
from collections.abc import Iterator

from django.template.base import Lexer, TokenType
from django.utils.text import smart_split

from tests.house.texts import ROOT, sources

LOGIC = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
POST_FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)


def templates() -> Iterator[tuple[str, str]]:
    for path in sources(".html"):
        if "templates" in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def storeys() -> list[list[str]]:
    """The rooms of the city from the top down, as the import contract names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("containers") == ["city"])
    return [re.findall(r"\w+", layer) for layer in layers]


def may_use(where: str) -> set[str]:
    """First parts of the template names that a template at `where` may extend or include."""
    tree, room = pathlib.PurePath(where).parts[:2]
    own = {"kernel"} if tree == "kernel" else {"kernel", room}
    if tree != "city":
        return own
    order = storeys()
    mine = next((place for place, rooms in enumerate(order) if room in rooms), len(order))
    return own.union(*order[mine + 1 :])


def built_on(source: str) -> Iterator[str]:
    """Names of the templates extended or included, as far as they stand there in quotes."""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            words = list(smart_split(token.contents))
            if words[0] in ("extends", "include") and words[1][0] in "\"'":
                yield words[1].strip("\"'")


def upward(where: str, source: str) -> list[str]:
    allowed = may_use(where)
    return [f"{where} builds on {name}" for name in built_on(source) if name.split("/")[0] not in allowed]


class Inline(html.parser.HTMLParser):
    """Collects what the CSP would block, or htmx could only do with eval."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self.found.append(name)
            if value.strip().lower().startswith(("js:", "javascript:", "data:")):
                self.found.append(f"{name}={value}")
            if name.removeprefix("data-") == "hx-trigger" and "[" in value:
                self.found.append(f"{name}={value}")
            if name == "src" and "//" in value:
                self.found.append(f"{name}={value}")


def inline(source: str) -> list[str]:
    parser = Inline()
    parser.feed(LOGIC.sub("", source))
    return parser.found


def test_no_template_builds_upwards():
    assert [fault for where, source in templates() for fault in upward(where, source)] == []


def test_nothing_is_inline():
    assert [f"{where}: {fault}" for where, source in templates() for fault in inline(source)] == []


def test_every_form_that_posts_carries_its_token():
    bare = [where for where, source in templates() for form in POST_FORM.findall(source) if "csrf" not in form]
    assert bare == []


def test_the_judges_see_what_they_should():
    assert upward("city/documents/templates/documents/a.html", '{% extends "services/a.html" %}') == [
        "city/documents/templates/documents/a.html builds on services/a.html"
    ]
    assert upward("city/services/templates/services/a.html", '{% include "documents/_a.html" %}') == []
    assert upward("kernel/web/templates/kernel/a.html", "{% include 'desk/a.html' %}") != []
    assert inline('<p style="{{ x }}" onclick="a()">') == ["style", "onclick"]
    assert inline("<style>p{}</style><script>1</script><script src='{% static 'a.js' %}'></script>") == [
        "<style>",
        "<script>",
    ]
    assert inline('<a href="javascript:1" hx-vals="js:{a:1}" hx-on:click="x" hx-trigger="click[ctrlKey]">') == [
        "href=javascript:1",
        "hx-vals=js:{a:1}",
        "hx-on:click",
        "hx-trigger=click[ctrlKey]",
    ]
    assert inline('<script src="https://cdn.example/x.js"></script>') == ["src=https://cdn.example/x.js"]
