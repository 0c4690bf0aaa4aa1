"""Codes of procedures: the national one, and whose copy it is."""

import re

from city.services.engine.sheets.values import Unreadable
from city.services.states.catalogue import Refusal

_CODE = re.compile(r"^(\d\.\d{6})(?:\.((?:\d{2,3}\.){3})?([A-Z]\d{2}))?$")


def split_code(raw: str) -> tuple[str, str]:
    """National code and owner: 1.001193 -> (1.001193, ""); 1.014388.H13 and, until 2024, 1.001193.000.00.00.H35."""
    found = _CODE.match(raw)
    if not found:
        raise Unreadable(Refusal.BAD_CODE, raw[:40])
    return found[1], found[3] or ""
