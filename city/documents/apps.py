import datetime
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from city.documents.engine import glyphs
from kernel.forms import printing


class DocumentsConfig(AppConfig):
    name = "city.documents"

    def ready(self) -> None:
        printing.letters_from(glyphs.letters)
        post_migrate.connect(lay_down_kinds, sender=self, weak=False)


def lay_down_kinds(using: str, **_: Any) -> None:
    """The kinds of NĐ 30/2020 and the papers of the one-stop, since its first day; a city adds its own beside them."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    from city.documents.engine import kinds
    from city.documents.models import DocumentKind
    from kernel.journal import unguarded

    present = set(DocumentKind.objects.using(using).values_list("code", flat=True))
    since = DateRange(datetime.date(2020, 3, 5), None)
    missing = [DocumentKind(**row, valid=since) for row in kinds.rows() if row["code"] not in present]
    with unguarded("kinds of documents are laid down with the tables"):
        DocumentKind.objects.using(using).bulk_create(missing)
