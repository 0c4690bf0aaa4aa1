"""bin/manage offer 1.001193 H13.101 full [--since 2026-07-01]: an agency takes a procedure from that day (today) on."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from city.agencies.queries import by_code
from city.services.actions.offers import offer
from city.services.models.catalogue import Procedure
from kernel import clock
from kernel.actors import SYSTEM
from kernel.errors import Refused


class Command(BaseCommand):
    help = "Say that an agency takes a procedure, and how far online (full, partial, information)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("procedure", help="national code, e.g. 1.001193")
        parser.add_argument("agency", help="identifier code by QĐ 20/2020, e.g. H13.101")
        parser.add_argument("level", help="full, partial or information; before 15/8/2022: 1 to 4")
        parser.add_argument(
            "--since", type=datetime.date.fromisoformat, default=None, help="2026-07-01; today if left out"
        )
        parser.add_argument("--reason", default="", help="why only partial (NĐ 224/2026 Đ.14)")

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"] or clock.today()
        procedure = Procedure.objects.filter(national_code=options["procedure"]).first()
        agency = by_code("QD20", options["agency"], since)
        if procedure is None or agency is None:
            raise CommandError(
                "No such procedure, or no such agency on that day. Codes look like 1.001193 and H13.101."
            )
        try:
            offer(
                procedure=procedure,
                agency=agency,
                level=options["level"],
                since=since,
                reason=options["reason"],
                by=SYSTEM,
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{options['procedure']} is offered by {agency.name} ({options['level']}) from {since} on.")
