from django.db import models
from django.utils.translation import gettext_lazy as _


class ChargeState(models.TextChoices):
    DUE = "due", _("Chưa nộp")
    PAID = "paid", _("Đã nộp")
    CANCELLED = "cancelled", _("Đã hủy")
    WAIVED = "waived", _("Được miễn")


class ChangeKind(models.TextChoices):
    """How a charge was changed before it was paid."""

    AMENDED = "amended", _("Sửa khoản phải nộp")
    WAIVED = "waived", _("Miễn, giảm theo quy định")


class Way(models.TextChoices):
    CASH = "cash", _("Tiền mặt")
