"""Reads strangers' bytes in processes of its own: `python -m kernel.files.inspector` is their host.

No Django here, no database, no settings: only the standard library and the parsers. The host loads the parsers once and
forks for each file (host.py); the forked process sets its limits, reads the one file (work.py), answers one JSON object,
{"media_type", "pages", "has_copy"} or {"reason", "detail"}, and ends. kernel.files.hosts starts the host and asks it."""

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR"  # the agreed test of virus scanners, in two parts for their sake


class Unfit(Exception):
    """The file cannot be taken; `reason` is a key of kernel.files.refusals.SENTENCES."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail
