"""What the forms of the desk start from: the small form of a step's record, those who may take the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from city.accounts.models import Person
from city.services.engine.process_reading import Window
from city.services.models import Dossier, StepRecord
from city.services.queries.definitions import process_of
from city.services.queries.moves import records_of
from city.services.queries.slips import declared
from city.services.rules import dossiers as rules
from city.services.states.dossiers import Role
from kernel import clock
from kernel.forms.answers import Line, sections
from kernel.forms.compiler import PageForm, page_form

ROLES: list[str] = [Role.OWNER, Role.SUBMITTER, Role.AUTHORISED, Role.RECEIVER]
EARLIER = "earlier"  # in the snapshot of a receiver: who took a result before, that was withdrawn then


@dataclass(frozen=True)
class Recorded:
    """A page of the process's form: what stands in it, by whom, how often it was written; `form` where it may be written here."""

    page: str
    title: str
    row: StepRecord | None
    lines: tuple[Line, ...]
    times: int
    form: PageForm | None


def record_form(dossier: Dossier, page: str, data: Any = None) -> PageForm | None:
    """The small form of one page, with what stands there; None where the present step does not fill it in."""
    form = process_of(dossier).record
    if form is None or not rules.may_record(dossier, page):
        return None
    standing = records_of(dossier).get(page)
    return page_form(form, page, data, values=standing.values if standing else {}, on=clock.today())


def recorded(
    dossier: Dossier, window: Window, *, writing: bool, typed: dict[str, PageForm] | None = None
) -> list[Recorded]:
    """Pages that were written and may be read, and those the reader may write now."""
    form = process_of(dossier).record
    if form is None:
        return []
    standing, found = records_of(dossier), []
    for page in form.pages:
        row = standing.get(page.id)
        own = ((typed or {}).get(page.id) or record_form(dossier, page.id)) if writing else None
        if (row and window.record(page.id)) or own:
            values = row.values if row else {}
            lines = [line for s in sections(form, values, on=clock.today()) for line in s.lines if line.page == page.id]
            found.append(
                Recorded(page.id, str(page.title), row, tuple(lines) if row else (), row.no if row else 0, own)
            )
    return found


def known_people(dossier: Dossier) -> list[tuple[int, str]]:
    """(person, "name, role") of those who may take the result: the owner first, then whom he authorised."""
    rows = [party for party in dossier.parties.all() if party.role != Role.RECEIVER]
    people: dict[int, str] = {}
    for party in sorted(rows, key=lambda one: one.role != "owner"):
        people.setdefault(party.person_id, f"{party.person.name}, {str(party.get_role_display()).lower()}")
    return list(people.items())


@dataclass(frozen=True)
class Involved:
    """A person with his roles in words; `contact`: address, telephone, e-mail, as far as known."""

    roles: str
    person: Person
    contact: list[str]


def people_of(dossier: Dossier) -> list[Involved]:
    """The owner first, to be reached as he put it right for this dossier; who has two roles stands once."""
    found: dict[int, tuple[list[str], Person]] = {}
    for party in sorted(dossier.parties.all(), key=lambda one: ROLES.index(one.role)):
        found.setdefault(party.person_id, ([], party.person))[0].append(str(party.get_role_display()))
    for person in _took_before(dossier):
        found.setdefault(person.pk, ([], person))[0].append(_("Người đã nhận kết quả bị thu hồi"))
    said = {one.person_id: declared(dossier) for one in dossier.parties.all() if one.role == Role.OWNER}
    return [
        Involved(
            ", ".join([roles[0], *(role.lower() for role in roles[1:])]), person, _contact(person, said.get(pk, {}))
        )
        for pk, (roles, person) in found.items()
    ]


def _took_before(dossier: Dossier) -> Iterable[Person]:
    taken = [one["person"] for party in dossier.parties.all() for one in party.snapshot.get(EARLIER, ())]
    return Person.objects.filter(pk__in=taken).order_by("pk") if taken else ()


def _contact(person: Person, said: dict[str, str]) -> list[str]:
    lines = (said.get(name) or getattr(person, name) for name in ("address", "phone", "email"))
    return [line for line in lines if line]


def wished_way(dossier: Dossier) -> str:
    """How the applicant asked to have the result, where the form asked; else electronically."""
    return str(dossier.answers.get("receiving_way") or "online")
