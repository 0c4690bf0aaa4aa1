"""Legal numbers: dated, with a source, and never guessed."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError

from kernel import parameters
from kernel.actors import SYSTEM
from kernel.journal import action, entries_about, unguarded
from kernel.parameters import NoLimit, Row, Unknown
from kernel.parameters.models import Parameter

D = datetime.date
CHANGE = D(2025, 7, 1)
ROWS = (
    Row("rounds", None, "round", "Nghị định cũ", D(2018, 6, 21), CHANGE),
    Row("rounds", Decimal(1), "round", "Nghị định mới", CHANGE),
    Row("ask_within", Decimal(3), "working_day", "Nghị định cũ", D(2018, 6, 21), CHANGE),
)


@pytest.fixture(autouse=True)
def loaded(db):
    with unguarded("legal numbers for the test"):
        assert parameters.load(ROWS) == 3


@action()
def change(*, code, value, unit, source, since, by):
    return parameters.change(code=code, value=value, unit=unit, source=source, since=since, by=by)


@pytest.mark.parametrize(
    ("on", "value"), [(D(2018, 6, 21), None), (D(2025, 6, 30), None), (CHANGE, Decimal(1)), (D(2030, 1, 1), Decimal(1))]
)
def test_the_value_of_the_day_holds(on, value):
    assert parameters.get("rounds", on) == value


def test_no_limit_is_something_else_than_no_row():
    with pytest.raises(NoLimit):
        parameters.number("rounds", D(2025, 6, 30))
    with pytest.raises(Unknown, match="ask_within on 2025-07-01"):
        parameters.get("ask_within", CHANGE)
    with pytest.raises(Unknown):
        parameters.number("rounds", D(2018, 6, 20))
    assert parameters.find("ask_within", CHANGE) is None


def test_a_number_comes_with_its_source():
    assert parameters.number("ask_within", D(2020, 1, 1)) == 3
    assert parameters.row("ask_within", D(2020, 1, 1)).source == "Nghị định cũ"


def test_loading_again_changes_nothing():
    with unguarded("again"):
        assert parameters.load(ROWS) == 0


def test_a_change_ends_the_old_row_and_is_remembered():
    new = change(code="rounds", value=Decimal(2), unit="round", source="Nghị định sau", since=D(2027, 1, 1), by=SYSTEM)
    assert [parameters.get("rounds", on) for on in (D(2026, 12, 31), D(2027, 1, 1))] == [1, 2]
    assert [e.fact["code"] for e in entries_about(new)] == ["rounds"]
    with unguarded("rows of the release do not undo it"):
        assert parameters.load(ROWS) == 0


def test_two_values_for_one_day_are_refused_by_the_database():
    with pytest.raises(IntegrityError):
        Parameter.objects.create(code="rounds", value=2, unit="round", source="x", valid=("2026-01-01", None))
