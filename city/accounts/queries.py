"""Reads about persons, for their own pages and for rooms above."""

from typing import Any

from django.db.models import QuerySet

from city.accounts.models import Mandate, Person
from city.accounts.states import PersonKind
from kernel import clock
from kernel.access.pages import Page, page_by_number
from kernel.search import fold


def known_as(number: str, name: str) -> Person | None:
    """The natural person with this number, if that is the name (accents and case aside). Else None, whether the number is
    unknown or belongs to somebody else: who asks must not learn which."""
    person = Person.objects.with_number(number).filter(kind=PersonKind.NATURAL).first()
    return person if person is not None and fold(person.name) == fold(name) else None


def mandates_given(person: Person) -> list[Mandate]:
    """Those that hold today, the latest first."""
    rows = Mandate.objects.filter(principal=person, ended_at=None, valid__contains=clock.today())
    return list(rows.select_related("agent").order_by("-pk"))


def mandates_held(person: Person) -> list[Mandate]:
    rows = Mandate.objects.filter(agent=person, ended_at=None, valid__contains=clock.today())
    return list(rows.select_related("principal").order_by("-pk"))


def mandates_over(person: Person, before: str = "") -> Page[Mandate]:
    """Given or held and over, the latest first: who could act for whom, and when."""
    rows = Mandate.objects.filter(principal=person) | Mandate.objects.filter(agent=person)
    over = rows.exclude(ended_at=None, valid__contains=clock.today())
    return page_by_number(over.select_related("principal", "agent"), before=before)


def acting_for(principals: QuerySet[Any]) -> QuerySet[Mandate, int]:
    """Ids of those who hold a mandate of one of `principals` (a query of person ids) today."""
    rows = Mandate.objects.filter(principal__in=principals, ended_at=None, valid__contains=clock.today())
    return rows.values_list("agent", flat=True)
