"""Periodic duties of the journal."""

import datetime

from django.db.models.functions import Now

from kernel import jobs
from kernel.journal import sealing
from kernel.journal.models import Once

REPEATED_WITHIN = datetime.timedelta(days=1)  # a browser that is opened again the next morning may send a form again


@jobs.every(seconds=10)
def seal_the_journal() -> int:
    return sealing.seal()


@jobs.every(seconds=3600)
def forget_forms() -> int:
    """Keys of forms that nobody sends again any more."""
    count, _rows = Once.objects.filter(made_at__lt=Now() - REPEATED_WITHIN).delete()
    return count
