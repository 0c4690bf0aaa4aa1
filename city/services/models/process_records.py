"""What officials add to a dossier on its way: what a step wrote down, and why the agency stopped. Insert-only."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from city.agencies.models import Post
from city.services.models.dossiers import Dossier
from city.services.states.dossiers import StopReason


class StepRecord(models.Model):
    """One page of the process's own form, as a step filled it in. A later row of the same page stands, the earlier ones stay."""

    personal: ClassVar = ("values",)
    retention: ClassVar = "with its dossier"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="records")
    step = models.CharField(max_length=40)
    page = models.CharField(max_length=60)
    no = models.PositiveSmallIntegerField()
    values = models.JSONField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "page", "no"], name="step_record_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.no}"


class Stop(models.Model):
    """The agency stopped (national status 8): a coded reason, its legal basis, and what the applicant can do."""

    personal: ClassVar = ("note",)
    retention: ClassVar = "with its dossier"

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="stop")
    reason = models.CharField(max_length=14, choices=StopReason)
    basis = models.CharField(_("Căn cứ"), max_length=500)
    note = models.TextField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reason}: {self.basis}"
