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
_A4 = 841.89  # points; templates of before slips were on A5 do not say their height
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
    """`template` is source text. `dated_on` becomes the file's own date, so nothing in it depends on when it was made."""
    moment = datetime.datetime.combine(dated_on, datetime.time(), tzinfo=datetime.UTC)
    given = {"doc": json.dumps(facts, ensure_ascii=False, sort_keys=True)}
    try:
        pdf = press(template, given, format="pdf", pdf_standards=STANDARD, timestamp=moment)
        spots = json.loads(typst.query(template.encode(), "<place>", field="value", sys_inputs=given, **_SETTING))
    except typst.TypstError as error:
        raise Unprintable(error.message) from error
    pages = next((int(one["pages"]) for one in spots if "pages" in one), None)
    return Paper(pdf, {one["name"]: _spot(one) for one in spots}, pages)


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
