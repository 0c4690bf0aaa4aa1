"""A dossier and its history. Everything that happens adds a row; only phase, step, holder and dates of the dossier itself change."""

import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person
from city.agencies.models import Agency, Post
from city.documents.models import Document
from city.services.models.catalogue import Case, Paper, ProcedureVersion
from city.services.models.definitions import Definition
from city.services.states.dossiers import (
    MOVES,
    UNCODED,
    Authenticity,
    Channel,
    DueCause,
    Outcome,
    Phase,
    Reason,
    Role,
    SpanKind,
    Verb,
    Verdict,
)
from kernel.access.readers import Reader
from kernel.errors import WrongMove
from kernel.files.models import Blob


class Dossier(models.Model):
    personal: ClassVar = ("answers", "draft", "corrections")
    retention: ClassVar = (
        "by the agency's list of files (NĐ 30/2020 Đ.28); drafts as long as parameter draft.keep says (services.jobs)"
    )

    submission = models.CharField(max_length=16, unique=True)  # what the applicant holds before there is a code
    code = models.CharField(max_length=40, null=True, unique=True)  # given at acceptance; opaque
    idempotency = models.CharField(
        max_length=64, unique=True
    )  # one per check-your-answers page: a double click submits once
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="dossiers")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT)
    form = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    process = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="dossiers")  # decides
    received_by = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="received_dossiers"
    )  # took it in
    other_agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the second one, while it is asked
    filed_by = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+"
    )  # a clerk filed for the person
    origin_system = models.CharField(max_length=20, default="motcua")
    external_id = models.CharField(max_length=80, null=True)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.DRAFT)
    step = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=0)  # grows with each act: a stale page is told so
    answers = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)  # kernel.forms.walk.Draft while it is written; empty afterwards
    corrections = models.JSONField(default=list)
    # [{at, old, new, and by and reason, or round}]: mistakes an official mended, and answers given anew in a supplement
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(
        null=True
    )  # never overwritten: shown beside the one that holds (engine.punctuality)
    holder_name = models.CharField(
        max_length=250, blank=True
    )  # who has it now, as shown to the owner: agency or division
    proposal = models.CharField(max_length=8, choices=Outcome, blank=True)
    refusal_reasons = ArrayField(models.CharField(max_length=14, choices=Reason), default=list)  # of the proposal
    opinion = models.TextField(blank=True)  # the examiner's opinion that goes to the leader

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin_system", "external_id"], name="dossier_origin_once"),
            models.CheckConstraint(
                name="dossier_code_at_acceptance", condition=Q(code__isnull=False) | Q(phase__in=sorted(UNCODED))
            ),
            models.CheckConstraint(
                name="dossier_submitted", condition=Q(phase=Phase.DRAFT) | Q(submitted_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "phase", "due_at"], name="dossier_agency_ix"),
            models.Index(fields=["received_by", "accepted_at"], name="dossier_book_ix"),
            models.Index(fields=["changed_at", "id"], name="dossier_draft_ix", condition=Q(phase=Phase.DRAFT)),
            models.Index(
                fields=["agency", "submitted_at", "decided_at", "due_at"],
                name="dossier_figures_ix",
                condition=Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.submission

    @property
    def work_due_at(self) -> datetime.datetime | None:
        """By when the work must be done that has no term of its own; none once it is decided and waits for its owner."""
        return None if self.decided_at else self.due_at

    def move(self, verb: str, to: str | None = None) -> None:
        """Change the phase as the law's table allows; WrongMove says what to do otherwise."""
        self.expect(verb)
        self.phase = to or MOVES[verb][1] or self.phase
        self.revision += 1

    def expect(self, verb: str) -> None:
        """WrongMove where this is not the time: said before anything else is asked."""
        if self.phase not in MOVES[verb][0]:
            raise WrongMove(
                _("Không thể %(verb)s: hồ sơ đang ở tình trạng “%(phase)s”. Tải lại trang để xem việc mới nhất.")
                % {"verb": str(Verb(verb).label).lower(), "phase": Phase(self.phase).label}
            )


class Party(models.Model):
    """One of the four roles. `snapshot` is what was known of the person at submission."""

    personal: ClassVar = ("snapshot",)
    retention: ClassVar = "with its dossier"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "role"], name="party_role_once")]
        indexes = [models.Index(fields=["person", "role", "dossier"], name="party_person_ix")]

    def __str__(self) -> str:
        return f"{self.role} of {self.dossier_id}"


class DossierReader(Reader):
    """Born at submission; sort_at = submitted_at."""

    subject = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="readers")

    class Meta(Reader.Meta):
        pass


class DossierPaperQuerySet(models.QuerySet["DossierPaper"]):
    def sent(self) -> "DossierPaperQuerySet":
        """Without the files of a supplement that is still being gathered."""
        return self.exclude(line__isnull=False, line__supplement__given_at=None)


class DossierPaper(models.Model):
    personal: ClassVar = ("blob", "name")
    retention: ClassVar = "with its dossier"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    paper = models.ForeignKey(
        Paper, null=True, on_delete=models.PROTECT
    )  # null: one more paper than the sheet asks for
    title = models.CharField(max_length=500)
    round = models.PositiveSmallIntegerField(default=0)  # 0 at submission, n with supplement n
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT)  # null: shown on paper at the counter
    name = models.CharField(max_length=200, blank=True)  # of the file, as the person called it
    authenticity = models.CharField(max_length=12, choices=Authenticity, default=Authenticity.SCAN)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.UNSEEN)
    reason = models.CharField(max_length=14, choices=Reason, blank=True)
    note = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    line = models.ForeignKey(
        "SupplementLine", null=True, on_delete=models.PROTECT, related_name="files"
    )  # what was asked, where it was sent as a supplement
    added_at = models.DateTimeField()

    objects = DossierPaperQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="dossier_paper_ix")]

    def __str__(self) -> str:
        return self.title


class ClockSpan(models.Model):
    """When the term ran and when it did not, and why."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="spans")
    span = DateTimeRangeField()
    kind = models.CharField(max_length=5, choices=SpanKind)
    reason = models.CharField(max_length=40)  # "accepted", "supplement", "restart"

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="span_once", expressions=[("dossier", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.span}"


class Due(models.Model):
    """A due date and how it was counted. Insert-only: a new one never hides the old."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="dues")
    no = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    cause = models.CharField(max_length=9, choices=DueCause)
    explanation = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "no"], name="due_no_once")]

    def __str__(self) -> str:
        return f"{self.no}: {self.due_at}"


class StepRun(models.Model):
    """One passage through a step. Statistics read this."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="runs")
    step = models.CharField(max_length=40)
    name = models.CharField(max_length=250)
    round = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")  # who finished it
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)  # working minutes used
    outcome = models.CharField(max_length=20, blank=True)  # the verb
    comment = models.TextField(blank=True)
    file = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")  # given with the move
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "step", "round"], name="run_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended=None), name="run_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.round}"


class Decision(models.Model):
    """What was decided, and the document that says so."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    reasons = ArrayField(models.CharField(max_length=14, choices=Reason), default=list)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.document_id}"
