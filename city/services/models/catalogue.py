"""The catalogue: procedures, their frozen versions, and who offers them at what level, all dated."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from city.agencies.models import Agency


class Field(models.Model):
    """Lĩnh vực."""

    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, unique=True)
    ministry = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    class Group(models.TextChoices):
        OURS = "ours"
        MIRRORED = "mirrored"
        INFORMATION = "information"

    national_code = models.CharField(max_length=20, unique=True)
    owner_code = models.CharField(max_length=20, blank=True)
    raw_code = models.CharField(max_length=40)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    group = models.CharField(max_length=11, choices=Group, default=Group.OURS)
    group_reason = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.national_code


class ProcedureVersion(models.Model):
    """A published one changes only its state and the end of `valid` (migration 0002)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        RETIRED = "retired"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State, default=State.PUBLISHED)
    name = models.CharField(max_length=1000)
    folded = models.TextField(blank=True)
    levels = ArrayField(models.CharField(max_length=10), default=list)
    audience = ArrayField(models.CharField(max_length=80), default=list)
    decision = models.CharField(max_length=120, blank=True)
    agency_text = models.TextField(blank=True)
    legal = models.JSONField(default=list)
    results = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    form = models.ForeignKey("services.Definition", null=True, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey("services.Definition", null=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.JSONField(default=dict)
    sheet_sha = models.CharField(max_length=64, blank=True)
    valid = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "no"], name="version_no_once"),
            ExclusionConstraint(
                name="version_published_once",
                expressions=[("procedure", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(state="published"),
            ),
        ]
        indexes = [GinIndex(fields=["folded"], name="version_folded_ix", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="papers")
    no = models.PositiveSmallIntegerField()
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    form_name = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    needed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="terms")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="terms")
    channel = models.CharField(max_length=8, null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    unit = models.CharField(max_length=12, null=True)
    raw = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.raw


class Fee(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="fees")
    channel = models.CharField(max_length=8, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=0, null=True)
    raw = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.raw


class Offer(models.Model):
    """One agency offers one procedure at an online level, for a time: so "how many on 30/6/2020" has an answer."""

    class Level(models.TextChoices):
        FULL = "full"
        PARTIAL = "partial"
        INFORMATION = "information"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offers")
    level = models.CharField(max_length=11, choices=Level)
    reason = models.CharField(max_length=300, blank=True)
    provenance = models.CharField(max_length=8, choices=[("source", "source"), ("assigned", "assigned")])
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="offer_once",
                expressions=[("procedure", RangeOperators.EQUAL), ("agency", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} at {self.agency_id}"


class Quarantine(models.Model):
    """A sheet that could not be taken in, and why."""

    code = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    detail = models.TextField(blank=True)
    sheet = models.JSONField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


