"""What a forked process does with the one file it was forked for: limits first, then the parsers."""

import contextlib
import importlib
import json
import os
import pathlib
import resource
import tempfile

from kernel.files.inspector import Unfit

MEMORY = 2 * 1024**3  # bytes of address space; a 200 megapixel JPEG is read at reduced size
CPU = 15  # seconds
FILE = 256 * 1024**2  # bytes of any file written
LONGEST_DETAIL = 200  # letters
PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF
"""


def load() -> None:
    """The parsers, and what they would load only when a certain file comes."""
    for name in ("kinds", "markup", "office", "pdf", "photo"):
        importlib.import_module(f"kernel.files.inspector.{name}")
    for name in ("pillow_heif", "PIL.MpoImagePlugin", "PIL.PdfImagePlugin", "PIL.WebPImagePlugin", "encodings.cp437"):
        importlib.import_module(name)
    importlib.import_module("PIL.Image").preinit()
    _read_a_page_of_ours()


def _read_a_page_of_ours() -> None:
    """What parsers set up at their first file, they set up once and not in each fork. And where they do not work, nobody's
    file is blamed: the host does not start."""
    from kernel.files.inspector import kinds

    with tempfile.NamedTemporaryFile() as page:
        page.write(PAGE)
        page.flush()
        kinds.inspect(pathlib.Path(page.name), pathlib.Path(os.devnull))


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
