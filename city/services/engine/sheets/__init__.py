"""Reading a published procedure sheet (data/procedures): parse, mend what is safe to mend, name what is not. Pure.

`read(row)` gives a Sheet or a Refusal. EDITION grows with every change of these files that changes what they give: an
import after that makes new versions.
"""

from city.services.engine.sheets.reading import EDITION, read
from city.services.engine.sheets.shapes import FeeLine, Finding, PaperLine, Refusal, Sheet, TermLine

__all__ = ["EDITION", "FeeLine", "Finding", "PaperLine", "Refusal", "Sheet", "TermLine", "read"]
