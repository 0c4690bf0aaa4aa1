"""Icons of the lucide wheel as small inline SVG, drawn once and kept."""

import functools

import lucide
from django.utils.safestring import SafeString, mark_safe

CLASSES = {"": "icon", "big": "icon icon-big"}


@functools.cache
def svg(name: str, size: str = "") -> SafeString:
    """The icon `name`; `size` is "" (as its text) or "big". It is decoration: the words beside it say the same.

    Colour and line come from the stylesheet; width and height are only for a page whose stylesheet did not arrive.
    Raises lucide.IconDoesNotExist for an unknown name.
    """
    whole = lucide._render_icon(str(name), None)
    inner = whole[whole.index(">") + 1 : whole.rindex("</svg>")]
    inner = " ".join(inner.split()).replace("> <", "><").replace(" />", "/>").strip()
    head = f'<svg class="{CLASSES[size]}" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">'
    return mark_safe(f"{head}{inner}</svg>")  # noqa: S308 (drawings of a locked package, no input)
