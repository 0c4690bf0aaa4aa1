"""bin/manage deliveries: what gave up, and letting it try again. Exit code 1 while something is dead."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.actors import SYSTEM
from kernel.journal.dead import dead, failure, let_go_again
from kernel.journal.models import Delivery


class Command(BaseCommand):
    help = "List deliveries that gave up after their last attempt, or let them try again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", metavar="ID|all", help="let this delivery, or all of them, try again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            rows = list(_named(options["again"]))
            for row in rows:
                let_go_again(delivery=row, by=SYSTEM)
            self.stdout.write(f"{len(rows)} let go again; the worker tries them now")
            return
        rows = list(dead())
        for row in rows:
            entry = row.entry
            self.stdout.write(
                f"{row.pk}  {row.reaction}  {entry.verb} {entry.about_kind}:{entry.about_id}"
                f"  {entry.occurred_at:%Y-%m-%d %H:%M}  {row.attempts} attempts  {failure(row)}"
            )
        self.stdout.write(f"{len(rows)} dead")
        if rows:
            sys.exit(1)


def _named(which: str) -> Any:
    if which == "all":
        return dead()
    if not which.isdecimal() or not dead().filter(pk=int(which)).exists():
        raise CommandError(f"no dead delivery {which}")
    return Delivery.objects.filter(pk=int(which))
