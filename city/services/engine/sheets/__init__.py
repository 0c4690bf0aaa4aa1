"""National procedure sheets as they are found, read into clean values.

Pure: `read(row)` takes one sheet of the national portal (the JSON of ../shared/data/procedures) and gives a `Sheet`, or
raises `Unreadable(refusal, detail)`. What can be mended without guessing is mended; what cannot is kept as it stands and
reported in `Sheet.findings`. Rules and their figures: docs/catalogue.md."""

from city.services.engine.sheets.reading import READER, digest, read
from city.services.engine.sheets.values import CaseRow, FeeRow, Finding, PaperRow, Result, Sheet, TermRow, Unreadable

__all__ = [
    "READER",
    "CaseRow",
    "FeeRow",
    "Finding",
    "PaperRow",
    "Result",
    "Sheet",
    "TermRow",
    "Unreadable",
    "digest",
    "read",
]
