"""Reads strangers' bytes in a process of its own: `python -m kernel.files.inspector inspect FILE COPY`.

No Django here, no database, no settings: only the standard library and the parsers. It is asked by kernel.files.cell and
answers one JSON object on stdout: {"media_type", "pages", "has_copy"} or {"reason", "detail"}."""

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR"  # the agreed test of virus scanners, in two parts for their sake


class Unfit(Exception):
    """The file cannot be taken; `reason` is a key of kernel.files.refusals.SENTENCES."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail
