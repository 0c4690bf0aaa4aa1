"""What a gateway must be able to do to carry letters."""

import datetime
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """`key` names the letter for good: the same letter carried twice has the same key."""

    key: str
    to: str
    subject: str
    body: str
    written_at: datetime.datetime


class Carrier(Protocol):
    def carry(self, letter: Letter) -> None:
        """Hand the letter on. Undeliverable: never again. Blocked: no letter at all for now. Any other exception: later."""


class Undeliverable(Exception):
    """No further attempt can help (the address is none); says why, without the address."""


class Blocked(Exception):
    """The way itself is closed (no answer, no connection): the next letter would fare no better."""
