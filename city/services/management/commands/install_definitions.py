"""bin/manage install_definitions: after a new version, what it ships and this city has not: forms, processes, legal numbers.

Nothing that is there changes. New dossiers follow the newest of a code; those under way keep what they began with."""

from typing import Any

from django.core.management.base import BaseCommand

from city.services.actions import definitions
from kernel.actors import SYSTEM


class Command(BaseCommand):
    help = "Bring in the forms, processes and legal numbers of this version that the city lacks."

    def handle(self, *args: Any, **options: Any) -> None:
        new, numbers = definitions.install(by=SYSTEM), definitions.load_law(by=SYSTEM)
        self.stdout.write(f"{len(new)} definitions and {numbers} legal numbers are new.")
