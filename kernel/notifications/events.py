from dataclasses import dataclass

from kernel.journal import Fact


@dataclass(frozen=True)
class MessageLetGoAgain(Fact):
    """An official asked for another attempt; `message` is the row that is sent."""

    message: int
