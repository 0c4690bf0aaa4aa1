"""A mail server that is away or silent closes the way; one full box does not."""

import datetime
import socket
import threading
import time

import pytest

from gateways.mail import carriers
from kernel import clock
from kernel.notifications.ports import Blocked, Letter

LETTER = Letter("message-5", "a@example.vn", "Thư", "Chào", datetime.datetime(2026, 3, 2, 8, 30, tzinfo=clock.ZONE))


def test_a_silent_server(settings, monkeypatch):
    monkeypatch.setattr(carriers, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        begun = time.monotonic()
        with pytest.raises(Blocked):
            carriers.SmtpCarrier().carry(LETTER)
        assert time.monotonic() - begun < 5


def test_no_server(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
    with pytest.raises(Blocked, match="ConnectionRefusedError"):
        carriers.SmtpCarrier().carry(LETTER)


def test_a_server_that_breaks_off(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()

        def hang_up() -> None:
            taken, _address = server.accept()
            taken.close()

        other = threading.Thread(target=hang_up)
        other.start()
        with pytest.raises(Blocked):
            carriers.SmtpCarrier().carry(LETTER)
        other.join()
