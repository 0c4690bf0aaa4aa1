"""After a restore into a fresh cluster or a major upgrade; stop the application first (docs/journal.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernel.actors import SYSTEM
from kernel.journal import heads
from kernel.journal.eras import open_era


class Command(BaseCommand):
    help = "Close the journal's era and open the next: transaction numbers began anew in this database cluster."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            era = open_era(by=SYSTEM)
            heads.publish()
        except heads.SealRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"era {era} is open")
