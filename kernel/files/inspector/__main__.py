"""The door of the process: limits first, parsers after."""

import json
import pathlib
import resource
import sys

from kernel.files.inspector import Unfit

MEMORY = 2 * 1024**3  # bytes of address space; a 200 megapixel JPEG is read at reduced size
CPU = 15  # seconds
FILE = 256 * 1024**2  # bytes of any file written


def fence() -> None:
    """No way back for this process: soft and hard limits alike."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main(words: list[str]) -> int:
    fence()
    try:
        answer = _answer(words)
    except Unfit as unfit:
        answer = {"reason": unfit.reason, "detail": unfit.detail}
    except MemoryError:
        answer = {"reason": "heavy", "detail": "memory"}
    except Exception as error:  # a parser fell over the file: to us that is a damaged file, whatever it was
        answer = {"reason": "damaged", "detail": f"{type(error).__name__}"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _answer(words: list[str]) -> dict[str, object]:
    from kernel.files.inspector import kinds, pdf

    task, path, *rest = words
    if task == "inspect":
        return kinds.inspect(pathlib.Path(path), pathlib.Path(rest[0]))
    page, width, image = rest
    pdf.draw(pathlib.Path(path), int(page), int(width), pathlib.Path(image))
    return {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
