"""What a forked process does with the one file it was forked for: limits first, then the parsers."""

import contextlib
import importlib
import json
import os
import pathlib
import resource

from kernel.files.inspector import Unfit

MEMORY = 2 * 1024**3  # bytes of address space; a 200 megapixel JPEG is read at reduced size
CPU = 15  # seconds
FILE = 256 * 1024**2  # bytes of any file written
LONGEST_DETAIL = 200  # letters


def load() -> None:
    """The parsers, and what they would load only when a certain file comes."""
    for name in ("kinds", "markup", "office", "pdf", "photo"):
        importlib.import_module(f"kernel.files.inspector.{name}")
    for name in ("pillow_heif", "PIL.MpoImagePlugin", "PIL.PdfImagePlugin", "PIL.WebPImagePlugin", "encodings.cp437"):
        importlib.import_module(name)
    importlib.import_module("PIL.Image").preinit()


def fence() -> None:
    """No way back for this process: soft and hard limits alike. Short of memory, the system ends it before any other."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as score:  # noqa: PTH123
        score.write(b"1000")


def main(words: list[str]) -> int:
    """The exit code; the answer goes to descriptor 1."""
    fence()
    try:
        answer = _answer(words)
    except Unfit as unfit:
        answer = {"reason": unfit.reason, "detail": unfit.detail[:LONGEST_DETAIL]}
    except MemoryError:
        answer = {"reason": "heavy", "detail": "memory"}
    except Exception as error:  # a parser fell over the file: to us that is a damaged file, whatever it was
        answer = {"reason": "damaged", "detail": f"{type(error).__name__}"}
    os.write(1, json.dumps(answer).encode())
    return 0


def _answer(words: list[str]) -> dict[str, object]:
    from kernel.files.inspector import kinds, pdf

    task, path, *rest = words
    if task == "inspect":
        return kinds.inspect(pathlib.Path(path), pathlib.Path(rest[0]))
    page, width, image = rest
    pdf.draw(pathlib.Path(path), int(page), int(width), pathlib.Path(image))
    return {}
