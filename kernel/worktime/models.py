"""A calendar belongs to whoever keeps it: hours are dated, days off and days worked instead are rows with their source."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Calendar(models.Model):
    """`version` is renewed by the database with every change of its rows, so that nobody counts with old ones."""

    name = models.CharField(max_length=120)
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return self.name


class Hours(models.Model):
    """One stretch of work on a weekday (0 = Monday), in minutes after midnight. `counts` is False for hours of duty, such
    as a Saturday morning for receiving dossiers, that make no working day of it."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    counts = models.BooleanField(default=True)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="hours_once",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (Func(F("opens"), F("closes"), function="int4range", output_field=IntegerRangeField()), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="hours_forward", condition=Q(opens__lt=F("closes"), closes__lt=1440, weekday__lte=6)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class Day(models.Model):
    """A day that is not what its weekday says: a day off, or a day worked instead of another, with the hours of the
    weekday `like` (Friday's where it names none)."""

    class Kind(models.TextChoices):
        OFF = "off"
        WORK = "work"

    class Cause(models.TextChoices):
        HOLIDAY = "holiday"
        IN_LIEU = "in_lieu"  # a holiday fell on a day off: the next working day instead (Labour Code Đ.111.3)
        SWAPPED = "swapped"  # off here, worked there, by a yearly announcement

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=4, choices=Kind)
    cause = models.CharField(max_length=8, choices=Cause, default=Cause.HOLIDAY)
    like = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    source = models.CharField(max_length=200)  # the decision or article
    estimate = models.BooleanField(default=False)  # until the yearly announcement settles it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "on"], name="day_once"),
            models.CheckConstraint(name="day_like_a_weekday", condition=Q(like=None) | Q(like__lte=6, kind="work")),
            models.CheckConstraint(name="day_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.name}"
