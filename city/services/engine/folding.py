"""Words of search text: kernel.search folds accents, here what stands between words goes too. Codes keep their dots."""

import re

from kernel import search

_GAP = re.compile(r"[^0-9a-z.]+|\.(?![0-9])|(?<![0-9])\.")


def fold(text: str) -> str:
    """ "Đăng ký khai sinh, 1.001193" -> "dang ky khai sinh 1.001193"."""
    return _GAP.sub(" ", search.fold(text)).strip()
