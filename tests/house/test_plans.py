"""The shape of cost: a list reads no large table from end to end, and its statements do not grow with its rows.

The fast form of `bin/bench services` (docs/performance.md): some thousand dossiers, the same pages, the same actors."""

import random
from functools import partial
from urllib.parse import quote

import pytest
from django.db import connection

from city.accounts.models import Person
from stories.bench import filling, founding, plans, submitting
from stories.bench.pages import Page, pages
from stories.bench.people import rows
from stories.bench.probe import watching
from stories.bench.services import Browsers, get
from tests.city import City

MANY, PEOPLE = 2000, 1100
MOST = 25  # statements of a submission (issue 3)
MOST_OF_A_PAGE, CATALOGUE = 13, ("search", "all, page 1–90", "an agency's, online")
MOST_OF = {"one dossier on the desk": 33, "one dossier of mine": 18, **{f"catalogue, {one}": 6 for one in CATALOGUE}}
# Examiners see their own and their unit's work only; here nothing lies with the unit, whose name would be one statement more.
OWN = "p.title IN ('Công chức Tư pháp - Hộ tịch', 'Chuyên viên') AND NOT EXISTS (SELECT 1 FROM work_item o WHERE o.holder = 3000000000000 + p.agency_id)"
LISTS = {  # address -> (user name, number of rows it shows, title of the post: of another title one asks for other things)
    "/my/dossiers/": "SELECT u.username, count(*), '' FROM accounts_user u JOIN services_dossierreader r ON r.principal = 1000000000000 + u.person_id "
    "WHERE u.username LIKE 'resident.%' GROUP BY 1",
    "/my/notices/": "SELECT u.username, count(*), '' FROM accounts_user u JOIN notifications_message m ON m.person_id = u.person_id AND m.channel = 'inbox' "
    "WHERE u.username LIKE 'resident.%' GROUP BY 1",
    "/desk/": "SELECT u.username, count(*), p.title FROM accounts_user u JOIN agencies_appointment a ON a.user_id = u.id JOIN agencies_post p ON p.id = a.post_id "
    "JOIN work_item w ON w.holder = 2000000000000 + a.post_id AND w.closed_at IS NULL WHERE " + OWN + " GROUP BY 1, 3",
    "/desk/?show=done": "SELECT u.username, count(*), p.title FROM accounts_user u JOIN agencies_appointment a ON a.user_id = u.id JOIN agencies_post p ON p.id = a.post_id "
    "JOIN work_item w ON w.holder = 2000000000000 + a.post_id AND w.closed_at > now() - interval '7 days' WHERE " + OWN + " GROUP BY 1, 3",
}  # fmt: skip


def _asked_for() -> list[Page]:
    """Where is my dossier? By words of a name, telephone, number: of the official who may read the most."""
    most = (
        "SELECT u.username, count(*) FROM accounts_user u JOIN agencies_appointment a ON a.user_id = u.id JOIN agencies_post p ON p.id = a.post_id "
        "JOIN services_dossierreader r ON r.principal IN (2000000000000 + p.id, 3000000000000 + p.agency_id, 4000000000000 + p.agency_id) GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    username = str(rows(most)[0][0])
    number = next(one.number for one in Person.objects.filter(number_index__isnull=False) if len(one.number) == 12)
    asked = {"name": "tran thi", "telephone": "0903 000 118", "number": number, "code": "H13.12 261124 0001"}
    return [Page(f"find by {by}", None, partial(_ask, username, text)) for by, text in asked.items()]


def _ask(username: str, text: str, _dice: random.Random) -> tuple[str, str]:
    return username, f"/desk/dossiers/?q={quote(text)}"


@pytest.fixture
def filled(city: City) -> Browsers:
    founding.offices(communes=20, departments=3)
    filling.multiply(MANY, PEOPLE, lambda _words: None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SET random_page_cost = 1.1"
        )  # of a solid-state disk: a table of some thousand rows counts as large
    return Browsers()


def _statements(browsers: Browsers, username: str, address: str) -> int:
    get(browsers, username, address)  # what the first request of a process reads once is no part of the page
    with watching() as watch:
        get(browsers, username, address)
    return len(watch.statements)


def test_the_shape_of_cost(filled: Browsers) -> None:
    """No list reads a large table from end to end, one row or three take the same statements, a submission takes few."""
    scans, counts = _read(filled)
    assert scans == {}
    assert {name: n for name, n in counts.items() if n > MOST_OF.get(name, MOST_OF_A_PAGE)} == {}
    assert _growing(filled) == {}
    (ready,) = submitting.prepare(1, submitting.residents(1))
    filled.of(ready.username)
    with watching() as watch:
        submitting.submit(filled, ready)
    assert len(watch.statements) <= MOST


def _read(browsers: Browsers) -> tuple[dict[str, tuple[list[str], str]], dict[str, int]]:
    """By page: (tables, statement) of each sequential scan of a table with more than a thousand rows; its statements."""
    dice, scans, counts = random.Random(1), dict[str, tuple[list[str], str]](), dict[str, int]()
    for page in [*pages(), *_asked_for()]:
        username, address = page.ask(dice)
        get(browsers, username, address)
        with watching() as watch:
            get(browsers, username, address)
        counts[page.name] = len(watch.statements)
        for reading in plans.of(watch.statements):
            if reading.scans:
                scans[page.name] = (reading.scans, reading.sql[:300])
    assert len(counts) > 25
    return scans, counts


def _growing(browsers: Browsers) -> dict[str, dict[int, int]]:
    """Address -> statements by number of rows, where one row and three or more do not take the same."""
    differing = {}
    for address, counting in LISTS.items():
        one, more = _with_one_and_more(rows(counting))
        found = {n: _statements(browsers, username, address) for username, n in (one, more)}
        if len(set(found.values())) > 1:
            differing[address] = found
    return differing


def _with_one_and_more(found: list[tuple[str, int, str]]) -> tuple[tuple[str, int], tuple[str, int]]:
    """Two people in posts of one title, one with a single row, one with three or a few more."""
    for title in sorted({title for _name, _number, title in found}):
        alike = sorted((number, name) for name, number, of in found if of == title)
        several = [(name, number) for number, name in alike if number >= 3]
        if alike[0][0] == 1 and several:
            return (alike[0][1], 1), several[0]
    raise AssertionError("the filled city has nobody with one row and nobody like him with three")
