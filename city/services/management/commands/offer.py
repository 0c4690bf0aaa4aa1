"""bin/manage offer 1.001193 H13.101 full [--since 2026-07-01]: an agency takes a procedure from that day (today) on. For many: a word
instead of the agency, or a file."""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from city.agencies.models import Agency
from city.agencies.queries import by_code
from city.services.actions.offers import offer_by_many, stop_offering
from city.services.forms.offers import NO_MORE
from city.services.models.catalogue import Procedure
from city.services.queries.offers import ALL_OF, agencies_of
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import Refusal

COLUMNS = ("procedure", "agency", "level", "since", "reason")


class Wrong(Exception):
    """What is wrong with one line."""


@dataclass(frozen=True)
class Line:
    procedure: str
    agency: str
    level: str
    since: datetime.date
    reason: str


class Command(BaseCommand):
    help = "Say that an agency takes a procedure, and how far online (full, partial, information; none: no more)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("procedure", nargs="?", help="national code, e.g. 1.001193")
        parser.add_argument(
            "agency",
            nargs="?",
            help="identifier code by QĐ 20/2020, e.g. H13.101; or communes, or departments: all of them",
        )
        parser.add_argument("level", nargs="?", help="full, partial, information or none; before 15/8/2022: 1 to 4")
        parser.add_argument("--since", default="", help="2026-07-01; today if left out")
        parser.add_argument("--reason", default="", help="why only partial (NĐ 224/2026 Đ.14)")
        parser.add_argument(
            "--file", type=Path, help=f"many at once: CSV with the columns {', '.join(COLUMNS)}; all or nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] is None and not options["level"]:
            raise CommandError(
                "Say procedure, agency and level, or --file. Example: bin/manage offer 1.001193 H13.101 full"
            )
        rows = _read(options["file"]) if options["file"] else iter([(0, {name: options[name] for name in COLUMNS})])
        wrong, changed = list[str](), 0
        with transaction.atomic():
            for number, row in rows:
                try:
                    changed += self._say(_line(row))
                except (Wrong, Refusal) as error:
                    wrong.append(f"line {number}: {error}" if number else str(error))
            if wrong:
                transaction.set_rollback(True)
        if wrong:
            raise CommandError("\n".join([*wrong, "Nothing was written."] if options["file"] else wrong))
        if options["file"]:
            self.stdout.write(f"written for {changed} agencies and procedures")

    def _say(self, line: Line) -> int:
        procedure = Procedure.objects.filter(national_code=line.procedure).first()
        agencies = _agencies(line)
        if procedure is None or not agencies:
            raise Wrong("No such procedure, or no such agency on that day. Codes look like 1.001193 and H13.101.")
        if line.level == NO_MORE:
            changed = stop_offering(procedure=procedure, agencies=agencies, on=line.since, by=SYSTEM)
        else:
            changed = offer_by_many(procedure=procedure, agencies=agencies, level=line.level, since=line.since, reason=line.reason, by=SYSTEM)  # fmt: skip
        who = agencies[0].name if len(agencies) == 1 else f"{changed} agencies"
        self.stdout.write(f"{line.procedure} is offered by {who} ({line.level}) from {line.since} on.")
        return changed


def _agencies(line: Line) -> list[Agency]:
    if line.agency in ALL_OF:
        return agencies_of(line.agency, line.since)
    agency = by_code("QD20", line.agency, line.since)
    return [agency] if agency else []


def _read(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, column -> text). A file of a spreadsheet begins with a mark (UTF-8 with BOM)."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]:
            raise CommandError(
                f"{file}: the first line must name the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}"
            )
        for row in rows:
            yield rows.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}


def _line(row: dict[str, str]) -> Line:
    try:
        since = datetime.date.fromisoformat(row["since"]) if row["since"] else clock.today()
    except ValueError:
        raise Wrong(f"“{row['since']}” is no day; write 2026-07-01") from None
    return Line(row["procedure"], row["agency"], row["level"], since, row["reason"])
