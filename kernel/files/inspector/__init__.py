"""Reads strangers' bytes in a process of its own: `python -m kernel.files.inspector inspect FILE COPY`.

No Django here, no database, no settings: only the standard library and the parsers. It is asked by kernel.files.cell and
answers one JSON object on stdout: {"media_type", "pages", "has_copy"} or {"reason", "detail"}."""


class Unfit(Exception):
    """The file cannot be taken; `reason` is a key of kernel.files.refusals.SENTENCES."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail
