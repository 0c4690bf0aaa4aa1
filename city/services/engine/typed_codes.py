"""Codes of dossiers as people type them off a slip: in small letters, with blanks, dots or long dashes where hyphens stand."""

import re

SUBMISSION = 12  # letters and figures, printed in fours
_WHOLE = re.compile(r"([A-Z]\d\d)(\d*)(\d{6})(\d{4})")  # H13.101-261124-0001 in one piece


def meant(typed: str) -> tuple[list[str], list[str]]:
    """(codes, submission numbers) that may be meant, as they are kept."""
    parts = re.findall(r"[A-Z0-9]+", typed.upper())
    whole = "".join(parts)
    codes = [f"{'.'.join(parts[:-2])}-{parts[-2]}-{parts[-1]}"] if len(parts) > 2 else []
    if found := _WHOLE.fullmatch(whole):
        agency, unit, day, number = found.groups()
        codes.append(f"{agency}{'.' if unit else ''}{unit}-{day}-{number}")
    fours = [whole[at : at + 4] for at in range(0, len(whole), 4)]
    return codes, ["-".join(fours)] if len(whole) == SUBMISSION else []
