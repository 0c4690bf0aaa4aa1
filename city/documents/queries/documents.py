"""Finding documents."""

import datetime
from collections.abc import Mapping

from django.db import models
from django.db.models import QuerySet

from city.agencies.models import Agency
from city.agencies.queries.matters import KINDS, lists
from city.documents.engine import kinds
from city.documents.models import Document, DocumentKind, RegisterEntry
from city.documents.states import Book, DocumentState
from kernel.files.models import Blob
from kernel.refs import Ref, ref

_READ = str.maketrans({"-": None, " ": None, ".": None, "O": "0", "I": "1", "L": "1"})
PUBLIC_STATES = (DocumentState.ISSUED, DocumentState.WITHDRAWN)


def document_for(origin: models.Model | Ref, purpose: str) -> Document | None:
    """The living document of that purpose (not void, not withdrawn)."""
    of = ref(origin)
    rows = Document.objects.filter(origin_kind=of.kind, origin_id=of.id, purpose=purpose)
    return rows.exclude(state__in=[DocumentState.VOID, DocumentState.WITHDRAWN]).select_related("entry").first()


def by_token(text: str) -> Document | None:
    """The issued (or withdrawn) document whose token was read or typed; what was never issued is not found."""
    token = text.upper().translate(_READ)
    rows = Document.objects.filter(token=token, state__in=PUBLIC_STATES)
    return rows.select_related("entry", "kind", "agency").first()


def file_of(document: Document) -> Blob | None:
    """The signed and sealed file, once issued."""
    version = document.versions.filter(blob__isnull=False).select_related("blob").order_by("-no").first()
    return version.blob if version else None


def kind(code: str, on: datetime.date | None = None) -> DocumentKind:
    return DocumentKind.objects.on(on).get(code=code)


@lists(KINDS)
def signed_kinds(_office: Agency | None = None) -> Mapping[str, str]:
    """Code -> name of what people sign, what the one-stop issues first; its slips bear the agency's seal alone."""
    first = [row[0] for row in kinds.SPECIAL]
    rows = DocumentKind.objects.on().exclude(book__in=(Book.ONE_STOP, Book.RECEIPTS)).order_by("pk")
    return dict(sorted(rows.values_list("code", "name"), key=lambda row: row[0] not in first))


def register(agency: Agency, *, book: str, year: int) -> QuerySet[RegisterEntry]:
    """The register of documents sent, newest number first, gaps impossible: void numbers stand in it too."""
    rows = RegisterEntry.objects.filter(agency=agency, book=book, year=year)
    return rows.select_related("document__kind").order_by("-number", "suffix")
