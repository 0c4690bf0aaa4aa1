"""Forms that nobody came back for."""

from kernel import clock, jobs
from kernel.web.models import KEPT_FOR, KeptPost


@jobs.every(seconds=600)
def forget_kept_posts() -> int:
    count, _rows = KeptPost.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()
    return count
