"""`bin/bench services`: the pages one after the other, a line each."""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client

from stories.bench import plans
from stories.bench.pages import Page
from stories.bench.probe import Cost, measure, watching

ALLOWED = (200, 302)


@dataclass(frozen=True)
class Line:
    """What one page costs, and how its statements are answered."""

    name: str
    goal: int | None
    cost: Cost
    readings: list[plans.Reading]

    @property
    def scans(self) -> list[str]:
        return sorted({table for reading in self.readings for table in reading.scans})

    @property
    def rows(self) -> int:
        return max((r.rows for r in self.readings), default=0)


class Browsers:
    """One signed-in client a person, as long as the bench runs."""

    def __init__(self) -> None:
        self._known: dict[str, Client] = {}

    def of(self, username: str) -> Client:
        if username not in self._known:
            client = Client()
            if username:
                client.force_login(
                    get_user_model().objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
                )
            self._known[username] = client
        return self._known[username]


def line_of(page: Page, browsers: Browsers, times: int, *, seed: int = 3) -> Line:
    """`times` requests of the page, and the plans of one."""
    dice = random.Random(seed)
    asked = [page.ask(dice) for _ in range(times + 5)]
    for username, _address in asked:
        browsers.of(username)
    left = iter(asked)
    cost = measure(lambda: get(browsers, *next(left)), times)
    with watching() as watch:
        get(browsers, *asked[-1])
    return Line(page.name, page.goal, cost, plans.of(watch.statements))


_callers = itertools.count(1)


def caller() -> str:
    """Another address for each request: what a city asks of us is not one network's asking (kernel.limits)."""
    no = next(_callers)
    return f"10.{no >> 16 & 255}.{no >> 8 & 255}.{no & 255}"


def get(browsers: Browsers, username: str, address: str) -> None:
    response = browsers.of(username).get(address, REMOTE_ADDR=caller())
    if response.status_code not in ALLOWED:
        raise RuntimeError(f"{address} answered {response.status_code} to {username or 'a stranger'}")


def lines(pages: Iterator[Page], browsers: Browsers, times: int, say: Callable[[Line], None]) -> list[Line]:
    """One after the other; `say` is told each at once."""
    found = []
    for page in pages:
        found.append(line_of(page, browsers, times))
        say(found[-1])
    return found
