"""Periodic duties of the journal."""

from kernel import jobs
from kernel.journal import sealing


@jobs.every(seconds=10)
def seal_the_journal() -> int:
    return sealing.seal()
