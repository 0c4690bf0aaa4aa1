"""The one clock of the product. Stories and tests set it; nothing else in the code asks the machine for the time."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_set: ContextVar[datetime.datetime | None] = ContextVar("clock", default=None)


def now() -> datetime.datetime:
    """Aware, in UTC."""
    return _set.get() or datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The day in the city."""
    return now().astimezone(ZONE).date()


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Within the block it is `moment` (naive moments are the city's own time)."""
    aware = moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment
    token = _set.set(aware.astimezone(datetime.UTC))
    try:
        yield
    finally:
        _set.reset(token)
