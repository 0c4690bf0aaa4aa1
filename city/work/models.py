from django.db import models
from django.db.models import F, Q


class Item(models.Model):
    """`holder` is a principal: a post (one person's work) or a unit (whoever is free claims it)."""

    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    code = models.CharField(max_length=60)  # the step or duty: "examine", "sign"
    round = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    lead = models.BooleanField(default=True)
    holder = models.BigIntegerField()
    label = models.CharField(max_length=250)  # the step's name, as the process of that day calls it
    title = models.CharField(max_length=400)  # what it is about, without personal data: the procedure's name
    reference = models.CharField(max_length=60, blank=True)  # the dossier code, the document number
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_kind", "about_id", "code", "round", "holder"], name="item_once")
        ]
        indexes = [
            models.Index(
                F("holder"),
                F("due_at").asc(nulls_last=True),
                F("id"),
                name="item_inbox_ix",
                condition=Q(closed_at=None),
            ),
            models.Index(
                fields=["holder", "-closed_at", "-id"], name="item_done_ix", condition=Q(closed_at__isnull=False)
            ),
            models.Index(fields=["about_kind", "about_id"], name="item_about_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.about_kind}:{self.about_id}"
