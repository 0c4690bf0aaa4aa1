from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stories import demo


class Command(BaseCommand):
    help = "Found the demo city and play its stories (once)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo plays only where MOTCUA_DEMO=1: its people have known passwords.")
        if demo.is_played():
            self.stdout.write("The demo city is there already.")
            return
        demo.play(self.stdout.write)
