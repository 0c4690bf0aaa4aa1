"""Dossiers as a list shows them: a line each, without what was answered and without the whole sheet of the procedure."""

from django.db.models import QuerySet

from city.services.models import Dossier

_HEAVY = ("answers", "draft", "corrections", "opinion")
_SHEET = ("sheet", "findings", "legal", "results", "folded")  # of an imported procedure tens of kilobytes


def listed(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With the procedure's name and code."""
    return rows.select_related("version__procedure").defer(*_HEAVY, *(f"version__{name}" for name in _SHEET))
