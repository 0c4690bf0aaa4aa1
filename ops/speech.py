"""What the commands say: Vietnamese first, English beside it, one line per step with the time it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

_out: TextIO = sys.stdout


class Problem(SystemExit):
    """Ends the command with exit code 1 after two plain sentences on the standard error."""

    def __init__(self, vietnamese: str, english: str, *, log: Path | None = None) -> None:
        super().__init__(1)
        self.vietnamese, self.english, self.log = vietnamese, english, log


def in_utf8(*, to_errors: bool = False) -> None:
    """`to_errors` keeps the standard output for what a management command prints."""
    global _out
    _out = sys.stderr if to_errors else sys.stdout
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]


def say(vietnamese: str, english: str) -> None:
    print(f"{vietnamese}\n  {english}", file=_out, flush=True)


def explain(problem: Problem) -> None:
    if problem.log and (tail := last_lines(problem.log)):
        print(f"\n--- {problem.log} ---\n{tail}\n---", file=sys.stderr)
    print(f"\n{problem.vietnamese}\n  {problem.english}", file=sys.stderr, flush=True)


def last_lines(log: Path, count: int = 25) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-count:])


@contextmanager
def step(vietnamese: str, english: str) -> Iterator[None]:
    """One line: what is being done, then how many seconds it took."""
    print(f"• {vietnamese} · {english} … ", end="", file=_out, flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("✗", file=_out, flush=True)
        raise
    print(f"{time.monotonic() - begun:.1f} s", file=_out, flush=True)


def stop_with(vietnamese: str, english: str, log: Path | None = None) -> NoReturn:
    raise Problem(vietnamese, english, log=log)
