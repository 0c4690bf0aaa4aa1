"""Which items an inbox page shows: the whole inbox by its index, or a narrow part of it."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from city.accounts.models import Person
from city.services.models import Dossier, Party
from city.services.queries.desk_steps import step_name
from city.services.states.dossiers import Role
from city.work import queries
from city.work.models import Item
from kernel import clock
from kernel.access.pages import page_by
from kernel.actors import Actor

SIZE = 30
DOSSIERS = Q(about_kind="services.dossier")
SHOWS = ("open", "late", "soon", "done")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: which tab, which step, which words, from which place on."""

    show: str = "open"
    step: str = ""
    text: str = ""
    start: str = ""

    @property
    def narrow(self) -> bool:
        return bool(self.text) or self.show in ("late", "soon")


def find(actor: Actor, asked: Asked) -> queries.Inbox:
    """One page, most urgent first; what is done, newest first."""
    if asked.show == "done":
        return _done(actor, asked)
    if not asked.narrow:
        return queries.inbox(actor, start=asked.start, size=SIZE, code=asked.step)
    rows = _named(_due(_mine(actor), asked.show), asked)
    return _page(rows, asked.start)


def steps(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the steps that lie in the inbox; a code two processes name differently stands once."""
    rows = Item.objects.filter(pk__in=_mine(actor)[: queries.CAP].values("pk"))
    found = rows.values_list("code", "label").order_by("label").annotate(one=Max("about_id", filter=DOSSIERS))
    if get_language() == "vi":  # the label itself
        return list({code: label for code, label, _one in found}.items())
    dossiers = Dossier.objects.only("process").in_bulk([one for _code, _label, one in found if one])
    return list({code: step_name(label, code, dossiers.get(one)) for code, label, one in found}.items())


def _mine(actor: Actor) -> QuerySet[Item]:
    return Item.objects.filter(holder__in=actor.principals, closed_at=None)


def _due(rows: QuerySet[Item], show: str) -> QuerySet[Item]:
    """The same bounds as work.queries.counts, so that the number on the tab is the number of rows."""
    now = clock.now()
    if show == "late":
        return rows.filter(due_at__lt=now)
    if show == "soon":
        end = datetime.datetime.combine(clock.today() + datetime.timedelta(days=2), datetime.time(), clock.ZONE)
        return rows.filter(due_at__gte=now, due_at__lt=end)
    return rows


def _named(rows: QuerySet[Item], asked: Asked) -> QuerySet[Item]:
    if asked.step:
        rows = rows.filter(code=asked.step)
    if asked.text:
        words = Q(title__icontains=asked.text) | Q(reference__icontains=asked.text)
        rows = rows.filter(words | Q(about_kind="services.dossier", about_id__in=_owned_by(rows, asked.text)))
    return rows


def _owned_by(rows: QuerySet[Item], name: str) -> QuerySet[Party, int]:
    """Dossiers of these items whose owner is called so: from the items to the names, never through all names of the city."""
    mine = rows.filter(about_kind="services.dossier").values("about_id")
    called = Subquery(Person.objects.filter(pk=OuterRef("person")).values("name"))  # a join would read every person
    owners = Party.objects.filter(dossier__in=mine, role=Role.OWNER).annotate(called=called)
    return owners.filter(called__icontains=name).values_list("dossier", flat=True)


def _page(rows: QuerySet[Item], start: str) -> queries.Inbox:
    """`start` is the place of the last row of the page before, as in work.queries.inbox."""
    keyed = rows.annotate(place=Coalesce("due_at", queries.FAR))
    if key := queries.place_named(start):
        keyed = keyed.filter(Q(place__gt=key[0]) | Q(place=key[0], pk__gt=key[1]))
    found: list[Item] = [*keyed.order_by("place", "pk")[: SIZE + 1]]
    return queries.Inbox(found[:SIZE], queries.place_of(found[SIZE - 1]) if len(found) > SIZE else "")


def _done(actor: Actor, asked: Asked) -> queries.Inbox:
    """What was finished within a week, newest first."""
    page = page_by(_named(queries.done_recently(actor), asked), "closed_at", before=asked.start, size=SIZE)
    return queries.Inbox(page.rows, page.older)
