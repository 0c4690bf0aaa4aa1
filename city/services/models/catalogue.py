"""The catalogue of procedures. A published version never changes (migration 0002); a change of the sheet is a new version."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from city.agencies.models import Agency
from city.services.states.catalogue import (
    Audience,
    Currency,
    Doubt,
    Group,
    GroupReason,
    Level,
    OnlineLevel,
    Provenance,
    QuarantineReason,
    Unit,
    VersionState,
)
from city.services.states.dossiers import Channel
from city.services.states.online import SCHEMES


class Field(models.Model):
    """A field of administration (lĩnh vực) of one ministry. Code: the ministry's and a short digest of the name, until the
    national list of codes is at hand (TT 01/2018 Đ.20 gives G15-HT02)."""

    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=250)
    ministry = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "ministry"], name="field_once"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="field_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """`national_code` 1.001193 · `owner_code` H13 where a province added its own · `raw_code` as it came (facts.md §1.2)."""

    Group = Group

    national_code = models.CharField(max_length=20, unique=True)
    owner_code = models.CharField(max_length=20, blank=True)
    raw_code = models.CharField(max_length=60)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    group = models.CharField(max_length=12, choices=Group, default=Group.OURS)
    group_reason = models.CharField(max_length=20, choices=GroupReason, blank=True)

    class Meta:
        indexes = [models.Index(fields=["group", "field"], name="procedure_group_ix")]

    def __str__(self) -> str:
        return self.national_code


class ProcedureVersion(models.Model):
    """`state` starts as draft in the import, for a published one takes no more children."""

    State = VersionState

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.PUBLISHED)
    name = models.TextField()  # official names run to 1.094 characters
    folded = models.TextField(blank=True)  # what the search reads: lower case, no accents, everyday words added
    levels = ArrayField(models.CharField(max_length=10, choices=Level), default=list)
    audience = ArrayField(models.CharField(max_length=12, choices=Audience), default=list)
    decision = models.CharField(max_length=250, blank=True)  # that published it
    agency_text = models.TextField(blank=True)  # who decides, in the sheet's words
    legal = models.JSONField(default=list)  # ["15/2015/TT-BTP", …]
    results = models.JSONField(default=list)  # [{name, code}]
    findings = models.JSONField(default=list)  # [{code, place, done}]
    sheet = models.JSONField(default=dict)  # as it came
    sheet_sha = models.CharField(max_length=64, blank=True)  # of the sheet and of the reader's edition
    valid = DateRangeField()
    form = models.ForeignKey("services.Definition", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey(
        "services.Definition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "no"], name="version_no_once"),
            ExclusionConstraint(
                name="version_published_once",
                expressions=[("procedure", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(state=VersionState.PUBLISHED),
            ),
        ]
        indexes = [
            GinIndex(fields=["folded"], name="version_folded_ix", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["state", "name"], name="version_state_ix"),
        ]

    def __str__(self) -> str:
        return self.name


class CatalogueStamp(models.Model):
    """Two rows, each with a token that a trigger renews with every change: of procedures and their versions (migration 0007), of offers
    (0017). Who keeps the catalogue in memory asks here whether it is still the same."""

    VERSIONS, OFFERS = 1, 2  # keys of the rows

    token = models.UUIDField()

    def __str__(self) -> str:
        return str(self.token)


class Case(models.Model):
    """A situation of the applicant with its own papers, term or fee (trường hợp)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="cases")
    no = models.PositiveSmallIntegerField()
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "no"], name="case_no_once")]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """One paper to hand in. `case` null: asked in every case. `needed` false: only where it applies."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="papers")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    no = models.PositiveSmallIntegerField()
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    form_name = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    needed = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "no"], name="paper_no_once")]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A time limit. No amount and no unit: the sheet says it only in words (`raw`), or not at all."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="terms")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="terms")
    channel = models.CharField(max_length=8, choices=Channel, null=True, blank=True)
    amount = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=12, choices=Unit, null=True, blank=True)
    raw = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="term_amount_has_unit",
                condition=Q(amount__isnull=True, unit__isnull=True) | Q(amount__gt=0, unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}" if self.amount else self.raw


class Fee(models.Model):
    """A fee. `amount` null: charged, but the sheet says it only in words (`raw`). 0: free. `doubt`: what the sheet says cannot be."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="fees")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="fees")
    channel = models.CharField(max_length=8, choices=Channel, null=True, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.VND)
    doubt = models.CharField(max_length=6, choices=Doubt, blank=True)
    raw = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.raw or str(self.amount)


def _of_its_time() -> Q:
    """An offer's level is one of the scheme that holds on all its days."""
    found = Q()
    for scheme in SCHEMES:
        days = DateRange(scheme.since, scheme.until)
        found |= Q(level__in=[str(level) for level in scheme.levels], valid__contained_by=days)
    return found


class Offer(models.Model):
    """An agency's offer of a procedure, and how far it goes online, for a time."""

    Level = OnlineLevel

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offers")
    level = models.CharField(max_length=12, choices=OnlineLevel)
    reason = models.CharField(max_length=500, blank=True)  # why only partial (NĐ 224/2026 Đ.14)
    provenance = models.CharField(max_length=8, choices=Provenance)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="offer_once",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="offer_level_of_its_time", condition=_of_its_time()),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} at {self.agency_id}: {self.level}"


class Quarantine(models.Model):
    """A row of the source that could not be published, and why. One per code and reason, with the time it was first seen so."""

    retention: ClassVar = "until the source is mended"

    code = models.CharField(max_length=60)
    reason = models.CharField(max_length=12, choices=QuarantineReason)
    detail = models.TextField(blank=True)
    sheet = models.JSONField(default=dict)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "reason"], name="quarantine_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
