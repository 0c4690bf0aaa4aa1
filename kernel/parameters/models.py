from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Parameter(models.Model):
    code = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="parameter_once", expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)]
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value} {self.unit}"
