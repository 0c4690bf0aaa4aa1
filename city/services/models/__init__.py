from city.services.models.definitions import Definition
from city.services.models.dossiers import (
    ClockSpan,
    Decision,
    Dossier,
    DossierPaper,
    DossierReader,
    Due,
    Party,
    StepRun,
    Supplement,
    SupplementLine,
)

__all__ = [
    "ClockSpan", "Decision", "Definition", "Dossier", "DossierPaper", "DossierReader", "Due", "Party", "StepRun", "Supplement", "SupplementLine",
]  # fmt: skip
