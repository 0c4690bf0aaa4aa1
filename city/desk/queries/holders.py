"""To whom an item may be given: the posts of the agency that have the power the work asks for."""

from collections.abc import Sequence

from city.agencies.models import Agency, Appointment
from city.agencies.queries import officials, units_of
from city.services.models import Dossier, Party
from city.services.queries.definitions import process_of
from city.services.states.dossiers import Role
from city.work.models import Item
from kernel.actors import Actor

DOCUMENT_POWER = "documents.sign"  # what lies in an inbox about a document waits for a signature


def powers_of(items: Sequence[Item]) -> dict[int, str]:
    """Item -> the power of its step; "" where the item names no step any more."""
    about = [item.about_id for item in items if item.about_kind == "services.dossier"]
    dossiers = Dossier.objects.only("process").in_bulk(about)
    return {item.pk: _power(item, dossiers) for item in items}


def _power(item: Item, dossiers: dict[int, Dossier]) -> str:
    if item.about_kind != "services.dossier":
        return DOCUMENT_POWER
    dossier = dossiers.get(item.about_id)
    found = [step.power for step in process_of(dossier).steps if step.id == item.code] if dossier else []
    return found[0] if found else ""


def choices(actor: Actor, items: Sequence[Item]) -> dict[int, list[tuple[int, str]]]:
    """Item -> (post, "name, title") of all in the agency who may do it and do not hold it yet; none who is a party to it."""
    powers, units = powers_of(items), _units(actor)
    parties = _parties(items)
    able = {power: officials(units, power) for power in {*powers.values()} - {""}}
    return {
        item.pk: [
            (a.post_id, _called(a))
            for a in able.get(powers[item.pk], [])
            if a.post.principal != item.holder and (item.about_id, a.user.person_id) not in parties
        ]
        for item in items
    }


def _parties(items: Sequence[Item]) -> set[tuple[int, int]]:
    """(dossier, person): nobody works in his own matter (services.rules.is_own_matter)."""
    about = [item.about_id for item in items if item.about_kind == "services.dossier"]
    rows = Party.objects.filter(dossier__in=about).exclude(role=Role.RECEIVER)
    return set(rows.values_list("dossier", "person"))


def _units(actor: Actor) -> list[int]:
    return [unit.pk for unit in units_of(Agency.objects.get(pk=actor.agency_id))] if actor.agency_id else []


def _called(held: Appointment) -> str:
    return f"{held.user.person.name if held.user.person else held.user.username}, {held.post.title}"
