"""bin/manage publish_process FILE.json: bring in a process of the city's own (engine/process.py says how one is written).

New dossiers follow the newest process of a code; those under way keep the one they began with."""

import json
import pathlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.services.actions.definitions import publish_process
from kernel.actors import SYSTEM
from kernel.errors import Refused


class Command(BaseCommand):
    help = "Check a process (JSON) and bring it in; says each thing that does not hold together."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=pathlib.Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            body = json.loads(options["file"].read_text(encoding="utf-8"))
        except (OSError, ValueError) as wrong:
            raise CommandError(f"{options['file']} cannot be read as JSON: {wrong}") from wrong
        try:
            row = publish_process(body=body, by=SYSTEM)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{row.code} is in ({row.sha256[:8]}); new dossiers follow it.")
