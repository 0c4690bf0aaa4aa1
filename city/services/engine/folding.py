"""Search text: lower case, no accents, one blank between words. Codes keep their dots."""

import re
import unicodedata

_GAP = re.compile(r"[^0-9a-z.]+|\.(?![0-9])|(?<![0-9])\.")


def fold(text: str) -> str:
    """ "Đăng ký khai sinh, 1.001193" -> "dang ky khai sinh 1.001193"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _GAP.sub(" ", bare).strip()
