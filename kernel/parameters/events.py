import datetime
from dataclasses import dataclass

from kernel.journal import Fact


@dataclass(frozen=True)
class ParameterChanged(Fact):
    code: str
    value: str
    since: datetime.date
    source: str
