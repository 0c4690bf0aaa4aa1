"""Templates are laid out in lines; tests read what a page says, so they read it without that layout. A browser draws both alike:
white space at the edge of a block is not drawn."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

_KEPT = re.compile(r"(<(?:textarea|pre|script)\b.*?</(?:textarea|pre|script)>)", re.DOTALL)
_WORDS = "a|abbr|b|button|code|em|input|select|small|span|strong|time"  # tags that stand in a line of words
_BESIDE_WORDS = re.compile(rf"(?<=[^>\s])\s*\n\s*(?=<(?:{_WORDS})\b)")
_AFTER_WORDS = re.compile(rf"(</(?:{_WORDS})>)\s*\n\s*(?=[^<\s])")
_BESIDE_TAGS = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)")


def tight(html: str) -> str:
    """Without the white space around line breaks, but in what was typed: a space in a line of words, beside other tags nothing."""
    parts = _KEPT.split(html.strip())
    return "".join(part if n % 2 else _tight(part) for n, part in enumerate(parts))


def _tight(part: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _BESIDE_TAGS.sub("", _AFTER_WORDS.sub(r"\1 ", _BESIDE_WORDS.sub(" ", part))))


@pytest.fixture(autouse=True, scope="session")
def _pages_are_read_without_layout():  # type: ignore[no-untyped-def]
    with pytest.MonkeyPatch.context() as patch:
        asked = Client.request

        def request(self: Client, **given: Any) -> Any:
            response = asked(self, **given)
            kind, packed = (response.headers.get(name, "") for name in ("Content-Type", "Content-Encoding"))
            if isinstance(response, HttpResponse) and kind.startswith("text/html") and not packed:
                response.content = tight(response.content.decode()).encode()
            return response

        patch.setattr(Client, "request", request)
        yield
