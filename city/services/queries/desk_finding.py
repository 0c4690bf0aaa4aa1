"""Where is my dossier? Found for somebody without a slip: by its code however it was typed, by the number of a person, by name
or telephone. Always among what the official may read, and from there to the names: never through all names of the city."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from city.accounts.models import Person
from city.services.engine.folding import fold
from city.services.engine.typed_codes import meant
from city.services.models import Dossier, DossierReader, Party
from city.services.queries.listing import listed
from city.services.rules.dossiers import visible_to
from city.services.states.dossiers import Phase
from kernel.access import newest
from kernel.actors import Actor
from kernel.forms.kinds import phone

# Of the newest dossiers one may read a name is looked for among so many, within some hundredths of a second.
LOOKED = 3000
SHOWN = 50
_NUMBER = re.compile(r"[0-9]{12}|[0-9]{10}(-[0-9]{3})?")  # of a person; of an organisation, with or without branch


@dataclass(frozen=True)
class Found:
    """Newest first. `more`: there are others; `looked`: among how many of the newest, 0 where all were."""

    rows: list[Dossier]
    more: bool = False
    looked: int = 0


def by_code(actor: Actor, text: str) -> Dossier | None:
    """One dossier, by its code or by what the applicant held before there was one, however it was typed."""
    codes, submissions = meant(text)
    if not codes and not submissions:
        return None
    rows = visible_to(actor).exclude(phase=Phase.DRAFT)
    return rows.filter(code__in=codes).first() or rows.filter(submission__in=submissions).first()


def by_person(actor: Actor, text: str) -> Found:
    """Dossiers of people: by their number through its index; by name (with or without accents) or telephone among the newest."""
    number = re.sub(r"[\s.]", "", text)
    if _NUMBER.fullmatch(number) and (person := Person.objects.with_number(number).first()):
        return _of_person(actor, person)
    if any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text):
        return Found([])  # a code that is none, or none of his: nobody is called so
    keys = newest(DossierReader, actor, size=LOOKED)
    wanted, call = fold(text).split(), phone(text)
    digits = call if call.isdigit() and len(call) >= 9 else ""
    ids = [pk for pk, called in _people([pk for _at, pk in keys]) if _is_meant(called, wanted, digits)]
    return _shown(actor, ids[: SHOWN + 1], len(keys) if len(keys) == LOOKED else 0)


def again(actor: Actor, ids: Sequence[int]) -> list[Dossier]:
    """What was found a moment ago, as far as he may still read it, in the same order."""
    rows = {one.pk: one for one in listed(visible_to(actor)).exclude(phase=Phase.DRAFT).filter(pk__in=ids)}
    return [rows[pk] for pk in ids if pk in rows]


def _of_person(actor: Actor, person: Person) -> Found:
    """Those in which he has a part."""
    ids = Party.objects.filter(person=person).values_list("dossier", flat=True)
    return _shown(actor, list(ids[:LOOKED]), 0)


def _shown(actor: Actor, ids: list[int], looked: int) -> Found:
    rows = listed(visible_to(actor)).exclude(phase=Phase.DRAFT).filter(pk__in=ids)
    found = list(rows.order_by("-submitted_at", "-pk")[: SHOWN + 1])
    return Found(found[:SHOWN], len(found) > SHOWN, looked)


def _people(ids: list[int]) -> list[tuple[int, list[str]]]:
    """(dossier, ["name\\ttelephone", …]) in the order given, one by one through their indexes whatever the tables' size."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT d.id, ARRAY(SELECT (SELECT p.name || E'\\t' || p.phone FROM accounts_person p WHERE p.id = o.person_id)
                                  FROM services_party o WHERE o.dossier_id = d.id)
               FROM unnest(%s::bigint[]) WITH ORDINALITY AS d(id, place) ORDER BY d.place""",
            [ids],
        )
        return [(int(pk), [one for one in called if one]) for pk, called in cursor.fetchall()]


def _is_meant(called: list[str], wanted: list[str], digits: str) -> bool:
    for one in called:
        name, _tab, number = one.partition("\t")
        if digits and phone(number) == digits:
            return True
        parts = fold(name).split()
        if wanted and not digits and all(any(part.startswith(word) for part in parts) for word in wanted):
            return True
    return False
