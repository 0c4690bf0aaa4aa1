"""Tests run on a real PostgreSQL; nothing here stands in for a part of the product."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from kernel.journal.acts import unguarded

_teardown = TransactionTestCase._fixture_teardown


def _flush_with_journal(self: TransactionTestCase) -> None:
    """A test that commits is followed by TRUNCATE of all tables; the journal lets nobody do that, so its trigger rests meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_journalentry DISABLE TRIGGER append_only")
    with unguarded("tests start from empty tables"):
        _teardown(self)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_journalentry ENABLE ALWAYS TRIGGER append_only")


TransactionTestCase._fixture_teardown = _flush_with_journal  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _own_state(settings, tmp_path_factory) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Files, keys and letters of tests never touch the city's own."""
    root = tmp_path_factory.getbasetemp() / "state"
    settings.FILES_ROOT, settings.KEYS_ROOT, settings.MAIL_ROOT = root / "files", root / "keys", root / "mail"
    yield
