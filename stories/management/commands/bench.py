import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stories.bench import filling, pages, report, services, submitting
from stories.bench.database import throw_away


class Command(BaseCommand):
    help = "Measure the city in a throw-away database beside its own: bench services [--dossiers 10000]."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", choices=["services"])
        parser.add_argument("--dossiers", type=int, default=10_000, metavar="N")
        parser.add_argument("--times", type=int, default=200, metavar="N", help="requests of each page (200)")
        parser.add_argument("--only", default="", metavar="WORDS", help="pages whose name holds these words")
        parser.add_argument("--keep", action="store_true", help="leave the database there, and use one that was left")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.disable(logging.INFO)
        with throw_away(keep=options["keep"]) as found:
            if not found:
                filling.fill(options["dossiers"], self.stdout.write)
            self._services(options["times"], options["only"])

    def _services(self, times: int, only: str) -> None:
        self.stdout.write(f"\n{report.surroundings()}\n\n{report.HEAD}")
        browsers = services.Browsers()
        wanted = (page for page in pages.pages() if only in page.name)
        lines = services.lines(wanted, browsers, times, lambda line: self.stdout.write(report.row(line)))
        for line in submitting.lines(browsers, times // 2) if only in "submission" else ():
            self.stdout.write(report.row(line))
            lines.append(line)
        report.scans(lines, self.stdout.write)
        if only in "submission":
            self._rates(browsers, times)
        self.stdout.write(f"\nOver their goal: {', '.join(report.over(lines)) or 'none'}. {report.surroundings()}")

    def _rates(self, browsers: services.Browsers, times: int) -> None:
        for words, many, steps in (
            ("submissions", times, [submitting.submit]),
            ("uploads of 100 KiB, each with its submission", times, [submitting.upload, submitting.submit]),
        ):
            rate = submitting.rate(browsers, many, steps)
            self.stdout.write(f"\n{rate:.1f} {words} a second, by two processes at once.")
