"""Which agency takes which field: the departments of Cần Thơ since 1/7/2025, those of 2020, and the central agencies of that time.

agencies.tsv holds facts (names, and what took over what on 1/7/2025); its codes H13.11 and up are ours, the official list is not at
hand. takers.tsv says which department takes a field of a ministry ("" for all its other fields), read from the agency names in the
sheets; an empty cell: no agency of the city. Procedures of communes are taken by the communes."""

import csv
import datetime
import pathlib
from dataclasses import dataclass
from functools import cache

HERE = pathlib.Path(__file__).parent


@dataclass(frozen=True)
class AgencyFacts:
    """An agency of the demo, in being on the days [since, until); `successor`: who took over its work."""

    key: str
    since: datetime.date
    until: datetime.date | None
    name: str
    short: str
    code: str
    successor: str


@cache
def agencies() -> tuple[AgencyFacts, ...]:
    """Those of today first."""
    return tuple(
        AgencyFacts(
            r["key"], datetime.date.fromisoformat(r["since"]),
            datetime.date.fromisoformat(r["until"]) if r["until"] else None,
            r["name"], r["short"], r["code"], r["successor"],
        )
        for r in _read("agencies.tsv")
    )  # fmt: skip


def taker(ministry: str, field: str, *, in_2020: bool = False) -> str:
    """The key of the department that takes a field, "" where none of the city does."""
    table = _takers()
    now, then = table.get((ministry, field)) or table.get((ministry, ""), ("", ""))
    return then if in_2020 else now


@cache
def _takers() -> dict[tuple[str, str], tuple[str, str]]:
    return {(r["ministry"], r["field"]): (r["now"], r["in_2020"]) for r in _read("takers.tsv")}


def _read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab"))
