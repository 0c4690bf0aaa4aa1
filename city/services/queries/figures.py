"""Public numbers, counted from the records themselves; each leads to what it was counted from."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from city.services.models import Dossier
from city.services.models.catalogue import Procedure
from kernel import clock
from kernel.figures import Figure

CAP = 100_000
FRESH = 60  # seconds; the front page never counts live for every visitor


@dataclass(frozen=True)
class Shown:
    label: Any
    figure: Figure
    more: Any


def public_figures() -> list[Shown]:
    """Counted at most once a minute."""
    known = cache.get("services.public_figures")
    if known is None:
        known = _count()
        cache.set("services.public_figures", known, FRESH)
    return list(known)


def _count() -> list[Shown]:
    now = clock.now()
    rows = Dossier.objects.filter(submitted_at__isnull=False)[:CAP]
    found = Dossier.objects.filter(pk__in=rows.values("pk")).aggregate(
        all=Count("pk"),
        decided=Count("pk", filter=Q(decided_at__isnull=False)),
        on_time=Count(
            "pk", filter=Q(decided_at__lte=F("first_due_at")) | Q(decided_at__isnull=False, first_due_at=None)
        ),
    )
    procedures = Procedure.objects.filter(versions__state="published", group="ours").distinct().count()
    catalogue = reverse("services:procedures")
    return [
        Shown(_("Thủ tục của thành phố"), Figure(procedures, "", now, catalogue), _("Xem danh mục")),
        Shown(_("Hồ sơ đã nhận"), Figure(found["all"], "", now, reverse("services:lookup")), _("Tra cứu một hồ sơ")),
        Shown(
            _("Đã có kết quả"),
            Figure(found["decided"], "", now, reverse("documents:verify")),
            _("Kiểm tra một kết quả"),
        ),
        Shown(
            _("Trong đó đúng hoặc trước hẹn"), Figure(found["on_time"], "", now, reverse("portal:help")), _("Cách tính")
        ),
    ]
