"""What the inbox shows beside the items themselves: where each leads, whose it is, who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from city.agencies.models import Post
from city.agencies.queries import names
from city.documents.models import Document
from city.services.models import Dossier, Party
from city.services.queries.deadlines import working_days_left
from city.services.queries.desk_steps import step_name
from city.services.states.dossiers import Role
from city.work.models import Item
from kernel import clock
from kernel.actors import Actor, meant, principal


@dataclass(frozen=True)
class Row:
    item: Item
    step: str  # its name in the reader's language
    url: str
    person: str
    holder: str
    mine: bool
    late: bool
    left: int | None  # working days of the reader's agency, as on the page of the dossier


def rows(items: Sequence[Item], actor: Actor) -> list[Row]:
    """The same number of queries however many items."""
    found = Dossier.objects.only("submission", "process").in_bulk(_ids(items, "services.dossier"))
    dossiers = {pk: dossier.submission for pk, dossier in found.items()}
    owners = dict(Party.objects.filter(dossier__in=dossiers, role=Role.OWNER).values_list("dossier_id", "person__name"))
    documents = dict(Document.objects.filter(pk__in=_ids(items, "documents.document")).values_list("pk", "token"))
    holders = _holders({i.holder for i in items})
    mine = principal("post", actor.post_id or 0)
    left = working_days_left({i.pk: i.due_at for i in items if i.due_at and not i.closed_at}, actor)
    return [
        Row(
            i,
            step_name(i.label, i.code, found.get(i.about_id) if i.about_kind == "services.dossier" else None),
            _url(i, dossiers, documents),
            owners.get(i.about_id, "") if i.about_kind == "services.dossier" else "",
            holders.get(i.holder, ""),
            i.holder == mine,
            i.closed_at is None and i.due_at is not None and i.due_at < clock.now(),
            left.get(i.pk),
        )
        for i in items
    ]


def _ids(items: Sequence[Item], kind: str) -> list[int]:
    return [i.about_id for i in items if i.about_kind == kind]


def _url(item: Item, dossiers: dict[int, str], documents: dict[int, str]) -> str:
    if item.about_kind == "services.dossier" and item.about_id in dossiers:
        return reverse("services:desk_dossier", args=[dossiers[item.about_id]])
    if item.about_kind == "documents.document" and item.about_id in documents:
        return reverse("documents:document", args=[documents[item.about_id]])
    return ""


def _holders(principals: set[int]) -> dict[int, str]:
    posts = {id: p for p in principals for kind, id in [meant(p)] if kind == "post"}
    agencies = {id: p for p in principals for kind, id in [meant(p)] if kind in ("unit", "agency")}
    titles = dict(Post.objects.filter(pk__in=posts).values_list("pk", "title"))
    known = names(agencies)
    return {
        **{p: titles.get(pk, "") for pk, p in posts.items()},
        **{p: known.get(pk, "") for pk, p in agencies.items()},
    }
