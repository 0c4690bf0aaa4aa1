from django.db import models
from django.utils.translation import gettext_lazy as _


class ChargeState(models.TextChoices):
    DUE = "due", _("Chưa nộp")
    PAID = "paid", _("Đã nộp")
    CANCELLED = "cancelled", _("Đã hủy")


class Way(models.TextChoices):
    CASH = "cash", _("Tiền mặt")
