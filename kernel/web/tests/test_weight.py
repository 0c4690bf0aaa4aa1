"""What a first visit costs on a phone, fonts aside."""

import gzip
import pathlib

import pytest
from django.contrib.staticfiles import finders

CSS = ["app", "tokens", "base", "layout", "parts", "forms", "tables", "print"]
SCRIPTS = [
    "kernel/js/once.js",
    "kernel/js/keys.js",
    "kernel/js/trust.js",
    "kernel/js/upload.js",
    "django_htmx/htmx-2.min.js",
]


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def static(name: str) -> bytes:
    return pathlib.Path(finders.find(name)).read_bytes()


def test_styles_stay_light():
    assert sum(weight(static(f"kernel/css/{name}.css")) for name in CSS) <= 15_000


@pytest.mark.django_db
def test_the_heaviest_page_stays_within_120_kb(client):
    page = client.get("/design/?desk=1").content
    parts = [page, *[static(f"kernel/css/{name}.css") for name in CSS], *[static(name) for name in SCRIPTS]]
    assert sum(weight(part) for part in parts) <= 120 * 1024


def test_the_two_dark_palettes_are_equal():
    css = static("kernel/css/tokens.css").decode()
    blocks = [part.split("}")[0].split() for part in css.split("color-scheme: dark;")[1:]]
    assert len(blocks) == 2
    assert blocks[0] == blocks[1]
