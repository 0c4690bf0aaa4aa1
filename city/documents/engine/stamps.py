"""Pictures of the two signatures (NĐ 30/2020, Annex I, II.7d and II.8a): transparent PNG, blue and red.

Both are drawn by us: the seal bears the agency's name and no emblem of the State; the signature is a pen stroke that
follows from the name. A city replaces them by the scanned ones of its people (`signing.sign(image=…)`)."""

import functools
import hashlib
import io
import itertools
import json
import math

from PIL import Image, ImageDraw

from city.documents.engine.typesetting import TEMPLATES, Spot, press

SEAL_MM = 36.0
_POINT = 72 / 25.4
_BLUE = (22, 58, 158, 255)
_SCALE = 4


def seal_spot(person: Spot) -> Spot:
    """Where the seal goes: real size, over the left third of the signature, at its height."""
    size = SEAL_MM * _POINT
    x = person.x + person.width / 3 - size
    y = person.y + person.height / 2 - size / 2
    return Spot("seal", person.page, x, y, size, size)


@functools.lru_cache(maxsize=256)
def seal_image(agency: str, parent: str) -> bytes:
    """`agency` in the middle, `parent` (or the city) in the ring."""
    longest = max(len(word) for word in agency.split())
    size = min(8.4, 52 / max(longest, 5), 210 / max(len(agency), 20) + 1.0)
    given = json.dumps({"ring": parent or agency, "name": agency, "size": size}, ensure_ascii=False)
    return press((TEMPLATES / "seal.typ").read_text(), {"doc": given}, format="png", ppi=300)


@functools.lru_cache(maxsize=256)
def signature_image(name: str) -> bytes:
    """A blue pen stroke, 48 × 30 mm at 150 dpi, the same for the same name."""
    wide, high = round(48 / 25.4 * 150), round(30 / 25.4 * 150)
    canvas = Image.new("RGBA", (wide * _SCALE, high * _SCALE), (_BLUE[0], _BLUE[1], _BLUE[2], 0))
    pen = ImageDraw.Draw(canvas)
    for stroke in _strokes(name):
        _draw(pen, [(x * wide * _SCALE, y * high * _SCALE) for x, y in stroke])
    out = io.BytesIO()
    canvas.resize((wide, high), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _strokes(name: str) -> list[list[tuple[float, float]]]:
    """A tall first letter, a running hand as long as the name, and a line under it; in parts of the box, from the top."""
    seed = hashlib.sha256(name.encode()).digest()
    waves = 4 + min(len(name.split()[-1]), 6)
    first = [(0.10, 0.62), (0.16 + seed[0] / 2600, 0.12), (0.24, 0.20), (0.17, 0.66), (0.12, 0.80), (0.24, 0.60)]
    hand = [(0.24, 0.60)]
    for i in range(waves):
        x = 0.28 + 0.50 * i / waves
        tall = 0.22 if seed[i + 1] > 180 else 0.10
        hand += [(x, 0.52 - tall + seed[i + 9] / 5100), (x + 0.018, 0.62 + seed[i + 17] / 3200)]
    hand += [(0.86, 0.44), (0.93, 0.40)]
    under = [(0.90, 0.42), (0.55, 0.72 + seed[30] / 2600), (0.30, 0.86), (0.44, 0.78), (0.84, 0.70)]
    return [_smooth(first + hand[1:]), _smooth(under)]


def _smooth(points: list[tuple[float, float]], steps: int = 26) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through the points."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for k in range(steps):
            t = k / steps
            x, y = (_spline(a[axis], b[axis], c[axis], d[axis], t) for axis in (0, 1))
            curve.append((x, y))
    return curve


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def _draw(pen: ImageDraw.ImageDraw, curve: list[tuple[float, float]]) -> None:
    """A nib that is thick downwards and thin upwards."""
    for (x0, y0), (x1, y1) in itertools.pairwise(curve):
        down = (y1 - y0) / (math.hypot(x1 - x0, y1 - y0) or 1)
        radius = _SCALE * (1.15 + 0.75 * down)
        count = max(1, round(math.hypot(x1 - x0, y1 - y0) / 2))
        for k in range(count):
            x, y = x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_BLUE)
