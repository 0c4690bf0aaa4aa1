"""So many times in so long, coming back evenly: one row and one statement per key (the "generic cell rate algorithm")."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kernel import clock
from kernel.limits.models import Spent, key_of
from kernel.limits.words import TooOften

_SPEND = """
INSERT INTO limits_spent (key, until) VALUES (%(key)s, %(now)s + %(cost)s)
ON CONFLICT (key) DO UPDATE SET until = greatest(limits_spent.until, %(now)s) + %(cost)s
WHERE greatest(limits_spent.until, %(now)s) + %(cost)s <= %(now)s + %(window)s
RETURNING until
"""


@dataclass(frozen=True)
class Rate:
    """At most `times` in `seconds`, of `what`, for each subject."""

    what: str
    times: int
    seconds: int

    def take(self, *subject: object) -> None:
        """Spend one, or raise TooOften; what was refused is not spent."""
        key, now = key_of(self.what, *subject), clock.now()
        window = datetime.timedelta(seconds=self.seconds)
        given: dict[str, Any] = {"key": key, "now": now, "cost": window / self.times, "window": window}
        with connection.cursor() as cursor:
            cursor.execute(_SPEND, given)
            if cursor.fetchone():
                return
        until = Spent.objects.filter(pk=key).values_list("until", flat=True).first() or now
        raise TooOften(until + window / self.times - window - now)
