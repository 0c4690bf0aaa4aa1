"""What the demo knows of the city's agencies; stories found them from it."""

from city.services.engine.demo_catalogue import AgencyFacts
from city.services.engine.demo_catalogue import agencies as _agencies

__all__ = ["AgencyFacts", "demo_agencies"]


def demo_agencies() -> tuple[AgencyFacts, ...]:
    """Departments of today, then the agencies of 2018 to mid 2025."""
    return _agencies()
