"""What the people of a dossier are told: one notice per act and person, in the inbox and, where an address is known, by e-mail."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy

from city.documents.models import Document
from city.services.events.letters import LetterWithdrawn
from city.services.models import Dossier
from city.services.queries import letters, notices
from kernel.journal import reacts_to
from kernel.journal.models import JournalEntry
from kernel.notifications import notify


@reacts_to(LetterWithdrawn)
def tell_of_letter(fact: LetterWithdrawn, entry: JournalEntry) -> None:
    dossier = Dossier.objects.select_related("version").get(pk=fact.dossier)
    letter = Document.objects.select_related("entry").get(pk=fact.document)
    told = {
        "letter": lazy(letters.name_of, str)(fact.purpose),  # said anew in each language
        "withdrawn_number": letter.entry.printed,
        "withdrawn_at": letter.withdrawn_at,
        "withdrawn_because": letter.withdrawn_because,
    }
    send(dossier, type(fact).__name__, {**notices.facts(dossier), **told}, entry)


def send(dossier: Dossier, template: str, facts: Mapping[str, Any], entry: JournalEntry) -> None:
    for person in notices.people(dossier):
        for channel, address in (("inbox", ""), *((("email", person.email),) if person.email else ())):
            notify(
                person_id=person.pk, address=address, channel=channel, template=f"services/{template}", facts=facts,
                dedupe_key=f"{entry.pk}-{person.pk}-{channel}", about=dossier, language=notices.language_of(person),
            )  # fmt: skip
