"""A calendar belongs to whoever keeps it: hours are dated, days off and days worked instead are rows with their source."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Calendar(models.Model):
    """`version` grows with every change of its rows, so that nobody counts with an old one."""

    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Hours(models.Model):
    """One stretch of work on a weekday (0 = Monday), in minutes after midnight."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="hours_once",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    ("opens", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="hours_forward", condition=models.Q(opens__lt=models.F("closes"), closes__lte=1440, weekday__lte=6)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class Day(models.Model):
    """A day that is not what its weekday says: a holiday, a compensatory day, or a Saturday worked instead."""

    class Kind(models.TextChoices):
        OFF = "off"
        WORK = "work"

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    source = models.CharField(max_length=200)  # the decision or article; "dự tính" until there is one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="day_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.name}"
