from django.db import models

from kernel.limits.words import digest


class Spent(models.Model):
    """What was spent of a rate: `until` is when all of it has come back. Unlogged: a crash forgives, and costs nothing."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} until {self.until}"


class Failed(models.Model):
    """Guesses in a row that were wrong, or are under way; the next is looked at from `free_at` on. Unlogged as well."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.IntegerField()
    free_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} failed {self.times} times"


def key_of(*parts: object) -> str:
    """The keyed digest under which something is counted; without the city's secret it tells nobody's name or address."""
    return digest("\x1f".join(str(part) for part in parts))
