"""Duties of the worker: what a crash left behind in the folder of unfinished files, and files that nothing refers to."""

import shutil
import time

from kernel import jobs
from kernel.files import forgetting, store

OLD = 24 * 3600  # seconds by the disk's own clock: no upload takes a day
STEP = 24 * 3600 / forgetting.FOLDERS  # one folder at a time: the whole store in a day, and no other work waits for it


@jobs.every(seconds=3600)
def sweep() -> int:
    old = [left for left in store.incoming().iterdir() if left.stat().st_mtime < time.time() - OLD]
    for left in old:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    return len(old)


@jobs.every(seconds=STEP)
def forget_unused() -> int:
    return forgetting.forget_in(f"{int(time.time() / STEP) % forgetting.FOLDERS:02x}")
