"""The time of the play, for the live server as well: each request happens at the moment that the stage shows.

The server answers every request in a thread of its own, where the clock is not set; so it is set when a request starts."""

import datetime
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.core.signals import request_finished, request_started

from kernel import clock


class Stage:
    def __init__(self) -> None:
        self.moment: datetime.datetime | None = None
        self._threads = threading.local()

    @contextmanager
    def at(self, moment: datetime.datetime) -> Iterator[None]:
        """Within the block it is `moment`, here and for who asks the server."""
        self.moment = moment
        try:
            with clock.at(moment):
                yield
        finally:
            self.moment = None

    @contextmanager
    def set_up(self) -> Iterator["Stage"]:
        request_started.connect(self._starts)
        request_finished.connect(self._finishes)
        try:
            yield self
        finally:
            request_started.disconnect(self._starts)
            request_finished.disconnect(self._finishes)

    def _starts(self, **_: object) -> None:
        self._finishes()
        self._threads.set = held = ExitStack()
        if self.moment is not None:
            held.enter_context(clock.at(self.moment))

    def _finishes(self, **_: object) -> None:
        """A thread goes on to the next request of its connection."""
        held: ExitStack | None = getattr(self._threads, "set", None)
        self._threads.set = None
        if held is not None:
            held.close()
