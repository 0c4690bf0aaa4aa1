"""Guesses at a secret: the first few are free, then each failure makes the next wait twice as long, up to a few minutes.

Three counts: this account from this network, this account from anywhere, this network at any account. The second and third
could be driven up by others, so they do not hold up a browser that is known to the account; the first nobody else can
touch. A guess is charged before it is looked at, so a hundred at once are not free either.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F

from kernel import clock
from kernel.limits.models import Failed, key_of
from kernel.limits.words import TooOften

FORGET = datetime.timedelta(hours=1)  # without a failure; then counting starts anew
_CHARGE = """
INSERT INTO limits_failed AS f (key, times, free_at, last_at) VALUES (%(key)s, 1, %(now)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN f.last_at < %(forgotten)s THEN 1 ELSE f.times + 1 END,
    free_at = CASE WHEN f.last_at < %(forgotten)s OR f.times + 1 < %(free)s THEN %(now)s
        ELSE %(now)s + least(%(most)s, %(first)s * power(2, least(f.times + 1 - %(free)s, 30))) * interval '1 second' END,
    last_at = %(now)s
WHERE f.free_at <= %(now)s OR f.last_at < %(forgotten)s
RETURNING times
"""


@dataclass(frozen=True)
class Patience:
    """`free` failures cost nothing; the wait then begins with `first` seconds, doubles, and ends at `most`."""

    free: int
    first: int
    most: int


PAIR, ACCOUNT, NETWORK = Patience(5, 10, 900), Patience(20, 5, 300), Patience(100, 2, 60)


@dataclass
class Trial:
    """One guess, already charged."""

    keys: list[str] = field(default_factory=list)

    def succeeded(self) -> None:
        """It was right: this account from this network is at peace, the wider counts get their charge back."""
        Failed.objects.filter(pk=self.keys[0]).delete()
        Failed.objects.filter(pk__in=self.keys[1:], times__gt=0).update(times=F("times") - 1, free_at=clock.now())


@contextmanager
def attempt(what: str, account: str, *, network: str, known: bool = False) -> Iterator[Trial]:
    """Charge a guess at `account`'s secret, or raise TooOften without looking at it. Say trial.succeeded() when it was right."""
    counts: list[tuple[tuple[str, ...], Patience]] = [((what, "pair", account, network), PAIR)]
    if not known:
        counts += [((what, "account", account), ACCOUNT), ((what, "network", network), NETWORK)]
    trial = Trial()
    for parts, patience in counts:
        trial.keys.append(_charged(key_of(*parts), patience))
    yield trial


def _charged(key: str, patience: Patience) -> str:
    now = clock.now()
    given = {"key": key, "now": now, "forgotten": now - FORGET, **vars(patience)}
    with connection.cursor() as cursor:
        cursor.execute(_CHARGE, given)
        if cursor.fetchone():
            return key
    free_at = Failed.objects.filter(pk=key).values_list("free_at", flat=True).first() or now
    raise TooOften(free_at - now)
