"""bin/manage import_procedures FILE: procedure sheets, one JSON object a line (data/procedures). Run again, it changes nothing."""

import hashlib
import json
import pathlib
import sys
import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.services.actions.catalogue import take_in
from kernel.actors import SYSTEM

_WIDTH = 30


class Command(BaseCommand):
    help = "Publish procedure sheets from a JSON Lines file; one transaction, safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path)

    def handle(self, *args: Any, file: pathlib.Path, **options: Any) -> None:
        try:
            body = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        lines = [line for line in body.decode("utf-8-sig", errors="replace").split("\n") if line.strip()]
        self._all, self._began = len(lines), time.monotonic()
        outcome = take_in(rows=_rows(lines), source_sha=hashlib.sha256(body).hexdigest(), by=SYSTEM, tell=self._tell)
        self.stdout.write(str(outcome))

    def _tell(self, done: int) -> None:
        """A bar that grows in its line on a screen; a line each time in a log."""
        here, screen = f"{bar(done, self._all)} {time.monotonic() - self._began:.0f} s", sys.stderr.isatty()
        self.stderr.write(f"\r{here}" if screen else here, ending="\n" if not screen or done == self._all else "")
        self.stderr.flush()


def bar(done: int, of: int) -> str:
    """[###############···············] 1,282 / 2,564"""
    filled = _WIDTH * done // max(1, of)
    return f"[{'#' * filled}{'·' * (_WIDTH - filled)}] {done:,} / {of:,}"


def _rows(lines: list[str]) -> Iterator[dict[str, Any] | str]:
    """The objects of the file; a line that is none is given as its text, to be set aside."""
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            row = line
        yield row if isinstance(row, dict) else line
