"""Template and facts to PDF/A-2u, always the same bytes for the same input.

Typst gets the facts as JSON, so text stays text: `#`, `*`, `$` in a name are printed as they are. It sees no system font,
refuses a glyph the shipped font lacks instead of mixing fonts in a word, and reads no file outside the templates' folder."""

import datetime
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STANDARD = "a-2u"
CODES = ("acceptance_slip", "apology", "certificate", "control_slip", "decision", "examined_refusal", "extract", "notice", "official_letter",
         "receipt", "refusal", "stop_notice", "supplement_request")  # fmt: skip
SLIPS = frozenset(("acceptance_slip", "control_slip", "refusal", "stop_notice", "supplement_request"))  # on A5
_A4, _A5 = 841.89, 595.28  # points high; templates of before slips were on A5 do not say their height
TIGHTER = ("1", "2")  # layout.typ: smaller type, closer lines; a template of before that was there prints as it did
Facts = dict[str, Any]

FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
_SETTING: dict[str, Any] = {"root": str(TEMPLATES), "font_paths": FONTS}


class Unprintable(Exception):
    """The template refused the facts (a missing glyph, a broken template): the text is Typst's own."""


@dataclass(frozen=True)
class Spot:
    """An empty box left for a signature: page from 0, points from the page's lower left corner."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Paper:
    pdf: bytes
    spots: dict[str, Spot]
    pages: int | None = None  # as the places for signatures say; a paper without them is not registered


def source(code: str) -> str:
    """The whole text of a shipped template, self-contained, so that its digest says everything about its look."""
    if code not in CODES:
        raise KeyError(code)
    sheet = f'#let sheet = "{"a5" if code in SLIPS else "a4"}"'
    return "\n".join((sheet, *((TEMPLATES / name).read_text() for name in ("layout.typ", f"{code}.typ"))))


def render(template: str, facts: Facts, *, dated_on: datetime.date) -> Paper:
    """`template` is source text. `dated_on` becomes the file's own date, so nothing in it depends on when it was made. A slip that
    runs over its page is set smaller where that brings it onto one."""
    moment = datetime.datetime.combine(dated_on, datetime.time(), tzinfo=datetime.UTC)
    given = {"doc": json.dumps(facts, ensure_ascii=False, sort_keys=True)}
    try:
        given, spots = _fitted(template, given)
        pdf = press(template, given, format="pdf", pdf_standards=STANDARD, timestamp=moment)
    except typst.TypstError as error:
        raise Unprintable(error.message) from error
    return Paper(pdf, {one["name"]: _spot(one) for one in spots}, _pages(spots))


def _fitted(template: str, given: dict[str, str]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """What Typst is given, and the places it then leaves: in the largest type in which a slip is one page, else in the usual one."""
    usual = given, _places(template, given)
    if any(float(one.get("sheet", _A4)) <= _A5 and int(one.get("pages", 1)) > 1 for one in usual[1]):
        for tight in TIGHTER:
            smaller = {**given, "tight": tight}
            if _pages(places := _places(template, smaller)) == 1:
                return smaller, places
    return usual


def _places(template: str, given: dict[str, str]) -> list[dict[str, Any]]:
    found = json.loads(typst.query(template.encode(), "<place>", field="value", sys_inputs=given, **_SETTING))
    return list(found)


def _pages(places: list[dict[str, Any]]) -> int | None:
    return next((int(one["pages"]) for one in places if "pages" in one), None)


def press(template: str, inputs: dict[str, str], **options: Any) -> bytes:
    """One run of Typst over source text, with the shipped fonts and nothing else; a picture must be one page."""
    made = typst.compile(template.encode(), sys_inputs=inputs, **_SETTING, **options)
    if not isinstance(made, bytes):
        raise Unprintable("more than one picture")
    return made


def qr(text: str) -> str:
    """A QR code as SVG text, black on nothing, middle error correction (15 %)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, omitsize=True)
    return out.getvalue().decode()


def _spot(one: dict[str, Any]) -> Spot:
    x, top = (float(one[axis].removesuffix("pt")) for axis in ("x", "y"))
    width, height = float(one["width"]), float(one["height"])
    return Spot(one["name"], int(one["page"]) - 1, x, float(one.get("sheet", _A4)) - top - height, width, height)
