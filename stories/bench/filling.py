"""A large city from nothing: the demo's plays, a department's, then offices, residents and copies."""

import time
from collections.abc import Callable

from django.db import connection

from city.agencies.models import Agency
from kernel import clock
from kernel.journal import unguarded
from stories import city, demo
from stories.bench import copying, founding, patterns, places, plan, plays

Say = Callable[[str], None]


def fill(many: int, say: Say) -> None:
    """Everything that `bin/bench services` needs, with `many` dossiers beside the played ones."""
    demo.found(lambda words: None, clock.today())
    demo.tell(lambda words: None, clock.today())
    say("Demo played.")
    plays.play(_offices(), clock.today())
    say("Dossiers of a department played.")
    founding.offices()
    say(f"{founding.COMMUNES} communes, {founding.DEPARTMENTS} departments.")
    multiply(many, max(100, many // 3), say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("Statistics gathered.")


def _offices() -> dict[str, city.Office]:
    """The demo's offices, found again by their codes."""
    there = {o.code: o.pk for o in places.offices().values()}
    return {key: city.Office(Agency.objects.get(pk=there[row[4]])) for key, row in city.OFFICES.items()}


def multiply(many: int, people: int, say: Say) -> None:
    """`many` copies of all dossiers there, for `people` new residents."""
    offices, found = places.offices(), patterns.read()
    owners = [plan.Resident.of(person) for person in founding.residents(people)]
    wishes = plan.city(many, found, offices, owners)
    numbers = plan.Numbers(series())
    copies = list(plan.numbered(wishes, offices, numbers))
    began = time.monotonic()

    def tell(done: int) -> None:
        say(f"{done:,} of {many:,} dossiers, {done / (time.monotonic() - began):,.0f}/s.")

    copying.copy(copies, found, offices, tell)
    copying.clear()
    keep_series(numbers)


def series() -> dict[tuple[str, str], int]:
    """(key, period) -> the last number given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, period, last FROM numbering_series")
        return {(key, period): last for key, period, last in cursor.fetchall()}


def keep_series(numbers: plan.Numbers) -> None:
    """The city goes on counting where the copies ended."""
    rows = [(key, period, last) for (key, period), last in numbers.series.items()]
    with unguarded("a throw-away city is filled"), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO numbering_series (key, period, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (key, period) DO UPDATE SET last = excluded.last",
            rows,
        )
