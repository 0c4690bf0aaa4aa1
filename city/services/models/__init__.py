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
)
from city.services.models.process_records import StepRecord, Stop
from city.services.models.supplements import Supplement, SupplementLine

__all__ = [
    "ClockSpan", "Decision", "Definition", "Dossier", "DossierPaper", "DossierReader", "Due", "Party", "StepRecord", "StepRun", "Stop", "Supplement", "SupplementLine",
]  # fmt: skip
