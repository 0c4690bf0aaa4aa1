from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    NATURAL = "natural", _("Cá nhân")
    LEGAL = "legal", _("Tổ chức")


class Assurance(models.IntegerChoices):
    """How sure we are of who signed in: NĐ 69/2024 Đ.9 knows levels 1 and 2; 0 is a paper shown at the counter or nothing."""

    NONE = 0, _("Chưa xác thực")
    ONE = 1, _("Mức 1")
    TWO = 2, _("Mức 2")
