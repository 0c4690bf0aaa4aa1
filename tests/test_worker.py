"""The worker looks four times a second, day and night: looking must cost next to nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel import jobs
from tests.city import City

FEW = 5  # deliveries in one; letters in two, between BEGIN and COMMIT


def test_an_idle_worker_hardly_asks(city: City) -> None:
    jobs.run_due()
    with CaptureQueriesContext(connection) as asked:
        assert jobs.run_due() == 0
    assert len(asked) == FEW
