"""Who signs in which capacity, and where on the page it shows."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PERSON = "person", _("Người ký")
    SEAL = "seal", _("Cơ quan")


@dataclass(frozen=True)
class Place:
    """A box on a page: `page` counted from 0, the rest in points (1/72 inch) from the page's lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        return (round(self.x), round(self.y), round(self.x + self.width), round(self.y + self.height))


FIELDS = {Role.PERSON: "Chu_ky_nguoi_co_tham_quyen", Role.SEAL: "Chu_ky_co_quan"}
