"""Numbers of the law as dated rows with their source.

number("supplement.ask_within", day)     Decimal; Unknown where no row holds on that day, NoLimit where the law sets none
get("supplement.rounds", day)            Decimal, or None where a row says that the law sets no limit; Unknown as above
find("supplement.rounds", day)           the same, but None also where no row holds
row("supplement.rounds", day).source     whence it comes
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.parameters.rows import NoLimit, Row, Unknown, change, find, get, load, number, row

__all__ = ["NoLimit", "Row", "Unknown", "change", "find", "get", "load", "number", "row"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module("kernel.parameters.rows"), name)
