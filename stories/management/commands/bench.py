from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.bench import filling
from stories.bench.database import throw_away


class Command(BaseCommand):
    help = "Measure the city in a throw-away database beside its own: bench services [--dossiers 10000]."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", choices=["services"])
        parser.add_argument("--dossiers", type=int, default=10_000, metavar="N")
        parser.add_argument("--keep", action="store_true", help="leave the database there, and use one that was left")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The bench plays the demo: set MOTCUA_DEMO=1.")
        with throw_away(keep=options["keep"]) as found:
            if not found:
                filling.fill(options["dossiers"], self.stdout.write)
