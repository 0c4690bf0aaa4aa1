"""The letter once more as plain HTML, for those who read with pictures and large type. It says the same words as the text,
loads nothing, and carries its few styles in its elements: mail programs read no style sheets."""

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LINK = re.compile(r"(?P<words>[^:\n]+): (?P<url>https?://\S+)")
PAGE = "margin:0;padding:24px 16px;background:#f6f5f1;color:#18232b;font:16px/1.6 'Be Vietnam Pro',system-ui,Arial,sans-serif"
SHEET = "max-width:36em;margin:0 auto;padding:24px;background:#fff;border:1px solid #dedbd2;border-radius:10px"
MAIN = (
    "display:inline-block;padding:10px 20px;background:#0b5a85;color:#fff;font-weight:600;"
    "text-decoration:none;border-radius:6px"
)
OTHER = "color:#0b5a85"
BREAK = format_html("<br>{}", "")


def dressed(subject: str, body: str) -> str:
    """A whole document. A line "words: address" becomes a link of these words, the first of them a button."""
    parts = format_html_join("", '<p style="margin:0 0 16px">{}</p>', ((lines,) for lines in _paragraphs(body)))
    return format_html(
        '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>{}</title></head><body style="{}"><div style="{}"><h1 style="margin:0 0 16px;font-size:20px;line-height:1.35">{}</h1>{}</div></body></html>\n',
        subject, PAGE, SHEET, subject, parts,
    )  # fmt: skip


def _paragraphs(body: str) -> Iterator[SafeString]:
    style = MAIN
    for paragraph in re.split(r"\n{2,}", body.strip()):
        lines: list[str] = []
        for line in paragraph.splitlines():
            found = LINK.fullmatch(line.strip())
            lines.append(_link(found, style) if found else line)
            style = OTHER if found else style
        yield format_html_join(BREAK, "{}", ((line,) for line in lines))


def _link(found: re.Match[str], style: str) -> SafeString:
    return format_html('<a href="{}" style="{}">{}</a>', found["url"], style, found["words"])
