"""Duties of the worker: what a crash left behind in the folder of unfinished files, and files that nothing refers to."""

import shutil
import time

from kernel import jobs
from kernel.files import forgetting, store

STEP = forgetting.DAY / forgetting.FOLDERS  # one folder a turn: the whole store in a day, and no other work waits


@jobs.every(seconds=3600)
def sweep() -> int:
    old = [left for left in store.incoming().iterdir() if left.stat().st_mtime < time.time() - forgetting.DAY]
    for left in old:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    return len(old)


@jobs.every(seconds=STEP)
def forget_unused() -> int:
    return forgetting.forget_in(f"{int(time.time() / STEP) % forgetting.FOLDERS:02x}")
