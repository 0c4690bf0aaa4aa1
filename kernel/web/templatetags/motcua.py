"""The tags and filters every template has (a builtin library, see config/settings.py).

Small parts are tags here; each draws `kernel/parts/<name>.html`. `/design/` shows all of them.
"""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kernel.web import icons

register = template.Library()
register.simple_tag(icons.svg, name="icon")

TONES = {
    "": ("", "info"),
    "info": ("", "info"),
    "debug": ("", "info"),
    "main": ("main", "info"),
    "ok": ("ok", "circle-check"),
    "success": ("ok", "circle-check"),
    "warn": ("warn", "circle-alert"),
    "warning": ("warn", "circle-alert"),
    "bad": ("bad", "triangle-alert"),
    "error": ("bad", "triangle-alert"),
}


def draw(part: str, **context: Any) -> SafeString:
    return render_to_string(f"kernel/parts/{part}.html", context)


@register.simple_block_tag
def note(content: str, tone: str = "", title: str = "", level: int = 2) -> SafeString:
    """{% note tone="warn" title="…" %}<p>…</p>{% endnote %}: something to know before going on. Tones as of messages."""
    name, icon = TONES[tone]
    return draw("note", content=content, tone=name, icon=icon, title=title, level=level)
