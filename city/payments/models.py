from typing import ClassVar

from django.db import models
from django.db.models import Q

from city.agencies.models import Agency, Post
from city.payments.states import ChargeState, Way


class Charge(models.Model):
    """What is to be paid for something of another room (`origin`), line by line, each to its beneficiary."""

    origin_kind = models.CharField(max_length=60)
    origin_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="charges")
    reference = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=ChargeState, default=ChargeState.DUE)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"], name="charge_once", condition=~Q(state="cancelled")
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines.all())


class ChargeLine(models.Model):
    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=300)
    amount = models.BigIntegerField()  # đồng
    beneficiary = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="line_positive", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class Receipt(models.Model):
    """Money taken. Its number has no gaps within a book (TT 303/2016/TT-BTC: biên lai thu phí, lệ phí)."""

    personal: ClassVar = ("payer",)
    retention: ClassVar = "10 years, as accounting papers"

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="receipt")
    book = models.CharField(max_length=40)  # agency and year
    number = models.PositiveIntegerField()
    way = models.CharField(max_length=8, choices=Way)
    payer = models.CharField(max_length=200)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=200)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="receipt_number_once")]

    def __str__(self) -> str:
        return f"{self.number:07d}"
