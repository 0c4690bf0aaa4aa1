"""Counting: what is free, what waits, who waits, and for how long, by the settable clock."""

import datetime

import pytest

from kernel import clock
from kernel.limits import Rate, TooOften, attempt, network_of
from kernel.limits.jobs import forget
from kernel.limits.models import Failed, Spent, key_of

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
HOME, AWAY = "203.0.113.7", "198.51.100.9"


def at(seconds: float):  # type: ignore[no-untyped-def]
    return clock.at(START + datetime.timedelta(seconds=seconds))


def guess(moment: float, *, account: str = "an", network: str = AWAY, right: bool = False, known: bool = False) -> int:
    """Seconds to wait; 0 for a guess that was looked at."""
    with at(moment):
        try:
            with attempt("sign-in", account, network=network, known=known) as trial:
                if right:
                    trial.succeeded()
        except TooOften as refused:
            return refused.seconds
    return 0


def test_a_rate_comes_back_evenly() -> None:
    asks, answers = Rate("lookup", times=3, seconds=60), []
    for moment in (0, 0, 0, 0, 19, 20, 20, 100, 100, 100, 100):
        with at(moment):
            try:
                asks.take(HOME)
                answers.append(0)
            except TooOften as refused:
                answers.append(refused.seconds)
    assert answers == [0, 0, 0, 20, 1, 0, 20, 0, 0, 0, 20]


def test_rates_of_two_networks_and_two_things_are_apart() -> None:
    with at(0):
        Rate("lookup", times=1, seconds=60).take(HOME)
        Rate("lookup", times=1, seconds=60).take(AWAY)
        Rate("verify", times=1, seconds=60).take(HOME)
        with pytest.raises(TooOften, match=r"Hãy thử lại sau 60 giây\."):
            Rate("lookup", times=1, seconds=60).take(HOME)


def test_five_guesses_are_free_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [guess(0) for _ in range(6)] == [0, 0, 0, 0, 0, 10]
    waits, moment = [], 0.0
    for _ in range(9):
        moment += guess(moment)
        assert guess(moment) == 0
        waits.append(guess(moment))
    assert waits == [20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_success_is_peace_and_an_hour_forgets() -> None:
    for _ in range(4):
        guess(0)
    assert guess(0, right=True) == 0
    assert [guess(1) for _ in range(6)] == [0, 0, 0, 0, 0, 10]
    assert [guess(1 + 3601) for _ in range(6)] == [0, 0, 0, 0, 0, 10]


def test_another_network_is_not_held_up_by_whoever_guesses() -> None:
    assert [guess(0, network=AWAY) for _ in range(7)][-1] == 10
    assert guess(0, network=HOME, right=True) == 0


def test_guesses_from_everywhere_hold_up_strangers_but_no_known_browser() -> None:
    spread = [guess(0, network=f"192.0.2.{n}") for n in range(21)]
    assert spread == [0] * 20 + [5]
    assert guess(0, network=HOME) == 5
    assert guess(0, network=HOME, known=True, right=True) == 0
    assert guess(5, network=HOME) == 0


def test_one_network_cannot_try_every_account() -> None:
    tried = [guess(0, account=f"user{n}") for n in range(101)]
    assert tried == [0] * 100 + [2]
    assert guess(0, account="user200", known=True) == 0


def test_what_is_refused_makes_nothing_worse() -> None:
    for _ in range(50):
        guess(0)
    assert guess(0) == 10
    assert Failed.objects.get(pk=key_of("sign-in", "pair", "an", AWAY)).times == 5


def test_rows_name_nobody_and_are_forgotten() -> None:
    guess(0)
    with at(0):
        Rate("lookup", times=3, seconds=60).take(HOME)
    assert {len(key) for key in Failed.objects.values_list("key", flat=True)} == {64}
    with at(59):
        assert forget() == 1
    with at(3601):
        assert forget() == 3
    assert (Failed.objects.count(), Spent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("proxies", "peer", "heard", "expected"),
    [
        (0, HOME, "", HOME),
        (0, HOME, "1.2.3.4", HOME),  # nobody of ours wrote that
        (1, "10.0.0.1", f"1.2.3.4, {HOME}", HOME),  # the client wrote the first
        (1, "10.0.0.1", "", "10.0.0.1"),
        (2, "10.0.0.1", f"6.6.6.6, {HOME}, 10.0.0.2", HOME),
        (2, "10.0.0.1", HOME, "10.0.0.1"),  # one proxy went around the other: what it says is not believed
        (1, "10.0.0.1", "nonsense", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "2001:db8:1:2::9", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.7", "", HOME),
        (0, "", "", "unknown"),
    ],
)
def test_who_asks(proxies: int, peer: str, heard: str, expected: str, settings) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = proxies
    assert network_of({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": heard}) == expected
