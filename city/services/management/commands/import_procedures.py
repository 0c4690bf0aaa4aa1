"""bin/manage import_procedures FILE: procedure sheets, one JSON object a line (data/procedures). Run again, it changes nothing."""

import hashlib
import json
import pathlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.services.actions.catalogue import take_in
from kernel.actors import SYSTEM


class Command(BaseCommand):
    help = "Publish procedure sheets from a JSON Lines file; one transaction, safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path)

    def handle(self, *args: Any, file: pathlib.Path, **options: Any) -> None:
        try:
            body = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        outcome = take_in(rows=_rows(body), source_sha=hashlib.sha256(body).hexdigest(), by=SYSTEM, tell=self._tell)
        self.stdout.write(str(outcome))

    def _tell(self, done: int) -> None:
        self.stderr.write(f"{done} sheets")


def _rows(body: bytes) -> Iterator[dict[str, Any] | str]:
    """The objects of the file; a line that is none is given as its text, to be set aside."""
    for line in body.decode("utf-8-sig", errors="replace").split("\n"):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = line
        yield row if isinstance(row, dict) else line
