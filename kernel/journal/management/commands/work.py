"""The worker process: bin/run starts it, a deployment may start several."""

from typing import Any

from django.core.management.base import BaseCommand

from kernel import jobs


class Command(BaseCommand):
    help = "Deliver reactions and keep periodic duties until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.run()
