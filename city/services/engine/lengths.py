"""How long a published term is, to put terms of different units in order. No due date is counted by it (kernel.worktime)."""

from decimal import Decimal

from city.services.states.catalogue import Unit

# In hours of the clock, on an average: a week has five working days of eight working hours.
_EACH = {Unit.HOUR: Decimal("4.2"), Unit.DAY: Decimal(24), Unit.WORKING_DAY: Decimal("33.6"), Unit.MONTH: Decimal(720)}


def length(amount: Decimal | None, unit: str | None) -> Decimal:
    """The sheet's `hour` is one of work."""
    return (amount or Decimal(0)) * _EACH[Unit(unit or Unit.DAY)]
