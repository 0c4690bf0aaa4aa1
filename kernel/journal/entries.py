"""Writing and reading entries."""

from django.db import models

from kernel import clock
from kernel.actors import Actor, request_id
from kernel.journal import acts
from kernel.journal.facts import Fact
from kernel.journal.models import Delivery, JournalEntry
from kernel.journal.reactions import names_for
from kernel.refs import Ref, ref


def record(fact: Fact, *, about: models.Model | Ref, by: Actor) -> JournalEntry:
    """Write the act down, with the deliveries it causes. Only inside an action."""
    subject = ref(about)
    entry = JournalEntry(
        occurred_at=clock.now(),
        verb=fact.verb,
        about_kind=subject.kind,
        about_id=subject.id,
        actor_kind=by.kind,
        actor_id=by.person_id or by.user_id,
        post_id=by.post_id,
        agency_id=by.agency_id,
        request_id=request_id.get(),
        fact=fact.as_json(),
    )
    acts.note(entry)
    entry.save(force_insert=True)
    if names := names_for(type(fact)):
        Delivery.objects.bulk_create([Delivery(entry=entry, reaction=name) for name in names])
    return entry


def entries_about(about: models.Model | Ref) -> models.QuerySet[JournalEntry]:
    """Newest first."""
    subject = ref(about)
    return JournalEntry.objects.filter(about_kind=subject.kind, about_id=subject.id).order_by("-id")
