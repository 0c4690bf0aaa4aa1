"""What the front page costs a telephone on a first visit, over the wire, fonts apart: at most 120 KB.

The page is the real, compressed answer; what it refers to is followed from there (styles into what they import), so a
picture or script that is added later counts by itself."""

import gzip
import pathlib
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from lxml import html

LIMIT = 120 * 1024
COMPRESSED = (".css", ".js", ".svg")  # what the server sends compressed; pictures are already
IMPORTED = re.compile(r"""(?:@import\s+(?:url\()?|url\()["']?([^"')]+)""")
FONT = ".woff2"


def _static(address: str) -> bytes:
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert found, f"{address} is not there"
    return pathlib.Path(found).read_bytes()


def _referred(page: bytes) -> Iterator[str]:
    tree = html.fromstring(page.decode())
    yield from tree.xpath("//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
    yield from tree.xpath("//script/@src | //img/@src")
    yield from (address.partition("#")[0] for address in tree.xpath("//use/@href"))


def _all_of(address: str, seen: dict[str, int]) -> None:
    if address in seen or not address.startswith(settings.STATIC_URL) or address.endswith(FONT):
        return
    data = _static(address)
    seen[address] = len(gzip.compress(data, 6)) if address.endswith(COMPRESSED) else len(data)
    if address.endswith(".css"):
        for inner in IMPORTED.findall(data.decode()):
            _all_of(urljoin(address, inner), seen)


@pytest.mark.parametrize("who", ["", "le.van.phuoc"])
def test_the_front_page_stays_light(city, who, record_property):
    answer = city.sign_in(who).get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    page, parts = gzip.decompress(answer.content), dict[str, int]()
    for address in _referred(page):
        _all_of(address, parts)
    assert {"app.css", "parts.css", "once.js"} <= {pathlib.PurePath(name).name for name in parts}
    weight = len(answer.content) + sum(parts.values())
    record_property("said", f"front page{' signed in' if who else ''}: {weight / 1024:.1f} KB")
    assert weight <= LIMIT
