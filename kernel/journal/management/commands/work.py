"""The worker process: bin/run starts it, a deployment may start several."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kernel import jobs


class Command(BaseCommand):
    help = "Deliver reactions and keep periodic duties until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_SECRET:  # the signing keys would be sealed with one that everybody can read in the source
            raise CommandError(f"no MOTCUA_SECRET and no {settings.STATE / 'secret'}: any bin/manage command makes one")
        jobs.run()
