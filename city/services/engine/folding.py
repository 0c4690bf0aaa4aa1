"""Text without accents, for search: "Đăng ký khai sinh" -> "dang ky khai sinh"."""

import re
import unicodedata

_D = str.maketrans("đĐ", "dd")
_APART = re.compile(r"[^0-9a-z.]+")


def fold(text: str) -> str:
    """Lower case, no accents, words one space apart; dots stay, since codes have them."""
    plain = unicodedata.normalize("NFD", text.translate(_D).lower())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _APART.sub(" ", letters).strip()
