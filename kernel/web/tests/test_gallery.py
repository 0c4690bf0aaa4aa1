"""/design/ shows every part: what a style sheet dresses stands there, so a part is seen before it is used, and gone when it is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from kernel.web import gallery

SHEETS = Path(gallery.__file__).parent / "static" / "kernel" / "css"
OF_SCRIPTS = {"htmx-indicator", "htmx-request", "at"}  # states that a script sets for a moment
CLASS = re.compile(r"\.([a-z][a-z0-9-]*)(?=[\s,.:{>+~\[)])")


def dressed() -> Iterator[str]:
    for name in ("base", "layout", "parts", "forms", "tables"):
        yield from CLASS.findall(
            re.sub(r"/\*.*?\*/|url\([^)]*\)", "", (SHEETS / f"{name}.css").read_text(), flags=re.DOTALL)
        )


@pytest.mark.django_db
def test_every_class_of_the_style_sheets_stands_in_the_gallery(client: Client) -> None:
    pages = "".join(client.get(address).content.decode() for address in ("/design/", "/design/?desk=1"))
    shown = {name for names in re.findall(r'class="([^"]*)"', pages) for name in names.split()}
    assert sorted(set(dressed()) - shown - OF_SCRIPTS) == []
