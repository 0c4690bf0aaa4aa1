"""What the parts of a page are made of: small values that views build and templates draw. Any object with the same names will do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Step:
    """One step of a way: its name, lines below it, and whether it is done, now, or still to come ("")."""

    name: str
    lines: Sequence[str] = ()
    state: Literal["done", "now", ""] = ""


@dataclass(frozen=True)
class LogLine:
    """What was done, when, by whom."""

    at: dt.datetime
    what: str
    who: str = ""


@dataclass(frozen=True)
class Day:
    """One day of a counted deadline. `number` is None on days that do not count; kind as in parts.css."""

    on: dt.date
    number: int | None = None
    words: str = ""
    kind: Literal["", "off", "reset", "today", "end"] = ""
    when: str = ""  # in words, where several days make one line


@dataclass(frozen=True)
class Tab:
    """One view of a list. tone "bad" or "warn" colours the count; the words say it first."""

    label: str
    url: str
    count: int | None = None
    tone: Literal["", "warn", "bad"] = ""
    icon: str = ""
    here: bool = False


@dataclass(frozen=True)
class Chip:
    """A condition in force and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Answer:
    """A question, what was answered (one or several lines) and where to change it ("" = not changeable)."""

    question: str
    answer: str | Sequence[str]
    change_url: str = ""

    @property
    def lines(self) -> list[str]:
        several = [self.answer] if isinstance(self.answer, str) else self.answer
        return [line for line in several if line]


@dataclass(frozen=True)
class Need:
    """A paper to bring or one that the city has already; tag and tone say which."""

    name: str
    words: str = ""
    tag: str = ""
    tone: Literal["", "ok", "warn", "bad", "main"] = ""
    icon: str = "file-text"


@dataclass(frozen=True)
class Sheet:
    """One page of a paper as a picture; width and height in pixels keep its place while it loads."""

    url: str
    number: int
    width: int
    height: int
    words: str = ""
