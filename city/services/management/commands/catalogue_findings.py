"""bin/manage catalogue_findings [--code 1.001193] [--csv]: what the published sheets lack, what was mended, which rows were set aside."""

import csv
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from city.services.engine.cells import harmless
from city.services.queries.findings import Noted, noted

_HEAD = ("code", "what", "done", "since", "place", "words")


class Command(BaseCommand):
    help = "List what the reader found in the sheets in force, mended or only reported, and the rows that it set aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", default="", help="of one procedure, e.g. 1.001193")
        parser.add_argument("--csv", action="store_true", help="a table for a spreadsheet; the counts go to stderr")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        lines = list(noted(code))
        if options["csv"]:
            self.stdout.write("\ufeff", ending="")  # spreadsheets take it for UTF-8 by this mark
            csv.writer(self.stdout).writerows([_HEAD, *([*map(harmless, _row(one))] for one in lines)])
        else:
            for one in lines:
                self.stdout.write(_line(one))
        (self.stderr if options["csv"] else self.stdout).write(summary(lines))


def _row(one: Noted) -> tuple[str, ...]:
    return one.code, one.what, one.done, one.since.isoformat(), one.place, one.words


def _line(one: Noted) -> str:
    """1.001193  merged_paper  reported  2026-07-01  Nhiều giấy tờ bị ghi thành một: Tờ khai …"""
    said = f"{one.words}: {one.place}" if one.place else one.words
    return f"{one.code:<14} {one.what:<17} {one.done:<10} {one.since.isoformat()}  {' '.join(said.split())}"


def summary(lines: list[Noted]) -> str:
    """Each kind with its numbers, the sum last: "findings 3 (mended 1, reported 2), set aside 1, read since 0"."""
    kinds, done = Counter((one.what, one.done) for one in lines), Counter(str(one.done) for one in lines)
    counted = [f"{what} {how}: {n}" for (what, how), n in sorted(kinds.items())]
    total = (
        f"findings {done['mended'] + done['reported']} (mended {done['mended']}, reported {done['reported']}), "
        f"set aside {done['set aside']}, read since {done['read since']}"
    )
    return "\n".join([*counted, total])
