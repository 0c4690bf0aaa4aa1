"""Names every sealed entry that was altered, lost or planted, and a cut tail; exit code 1 if there is any."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from kernel.journal.verifying import verify


class Command(BaseCommand):
    help = "Verify the sealed journal against its seals and the heads kept outside the database."

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify()
        for fault in report.faults:
            self.stdout.write(fault.says)
        if report.faults:
            self.stdout.write(f"found {len(report.faults)} faults")
            sys.exit(1)
        self.stdout.write(f"verified {report.entries} entries in {report.seals} seals: whole")
