"""Who acts, and in what capacity. Rights are read from here; city.agencies builds it for each request."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["official", "resident", "outside", "client", "system", "stranger"]
PRINCIPALS = {"person": 1, "post": 2, "unit": 3, "agency": 4}
_KINDS = {number: kind for kind, number in PRINCIPALS.items()}
_ROOM = 10**12

request_id: ContextVar[str] = ContextVar("request_id", default="")


def principal(kind: str, id: int) -> int:
    """One number for a person, post, unit or agency in the reader tables: 4_000_000_000_012 is agency 12."""
    return PRINCIPALS[kind] * _ROOM + id


def meant(key: int) -> tuple[str, int]:
    """What `principal` was made from: (kind, id)."""
    return _KINDS[key // _ROOM], key % _ROOM


@dataclass(frozen=True)
class Actor:
    """`powers` are names such as "dossiers.accept"; `principals` the keys under which rows may be read; `heir_of` the
    agencies that his has taken over from and that are no more."""

    kind: Kind
    name: str = ""
    user_id: int | None = None
    person_id: int | None = None
    post_id: int | None = None
    unit_id: int | None = None
    agency_id: int | None = None
    title: str = ""
    agency_name: str = ""
    powers: frozenset[str] = field(default_factory=frozenset)
    principals: tuple[int, ...] = ()
    heir_of: frozenset[int] = frozenset()

    @property
    def agencies(self) -> frozenset[int]:
        """Those in whose place he acts: his own, and those it is heir of."""
        return self.heir_of | ({self.agency_id} if self.agency_id is not None else set())

    @property
    def is_official(self) -> bool:
        return self.kind == "official"

    @property
    def is_resident(self) -> bool:
        return self.kind == "resident"

    def has(self, power: str) -> bool:
        return power in self.powers


SYSTEM = Actor(kind="system", name="Hệ thống")
STRANGER = Actor(kind="stranger")
