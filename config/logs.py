"""Lines of the log. PostgreSQL tells in its errors which row it refused, with all that a person wrote there."""

import logging
import re
from types import TracebackType

_ROW = re.compile(r"\nDETAIL:.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """The trace without the refused row; its constraint is named all the same."""

    def formatException(self, ei: Caught) -> str:
        return _ROW.sub("\nDETAIL: left out, it holds what a person wrote", super().formatException(ei))
