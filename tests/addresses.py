"""Every address of the product by name, read from the resolver, and what stands in for its parts in the played city."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from city.accounts.models import Mandate
from city.documents.models import Document
from city.payments.models import Charge
from city.services.models import Dossier
from city.services.queries.letters import letters_of
from city.work.models import Item
from kernel.journal.models import Delivery
from kernel.notifications.models import Message
from kernel.refs import ref


@dataclass(frozen=True)
class Address:
    """`name` as for reverse(), the view behind it, the names of its parts."""

    name: str
    view: Callable[..., Any]
    parts: tuple[str, ...]

    @property
    def dotted(self) -> str:
        return f"{self.view.__module__}.{self.view.__qualname__}"

    def of(self, values: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})


def addresses() -> list[Address]:
    found = list(_walk(get_resolver().url_patterns, ""))
    assert all(not one.name.endswith(":") for one in found), "an address without a name"
    return sorted(found, key=lambda one: one.name)


def _walk(patterns: list[Any], space: str) -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield Address(f"{space}{one.name or ''}", one.callback, tuple(one.pattern.converters))


def parts_of(dossier: Dossier) -> dict[str, dict[str, Any]]:
    """Room, or name of an address -> all parts that lead to things of this dossier."""
    paper = dossier.papers.exclude(blob=None).order_by("pk").first()
    charge = Charge.objects.filter(origin_kind="services.dossier", origin_id=dossier.pk).first()
    decision = dossier.decisions.select_related("document").first()
    item = Item.objects.filter(about_kind=ref(dossier).kind, about_id=dossier.pk).order_by("-pk").first()
    about = ref(dossier)
    letter = _number(Message.objects.filter(channel="email", about_kind=about.kind, about_id=about.id))
    papers = {"submission": dossier.submission, "pk": paper.pk if paper else 0, "number": 1, "width": 88}
    document: Document | None = decision.document if decision else None
    token = {"token": document.token if document else "0"}
    return {
        "services": {**papers, "code": dossier.version.procedure.national_code, "page": "applicant"},
        "payments": {"pk": charge.pk if charge else 0},
        "desk": {
            "pk": item.pk if item else 0, "calendar": dossier.agency.calendar_id,
            "delivery": _number(Delivery.objects.filter(entry__about_kind=about.kind, entry__about_id=about.id)), "message": letter,
        },
        "documents": token,
        "agencies": {"pk": 2},  # in the played city an agency, a code, a post and an appointment each have this number
        "accounts": {"pk": _number(Mandate.objects.filter(principal__in=dossier.parties.values("person")))},
        "mail": {"name": "0"},
        "services:tell_again": {"pk": letter},
        "services:desk_tell_again": {"submission": dossier.submission, "pk": letter},
        "services:letter": {"submission": dossier.submission, "pk": _number(letters_of(dossier))},
        "services:desk_step_file": {"submission": dossier.submission, "pk": _number(dossier.runs.exclude(file=None))},
    }  # fmt: skip


def _number(rows: QuerySet[Any]) -> int:
    """The first row's key; 0 where this dossier has none."""
    return rows.order_by("pk").values_list("pk", flat=True).first() or 0


def values_of(one: Address, dossier: Dossier) -> dict[str, Any]:
    """What an address says of its own comes before what its room says."""
    parts = parts_of(dossier)
    return parts.get(one.name) or parts.get(one.name.partition(":")[0], {})


def path_to(one: Address, dossier: Dossier) -> str:
    return one.of(values_of(one, dossier))
