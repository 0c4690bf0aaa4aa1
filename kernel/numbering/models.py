from django.db import models


class Series(models.Model):
    """The last number given in a series and period."""

    key = models.CharField(max_length=120)
    period = models.CharField(max_length=10)
    last = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "period"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.period}: {self.last}"
