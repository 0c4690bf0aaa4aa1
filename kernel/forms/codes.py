"""Code lists that live outside a definition (wards, for instance): whoever owns the data registers how to read it.

A kernel may not know the city, so the room that owns a list calls `register` in its `apps.ready()`.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernel.forms.text import Text

Source = Callable[[datetime.date], "Sequence[Code]"]
_sources: dict[str, Source] = {}


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list; `valid_from` inclusive, `valid_to` exclusive, None for open."""

    code: str
    text: Text
    hint: Text | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """Either its own entries or the name of a registered source."""

    name: str
    entries: tuple[Code, ...] = ()
    source: str = ""

    def on(self, day: datetime.date) -> tuple[Code, ...]:
        """The entries that hold on that day, in their order. LookupError when the source was never registered."""
        found = listed(self.source, day) if self.source else self.entries
        return tuple(entry for entry in found if entry.holds(day))

    def find(self, code: str, day: datetime.date) -> Code | None:
        """An entry by its code: first among those of the day, then among all, so that an old answer can still be read."""
        known = {entry.code: entry for entry in (listed(self.source, day) if self.source else self.entries)}
        return next((entry for entry in self.on(day) if entry.code == code), known.get(code))


def register(name: str, source: Source) -> None:
    """Name a list that definitions may use as `{"source": name}`. `source(on)` must be cheap: it is asked for every page."""
    _sources[name] = source


def registered(name: str) -> bool:
    return name in _sources


def listed(name: str, on: datetime.date) -> Sequence[Code]:
    """The entries of a registered list on a day."""
    if name not in _sources:
        raise LookupError(
            f"no code list is registered under {name!r}; the room that owns it calls kernel.forms.codes.register"
        )
    return _sources[name](on)
