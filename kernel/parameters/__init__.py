"""Numbers of the law as dated rows with their source. `find("supplement.rounds", day)` is None where no law says anything."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.parameters.rows import find, load

__all__ = ["find", "load"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module("kernel.parameters.rows"), name)
