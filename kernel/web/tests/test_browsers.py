"""Browsers of early 2023, which many a cheap telephone still has, draw our pages: what came later is not used, or only where
its lack harms nobody."""

import pathlib
import re
from collections.abc import Iterator

import pytest

STATIC = pathlib.Path(__file__).resolve().parents[1] / "static/kernel"
ROOT = pathlib.Path(__file__).resolve().parents[3]
STYLES = sorted(STATIC.glob("css/*.css"))
SCRIPTS = sorted(STATIC.glob("js/*.js"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LATER_STYLES = (
    "light-dark(", "color-mix(", "field-sizing", "@starting-style", "@scope", "@property", "anchor-name", "position-anchor", "anchor(",
    "text-wrap: pretty", "text-box", "interpolate-size", "calc-size(", "allow-discrete", "animation-timeline", "view-transition", "linear(",
    "oklch(from", "rgb(from", "if(", ":user-valid", ":user-invalid", "::picker", "reading-flow", "scroll-marker", "subgrid", "::details-content",
)  # fmt: skip
LATER_SCRIPTS = (
    "Object.groupBy", "Map.groupBy", ".toSorted(", ".toSpliced(", ".with(", "withResolvers", "startViewTransition", "showPopover",
    "URL.canParse", ".isSubsetOf(", ".union(", "Array.fromAsync", "Iterator.from", "setHTML",
)  # fmt: skip
LATER_PAGES = re.compile(r"\spopover(target)?[\s=>]|\scommandfor=|<selectedcontent|<search[\s>]|\sinterestfor=")


def later_in(css: str) -> list[str]:
    """What only younger browsers know. What stands inside @supports is asked for first."""
    plain = COMMENT.sub("", css)
    asked = [block.partition("{")[2] for block in re.findall(r"@supports[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", plain)]
    for inside in asked:
        plain = plain.replace(inside, "")
    plain = re.sub(r"@supports[^{]*\{", "", plain)
    return [one for one in LATER_STYLES if one in plain] + list(_nested(plain)) + _has_in_a_list(plain)


def _nested(css: str) -> Iterator[str]:
    """A rule inside a rule; rules inside @media and the like are none."""
    blocks: list[bool] = []  # of each open block: whether it is a rule
    for prelude, sign in re.findall(r"([^{};]*)([{};])", css):
        if sign == "{":
            rule = not prelude.strip().startswith("@")
            if rule and any(blocks):
                yield f"nested: {prelude.strip()}"
            blocks.append(rule)
        elif sign == "}" and blocks:
            blocks.pop()


def _has_in_a_list(css: str) -> list[str]:
    """A browser without :has() drops the whole rule: it stands alone, never beside selectors that are needed."""
    return [s.strip() for s in re.findall(r"([^{};]*):has\([^{]*\{", css) if "," in s]


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_styles_use_nothing_younger(path):
    assert later_in(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_scripts_use_nothing_younger(path):
    assert [one for one in LATER_SCRIPTS if one in path.read_text()] == []


def test_pages_use_nothing_younger():
    pages = [p for tree in ("kernel", "city", "gateways") for p in (ROOT / tree).rglob("templates/**/*.html")]
    assert len(pages) > 100
    assert [str(p.relative_to(ROOT)) for p in pages if LATER_PAGES.search(p.read_text())] == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { color: light-dark(#fff, #000); }", ["light-dark("]),
        ("a { color: red; &:hover { color: blue; } }", ["nested: &:hover"]),
        (".a { .b { color: red; } }", ["nested: .b"]),
        ("p, .a:has(b) { color: red; }", ["p, .a"]),
        ("@supports selector(::details-content) { .a::details-content { height: auto; } }", []),
        ("/* light-dark( */ @media print { a { color: #000; } }", []),
    ],
)
def test_the_finder_finds(css, found):
    assert later_in(css) == found
