"""The catalogue: procedures, their frozen versions, and who offers them at what level, all dated."""

import datetime
from decimal import Decimal
from typing import TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from city.agencies.models import Agency
from city.services.states.catalogue import (
    AgencyLevel,
    Audience,
    Group,
    GroupReason,
    OnlineLevel,
    PaperKind,
    Provenance,
    Refusal,
    Scheme,
    Unit,
    VersionState,
)
from city.services.states.dossiers import Channel
from kernel import clock

M = TypeVar("M", bound=models.Model)


class Field(models.Model):
    """Lĩnh vực."""

    code = models.CharField(max_length=20, blank=True)  # G15-HT02; the national sheets do not carry it
    name = models.CharField(max_length=300, unique=True)
    ministry = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """One procedure for ever; what it asks for is in its versions."""

    Group = Group

    national_code = models.CharField(max_length=20, unique=True)
    owner_code = models.CharField(max_length=20, blank=True)  # H13 where the city wrote its own
    raw_code = models.CharField(max_length=40)  # as the source wrote it
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    group = models.CharField(max_length=11, choices=Group, default=Group.OURS)
    group_reason = models.CharField(max_length=12, choices=GroupReason, blank=True)

    def __str__(self) -> str:
        return self.national_code


class Versions(models.QuerySet["ProcedureVersion"]):
    def published(self, day: datetime.date | None = None) -> "Versions":
        """What was in force on `day` (today): published now, or published then and retired since."""
        in_force = self.filter(valid__contains=day or clock.today())
        return in_force.exclude(state=VersionState.DRAFT)


class ProcedureVersion(models.Model):
    """A published one changes only its state and the end of `valid` (migration 0002)."""

    State = VersionState

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=VersionState, default=VersionState.PUBLISHED)
    name = models.TextField()  # the longest real one has 1.094 signs
    folded = models.TextField(blank=True)  # what search reads: engine.searching
    levels = ArrayField(models.CharField(max_length=10, choices=AgencyLevel), default=list)
    audience = ArrayField(models.CharField(max_length=12, choices=Audience), default=list)
    channels = ArrayField(models.CharField(max_length=8, choices=Channel), default=list)
    decision = models.CharField(max_length=200, blank=True)
    agency_text = models.TextField(blank=True)  # who carries it out, in the words of the sheet
    competent_text = models.TextField(blank=True)  # who decides
    legal = models.JSONField(default=list)  # numbers of documents
    results = models.JSONField(default=list)  # [{"name", "code"}], KQ.G15.000031
    notes = models.JSONField(default=list)  # guidance that stood among the papers
    findings = models.JSONField(default=list)  # [{"code", "place", "done", "detail"}], engine.sheets
    form = models.ForeignKey("services.Definition", null=True, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey("services.Definition", null=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.JSONField(default=dict)
    sheet_sha = models.CharField(max_length=64, blank=True)
    valid = DateRangeField()

    objects = Versions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "no"], name="version_no_once"),
            ExclusionConstraint(
                name="version_published_once",
                expressions=[("procedure", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(state="published"),
            ),
        ]
        indexes = [GinIndex(OpClass("folded", "gin_trgm_ops"), name="version_folded_ix")]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    no = models.PositiveSmallIntegerField()
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "no"], name="case_no_once")]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """`case` null: for all. `condition`: only those it concerns; `part`: the section of the list it stands in."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="papers")
    no = models.PositiveSmallIntegerField()
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    form_name = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=6, choices=PaperKind, default=PaperKind.SUBMIT)
    condition = models.TextField(blank=True)
    part = models.TextField(blank=True)
    note = models.TextField(blank=True)
    needed = models.BooleanField(default=True)  # False: its name or condition says "nếu có", "trường hợp…"

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="terms")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="terms")
    channel = models.CharField(max_length=8, choices=Channel, null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    unit = models.CharField(max_length=12, choices=Unit, null=True)
    raw = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="term_amount_with_unit",
                condition=Q(amount__isnull=True, unit__isnull=True) | Q(amount__gt=Decimal(0), unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.raw


class Fee(models.Model):
    """`amount` null: said in words only. `per`: what one amount is for ("trang"); "" = the dossier."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="fees")
    channel = models.CharField(max_length=8, choices=Channel, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=0, null=True)
    currency = models.CharField(max_length=3, default="VND")
    per = models.CharField(max_length=60, blank=True)
    raw = models.TextField(blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.raw


class Offers(models.QuerySet["Offer"]):
    def on(self, day: datetime.date | None = None) -> "Offers":
        """Those that hold on `day` (today)."""
        return self.filter(valid__contains=day or clock.today())


class Offer(models.Model):
    """One agency offers one procedure at an online level, for a time: so "how many on 30/6/2020" has an answer."""

    Level = OnlineLevel

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offers")
    level = models.CharField(max_length=11, choices=OnlineLevel)
    scheme = models.CharField(max_length=4, choices=Scheme, default=Scheme.ND42)
    old_level = models.PositiveSmallIntegerField(null=True)  # 1 to 4, scheme ND43 only
    reason = models.CharField(max_length=300, blank=True)  # NĐ 224/2026 Đ.14: why only partial
    provenance = models.CharField(max_length=8, choices=Provenance)
    valid = DateRangeField()

    objects = Offers.as_manager()

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
            models.CheckConstraint(
                name="offer_old_level",
                condition=Q(scheme="ND42", old_level__isnull=True) | Q(scheme="ND43", old_level__range=(1, 4)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} at {self.agency_id}"


class CatalogueImport(models.Model):
    """One run of import_procedures that changed something."""

    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    quarantined = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.at}"


class Quarantine(models.Model):
    """A row that could not be taken in, and why. `solved_at`: when a readable one with its code came."""

    code = models.CharField(max_length=40)
    reason = models.CharField(max_length=11, choices=Refusal)
    detail = models.TextField(blank=True)
    sheet = models.JSONField()
    sheet_sha = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "sheet_sha"], name="quarantine_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class EverydayWord(models.Model):
    """What people say, and what the catalogue calls it: "sổ đỏ" means "giấy chứng nhận quyền sử dụng đất"."""

    phrase = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, unique=True)
    means = models.CharField(max_length=200)  # words of the official names, or a code

    def __str__(self) -> str:
        return self.phrase
