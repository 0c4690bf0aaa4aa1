from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q


class Parameter(models.Model):
    """One legal number for the days of `valid`. A row without a value says that the law of those days sets no limit, which
    is something else than no row."""

    code = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="parameter_once", expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)]
            ),
            models.CheckConstraint(name="parameter_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {'no limit' if self.value is None else self.value} {self.unit}"
