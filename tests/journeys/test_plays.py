"""The five plays, told twice: by actions, and before screens. What is left in the database is the same to the minute.

Residents sit at telephones and officials at desks; under bin/test --full also the other way round."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from kernel import clock
from stories.cast import Acting
from stories.plays import PLAYS
from stories.script import Play
from tests.journeys.cast import Sitting
from tests.journeys.conftest import DESK, PHONE, aside
from tests.journeys.stage import Stage
from tests.journeys.telling import told

pytestmark = pytest.mark.journey
WIDTHS = [
    pytest.param(PHONE, DESK, id="telephone and desk"),
    pytest.param(DESK, PHONE, id="the other way round", marks=pytest.mark.slow),
]


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage().set_up() as found:
        yield found


@pytest.mark.parametrize(("residents", "officials"), WIDTHS)
@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.__name__)
def test_the_tale_is_the_same(
    play: Play, residents: int, officials: int, founded: Callable[[], None], seat: Callable[..., Page], stage: Stage
) -> None:
    today = clock.today()
    founded()
    acted = aside(lambda: told(play(Acting(), today)))
    founded()
    sat = told(play(Sitting(seat, stage, residents=residents, officials=officials), today))
    assert sat == acted
