"""A page that is looked at asks each question once; an act asks anew."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.services.models import Dossier
from kernel.looking import looking, once_a_look
from tests.city import OFFICIALS, City

MOST = 33  # statements of a dossier on the desk, whoever looks (tests/house/test_plans.py)


def test_the_same_question_is_answered_once_while_looking() -> None:
    asked = []

    @once_a_look
    def answer(of: int, *, more: int = 0) -> int:
        asked.append((of, more))
        return of + more

    with looking():
        assert [answer(1), answer(1), answer(1, more=1), answer(2)] == [1, 1, 2, 2]
        assert asked == [(1, 0), (1, 1), (2, 0)]
    with looking():
        answer(1)
    answer(1)
    answer(1)
    assert asked[3:] == [(1, 0), (1, 0), (1, 0)]


def test_no_dossier_of_the_city_asks_more(city: City) -> None:
    costs = {
        (username, path): cost
        for username in OFFICIALS
        for path in [f"/desk/dossiers/{one.submission}/" for one in Dossier.objects.all()]
        if (cost := statements(city, username, path))
    }
    assert len(costs) > 15
    assert {key: cost for key, cost in costs.items() if cost > MOST} == {}


def statements(city: City, username: str, path: str) -> int:
    """How many; 0 where this official may not see it."""
    client = city.sign_in(username)
    if client.get(path).status_code == 404:
        return 0
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
