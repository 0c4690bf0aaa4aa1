"""The demo's ordinary days are told to their end: what lies where afterwards."""

from collections.abc import Callable

import pytest
from django.db.models import Count

from city.services.models import Dossier
from city.work.models import Item
from kernel import clock
from kernel.journal.models import Delivery
from stories import demo
from stories.everyday import DONE, EXAMINED, NEW, TO_SIGN, ordinary_days


@pytest.mark.slow
def test_ordinary_days_leave_full_desks(founded: Callable[[], None]) -> None:
    founded()
    demo.tell(lambda words: None, clock.today(), ordinary_days)
    phases = dict(Dossier.objects.values_list("phase").annotate(Count("pk")))
    assert phases == {
        "returned": len(DONE),
        "processing": len(TO_SIGN),
        "accepted": len(EXAMINED),
        "submitted": len(NEW),
    }
    assert Item.objects.filter(closed_at=None).count() == len(TO_SIGN) + len(EXAMINED) + len(NEW)
    assert Delivery.objects.exclude(state="done").count() == 0
