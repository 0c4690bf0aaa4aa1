from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from city.agencies.models import Agency, Post
from city.payments.states import ChangeKind, ChargeState, Way


class Charge(models.Model):
    """What is to be paid for something of another room (`origin`), line by line, each to its beneficiary."""

    origin_kind = models.CharField(max_length=60)
    origin_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="charges")
    reference = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=ChargeState, default=ChargeState.DUE)
    waived = models.BigIntegerField(default=0)  # đồng of its lines that the law takes off (miễn, giảm)
    counted = models.JSONField(default=list)  # as the room that asks counted it: given back to begin a correction with
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"], name="charge_once", condition=~Q(state="cancelled")
            ),
            models.CheckConstraint(name="charge_waived_not_negative", condition=Q(waived__gte=0)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def total(self) -> int:
        """What is left to pay."""
        return self.full - self.waived

    @property
    def full(self) -> int:
        """As the lines say, before anything is taken off."""
        return sum(line.amount for line in self.lines.all())


class ChargeLine(models.Model):
    """The amount is always its price times its quantity, so that a receipt can be counted again from its rows."""

    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=300)
    price = models.BigIntegerField()  # đồng for one
    quantity = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=40, blank=True)  # "trang", "bản"; none where the amount is for the whole
    amount = models.BigIntegerField()  # đồng
    beneficiary = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="line_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="line_is_price_times_quantity", condition=Q(amount=F("price") * F("quantity"))),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class ChargeChange(models.Model):
    """A charge was changed before it was paid: why, on what basis, by whom, and what had stood there. Insert-only."""

    personal: ClassVar = ("reason",)
    retention: ClassVar = "10 years, as accounting papers"

    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=7, choices=ChangeKind)
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=500, blank=True)  # legal basis of an exemption
    before = models.JSONField()  # {"waived": đồng, "lines": [[name, price, quantity, unit], …]}
    total_before = models.BigIntegerField()
    total_after = models.BigIntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="charge_waived_on_a_basis", condition=Q(kind=ChangeKind.AMENDED) | ~Q(basis="")
            ),
            models.CheckConstraint(name="charge_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.charge_id}"


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
