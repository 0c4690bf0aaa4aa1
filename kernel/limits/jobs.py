"""What nobody waits for any more is forgotten."""

from kernel import clock, jobs
from kernel.limits.attempts import FORGET
from kernel.limits.models import Failed, Spent


@jobs.every(seconds=3600)
def forget() -> int:
    """Rows whose whole allowance came back, and failures of long ago."""
    now = clock.now()
    spent, _ = Spent.objects.filter(until__lt=now).delete()
    failed, _ = Failed.objects.filter(last_at__lt=now - FORGET).delete()
    return spent + failed
