"""When the way out is closed the rest of the city goes on, and no letter is lost, tried for ever or kept for ever."""

import datetime

import pytest
from django.db import transaction

from kernel import clock, notifications
from kernel.notifications import retention, sending
from kernel.notifications.models import Message
from kernel.notifications.ports import Blocked, Letter, Undeliverable

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=clock.ZONE)


class Carrier:
    def __init__(self) -> None:
        self.fails: Exception | None = None
        self.asked: list[str] = []

    def carry(self, letter: Letter) -> None:
        self.asked.append(letter.to)
        if self.fails:
            raise self.fails


@pytest.fixture(autouse=True)
def carrier(settings, tmp_path):
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "plain.txt").write_text("Một dòng\nHai dòng")
    settings.TEMPLATES = [dict(settings.TEMPLATES[0], DIRS=[tmp_path])]
    ours = Carrier()
    before = notifications.use("email", ours)
    yield ours
    notifications.use("email", before)


def letters(number: int) -> list[Message]:
    with transaction.atomic():
        return [
            notifications.notify(
                address=f"n{n}@example.vn", channel="email", template="plain", facts={}, dedupe_key=f"k{n}"
            )
            for n in range(number)
        ]


def states() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("state", "attempts"))


def test_a_closed_way_is_tried_by_one_letter_and_the_others_keep_their_attempts(carrier, monkeypatch):
    letters(3)
    carrier.fails = Blocked("no answer")
    assert (notifications.send_due(), notifications.send_due()) == (1, 0)  # the worker turns to its other work
    assert states() == [("failed", 1), ("waiting", 0), ("waiting", 0)]
    carrier.fails = None
    assert notifications.send_due() == 0
    monkeypatch.setattr(sending, "REST", 0)
    assert notifications.send_due() == 2
    assert states() == [("failed", 1), ("sent", 1), ("sent", 1)]


@pytest.mark.parametrize("error", [Undeliverable("none"), OSError("one full box")])
def test_a_letter_that_fails_for_itself_holds_nobody_up(carrier, error):
    letters(3)
    carrier.fails = error
    assert notifications.send_due() == 3


def test_a_new_carrier_is_tried_at_once(carrier):
    letters(2)
    carrier.fails = Blocked("no answer")
    notifications.send_due()
    carrier.fails = None
    notifications.use("email", carrier)
    assert notifications.send_due() == 1


def test_a_letter_whose_workers_die_comes_to_a_person():
    with clock.at(START):
        letters(1)
    for death in range(sending.ATTEMPTS):
        with clock.at(START + death * sending.LEASE):
            assert sending._leased() is not None  # and the process dies here
    with clock.at(START + sending.ATTEMPTS * sending.LEASE):
        assert notifications.send_due() == 0
    assert states() == [("dead", sending.ATTEMPTS)]


def test_a_letter_that_never_arrived_is_forgotten_too(carrier):
    with clock.at(START):
        letters(2)
        carrier.fails = Undeliverable("none")
        notifications.send_due()
    with clock.at(START + datetime.timedelta(days=364)):
        assert retention.forget_old() == 0
    with clock.at(START + datetime.timedelta(days=366)):
        assert (retention.forget_old(), Message.objects.count()) == (2, 0)
