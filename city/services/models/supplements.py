"""What an applicant is asked to give anew, and by when."""

from django.db import models

from city.documents.models import Document
from city.services.models.catalogue import Paper
from city.services.models.dossiers import Dossier, DossierPaper
from city.services.states.dossiers import Reason


class Supplement(models.Model):
    """One consolidated request; the law of the day says how many there may be (parameter supplement.rounds). `explains`: the
    applicant is asked to explain what he sent; the term runs on afterwards, and the round is not counted."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplements")
    round = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    give_by = models.DateTimeField(null=True)  # the end of the day the officer named; nobody has to name one
    given_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    explains = models.BooleanField(default=False)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "round"], name="supplement_round_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} round {self.round}"


class SupplementLine(models.Model):
    """One paper or one answer to mend: only these reopen."""

    supplement = models.ForeignKey(Supplement, on_delete=models.CASCADE, related_name="lines")
    paper = models.ForeignKey(DossierPaper, null=True, on_delete=models.PROTECT, related_name="+")
    wanted = models.ForeignKey(
        Paper, null=True, on_delete=models.PROTECT, related_name="+"
    )  # a paper of the sheet that is missing
    field = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=14, choices=Reason)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.reason} {self.field or self.paper_id or self.wanted_id}"
