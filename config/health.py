"""/healthz: does the city answer, and how much is in it. Counts are capped; they say "alive", not statistics."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from city.services.models import Dossier
from kernel.journal.models import JournalEntry
from kernel.web.access import public

CAP = 100_000


@public
def healthz(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    counts = {"dossiers": Dossier.objects.all()[:CAP].count(), "journal": JournalEntry.objects.all()[:CAP].count()}
    return JsonResponse({"status": "ok", **counts})
