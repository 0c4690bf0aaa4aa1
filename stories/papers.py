"""Papers of the demo: a page that says what it stands for, made by the same typesetting as official papers."""

from functools import lru_cache

import typst


@lru_cache(maxsize=200)
def paper(title: str) -> bytes:
    """A one-page PDF."""
    source = f'#set page("a4", margin: 30mm)\n#set text(16pt)\n#align(center)[*GIẤY TỜ MINH HỌA*]\n#v(2em)\n#{_quoted(title)}\n#v(1em)\n#text(11pt)[Bản thử. Không có giá trị pháp lý.]'
    pdf: bytes = typst.compile(source.encode(), format="pdf")
    return pdf


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
