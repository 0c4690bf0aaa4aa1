"""Pictures for README and docs, taken while the plays run. MOTCUA_SHOTS names the folder; without it nothing is written."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

LIMIT = 120 * 1024  # bytes of one picture: README is read over telephones


def folder() -> Path | None:
    named = os.environ.get("MOTCUA_SHOTS", "")
    return Path(named) if named else None


def take(page: Page, name: str) -> None:
    """What fits on the screen, from the top of the page."""
    place = folder()
    if place is None or not name:
        return
    page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
    page.wait_for_load_state("networkidle")
    content = light(page.screenshot())
    assert len(content) <= LIMIT, f"{name}: {len(content)} bytes"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.png").write_bytes(content)


def light(content: bytes) -> bytes:
    """A flat page has few colours: a palette of 256 keeps each within 6 of 255, at a third of the size. Full coverage keeps the
    rare ones (the red door), the means keep the large surfaces exactly."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
