from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    OFFICE = "office", _("Cơ quan")
    DIVISION = "division", _("Đơn vị trong cơ quan")


class Level(models.TextChoices):
    """Not hard-wired anywhere: districts came and went (until 30/6/2025)."""

    CITY = "city", _("Cấp thành phố")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


class Share(models.TextChoices):
    ALL = "all", _("Toàn bộ")
    PART = "part", _("Một phần")
