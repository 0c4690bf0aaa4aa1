"""The demo's two files to sheets."""

import csv
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from city.services.engine.sheets import FeeLine, PaperLine, Sheet, TermLine
from city.services.states.catalogue import Audience, Group, GroupReason, Level, OnlineLevel, Unit
from city.services.states.dossiers import Channel

HERE = pathlib.Path(__file__).parent
LEVELS = {"c": Level.CITY, "x": Level.COMMUNE, "m": Level.MINISTRY}
AUDIENCE = {
    "d": Audience.CITIZEN, "a": Audience.ABROAD, "n": Audience.FOREIGNER, "b": Audience.BUSINESS, "h": Audience.COOPERATIVE,
    "t": Audience.ORGANISATION, "o": Audience.OFFICIAL,
}  # fmt: skip
CHANNELS = {"o": Channel.ONLINE, "c": Channel.COUNTER, "p": Channel.POST}
UNITS = {"h": Unit.HOUR, "d": Unit.DAY, "w": Unit.WORKING_DAY, "m": Unit.MONTH}
ONLINE = {"f": OnlineLevel.FULL, "p": OnlineLevel.PARTIAL, "i": OnlineLevel.INFORMATION}
REASONS = {
    Group.OURS: GroupReason.LOCAL,
    Group.MIRRORED: GroupReason.CENTRAL_SYSTEM,
    Group.INFORMATION: GroupReason.MINISTRY_ONLY,
}
_TERM = re.compile(r"^([ocp]+)(?:([\d.]+)([hdwm]))?$")


@dataclass(frozen=True)
class DemoRow:
    """A sheet and the online level we assigned to it."""

    sheet: Sheet
    online: OnlineLevel
    line: str  # what the digest of its version is made from


def rows() -> Iterator[DemoRow]:
    """Every procedure of the demo, with cases and papers where papers.tsv has them."""
    fields: dict[str, list[str]] = {}
    papers = _papers()
    with (HERE / "procedures.tsv").open(encoding="utf-8", newline="") as file:
        for kind, *cells in csv.reader(file, "excel-tab"):
            if kind == "F":
                fields[cells[0]] = cells[1:]
            else:
                yield _row(cells, fields, papers.get(cells[0], []))


def _row(cells: list[str], fields: dict[str, list[str]], papers: list[dict[str, str]]) -> DemoRow:
    code, name, number, levels, audience, group, terms, fee, online = cells
    ministry_code, ministry, field = fields[number]
    sheet = Sheet(
        code=code, owner_code="", raw_code=code, name=name, field=field, ministry=ministry, ministry_code=ministry_code,
        group=group, group_reason=REASONS[Group(group)], levels=[LEVELS[c] for c in levels],
        audience=[AUDIENCE[c] for c in audience], decision="", agency_text="", legal=[], results=[],
    )  # fmt: skip
    sheet.terms = [t for part in terms.split(",") if part for t in _terms(part)]
    sheet.fees = [FeeLine(None, None if fee == "?" else Decimal(fee))] if fee else []
    sheet.cases = list(dict.fromkeys(p["case"] for p in papers if p["case"]))
    sheet.papers = [_paper(p, sheet.cases) for p in papers]
    return DemoRow(sheet, ONLINE[online], "\t".join([*cells, *(str(sorted(p.items())) for p in papers)]))


def _terms(part: str) -> list[TermLine]:
    found = _TERM.match(part)
    if found is None:
        raise ValueError(f"no term: {part}")
    channels, amount, unit = found.groups()
    return [TermLine(CHANNELS[c], Decimal(amount) if amount else None, UNITS[unit] if unit else None) for c in channels]


def _papers() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (HERE / "papers.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, dialect="excel-tab"):
            found[row["code"]].append(row)
    return found


def _paper(row: dict[str, str], cases: list[str]) -> PaperLine:
    return PaperLine(
        row["name"],
        cases.index(row["case"]) if row["case"] else None,
        int(row["originals"]),
        int(row["copies"]),
        note=row["note"],
        needed=row["needed"] == "1",
    )
