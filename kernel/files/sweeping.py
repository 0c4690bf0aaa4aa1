"""What a crash left behind in the folder of unfinished files."""

import shutil
import time

from kernel import jobs
from kernel.files import store

OLD = 24 * 3600  # seconds by the disk's own clock: no upload takes a day


@jobs.every(seconds=3600)
def sweep() -> int:
    old = [left for left in store.incoming().iterdir() if left.stat().st_mtime < time.time() - OLD]
    for left in old:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    return len(old)
