"""What a person is told about his own data."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from city.accounts.events import PersonFilledIn
from city.accounts.models import Person
from kernel.journal import reacts_to
from kernel.notifications import notify


@reacts_to(PersonFilledIn)
def tell(fact: PersonFilledIn, entry: Any) -> None:
    """On the site, and at the address that is known now: a clerk's act upon one's contact data is seen."""
    person = Person.objects.get(pk=fact.person)
    facts = {"fields": fact.fields, "link": settings.PUBLIC_ADDRESS + reverse("accounts:profile")}
    for channel in ("inbox", "email"):
        notify(
            person_id=person.pk, address=person.email, channel=channel, template="accounts/PersonFilledIn", facts=facts,
            dedupe_key=f"{entry.pk}-{person.pk}-{channel}", about=person, language=person.language or settings.LANGUAGE_CODE,
        )  # fmt: skip
