from dataclasses import dataclass

from kernel.journal import Fact


@dataclass(frozen=True)
class FilesForgotten(Fact):
    """Nothing referred to them any more. Their names are not told: a name is a digest of what somebody sent."""

    count: int
