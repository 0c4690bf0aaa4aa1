"""The demo's ordinary days are told to their end: what lies where afterwards."""

import datetime
from collections.abc import Callable
from unittest.mock import MagicMock

import pytest
from django.db.models import Count

from city.services.models import Dossier
from city.work.models import Item
from kernel import clock
from kernel.journal.models import Delivery
from stories import demo
from stories.everyday import DONE, EXAMINED, NEW, TO_SIGN, ordinary_days
from stories.plays import PLAYS
from stories.script import Cast, day


@pytest.mark.parametrize("weekday", range(7))
def test_nothing_is_decided_before_it_was_handed_in(weekday: int) -> None:
    """Whatever day of the week the demo is played on: what was told went back to Friday while the filing was on Friday too."""
    today = datetime.date(2026, 11, 23) + datetime.timedelta(days=weekday)
    cast = MagicMock()
    ordinary_days(cast, today)
    told = [call.args[0] for call in cast.at.call_args_list]
    counts = [5] * len(DONE) + [3] * len(TO_SIGN) + [2] * len(EXAMINED) + [1] * len(NEW)
    assert len(told) == sum(counts)
    for requested, count in zip((*DONE, *TO_SIGN, *EXAMINED, *NEW), counts, strict=True):
        mine, told = told[:count], told[count:]
        assert mine == sorted(set(mine)), (requested.username, mine)
        assert day(today, requested.days).date() == mine[0].date()
        assert mine[-1].date() <= today


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("play", PLAYS)
def test_a_play_goes_forward(play: Callable[[Cast, datetime.date], str], weekday: int) -> None:
    cast, today = MagicMock(), datetime.date(2026, 11, 23) + datetime.timedelta(days=weekday)
    play(cast, today)
    told = [call.args[0] for call in cast.at.call_args_list]
    assert told == sorted(set(told))
    assert told[-1].date() <= today


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
