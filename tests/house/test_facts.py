"""The journal can never be erased, so it holds nothing personal; and what follows from it follows once."""

import hashlib
import json

from django.apps import apps
from django.db import connection

from city.accounts.models import Person
from city.services.models import Dossier
from kernel import jobs
from kernel.journal.models import Delivery, JournalEntry, WallClock
from tests.city import City, personal_values


def test_no_personal_value_stands_in_a_fact(city: City) -> None:
    facts = {e.pk: json.dumps(e.fact, ensure_ascii=False) for e in JournalEntry.objects.all()}
    values = {v for person in personal_values().values() for v in person} | _typed()
    found = [f"entry {pk}: {value}" for pk, fact in facts.items() for value in values if value in fact]
    assert len(values) > 40 and len(facts) > 100
    assert found == []


def _typed() -> set[str]:
    """Names of all people and every answer in words that the plays' residents gave; single words are codes of the form."""
    names = set(Person.objects.values_list("name", flat=True))
    given = [
        value for answers in Dossier.objects.values_list("answers", flat=True) for value in (answers or {}).values()
    ]
    return names | {
        value for value in given if isinstance(value, str) and len(value) > 6 and (" " in value or value.isdigit())
    }


def test_delivering_everything_again_changes_nothing(city: City) -> None:
    jobs.run_due()
    before = _digests()
    assert Delivery.objects.exclude(state=Delivery.State.DONE).count() == 0
    again = Delivery.objects.update(state=Delivery.State.WAITING, next_at=WallClock())
    assert again > 30
    jobs.run_due()
    assert list(Delivery.objects.exclude(state=Delivery.State.DONE).values_list("reaction", "error")) == []
    after = _digests()
    assert {table for table in before if before[table] != after[table]} == set()


def _digests() -> dict[str, str]:
    """Table -> hash of all its rows; deliveries are the only ones that may differ."""
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)} - {Delivery._meta.db_table}
    return {table: _digest(table) for table in sorted(tables)}


def _digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
        return hashlib.sha256("\n".join(row[0] for row in cursor.fetchall()).encode()).hexdigest()
