"""Cells of a file that people open in a spreadsheet."""

MARKS = ("=", "+", "-", "@")


def harmless(cell: str) -> str:
    """A spreadsheet must not take what a person typed for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip().startswith(MARKS) else cell
